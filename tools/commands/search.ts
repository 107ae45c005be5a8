import type { Env } from '@porchlight/server/config-values.ts'
import { openPool, type Pool } from '@porchlight/server/database/sql.ts'
import { commandLine } from '@porchlight/server/project-folder.ts'
import { progressBar } from '@porchlight/server/start/progress-bar.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import { onInstallation } from '../on-installation.ts'
import { rebuildSearch } from '../search/rebuild.ts'
import { verifySearch } from '../search/verify.ts'

const usage = `${commandLine('search')} rebuild [--from-start] | verify`
type Say = (sentence: string) => void

/** Corrects the search index (`rebuild`) or prints how it differs from its sources (`verify`). Both may run beside the application. */
export async function run(args: string[], env: Env): Promise<void> {
  const [verb, ...options] = args
  const fromStart = options.includes('--from-start')
  const isValid =
    verb === 'rebuild' ? options.every((option) => option === '--from-start') : options.length === 0
  if ((verb !== 'rebuild' && verb !== 'verify') || !isValid) throw new StartRefused(`Usage: ${usage}`)
  await onInstallation(env, async ({ ownerUrl, stopping, say }) => {
    const owner = openPool(ownerUrl, 1)
    stopping.add(() => owner.end())
    if (verb === 'rebuild') await rebuild(owner, fromStart, say)
    else await verify(owner, say)
  })
}

async function rebuild(owner: Pool, fromStart: boolean, say: Say): Promise<void> {
  const started = performance.now()
  const bar = progressBar('Rebuilding the search index', say)
  await rebuildSearch(owner, { fromStart, onProgress: bar.update }).finally(bar.stop)
  say(`The search index is in step (${Math.round((performance.now() - started) / 1000)} s).`)
}

async function verify(owner: Pool, say: Say): Promise<void> {
  const bar = progressBar('Verifying the search index', say)
  const differences = await verifySearch(owner, bar.update).finally(bar.stop)
  for (const { table, missing, surplus, of, ids } of differences) {
    const some =
      ids.length > 0 ? `: ${of} ${ids.join(', ')}${missing + surplus > ids.length ? ' ...' : ''}` : ''
    say(`${table}: ${missing} missing, ${surplus} that should not be there${some}`)
  }
  if (differences.length > 0)
    throw new StartRefused(
      `The search index is out of step: ${commandLine('search', 'rebuild --from-start')}`,
    )
  say('The search index is in step.')
}
