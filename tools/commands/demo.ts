import { parseArgs } from 'node:util'
import { type Config, readConfig } from '@porchlight/server/config.ts'
import type { Env } from '@porchlight/server/config-values.ts'
import { givenKeysOf, keepSecrets } from '@porchlight/server/start/keep-secrets.ts'
import { openInstallationDatabase } from '@porchlight/server/start/open-database.ts'
import { watchSignals } from '@porchlight/server/start/stopping.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import { fillIfEmpty } from '../demo/fill-if-empty.ts'

const usage = 'npm run demo -- [--people N] [--reset]'

/**
 * Fills an empty database with the demo utility. `--reset` first deletes what is there. Refused while the application runs, whose
 * sessions would lose their data.
 */
export async function run(args: string[], env: Env): Promise<void> {
  const { people, reset } = optionsOf(args)
  const config = readConfig({ ...env, ...(people && { PORCHLIGHT_DEMO_PEOPLE: people }) })
  if (config.mode === 'production')
    throw new StartRefused(
      'A production database gets no demo: set PORCHLIGHT_DEMO=1, or unset DATABASE_URL.',
    )
  if (reset && config.databaseUrl)
    throw new StartRefused(
      'Only the embedded database can be reset: drop and create the database of DATABASE_URL yourself.',
    )
  await fill(config, reset)
}

function optionsOf(args: string[]): { people: string | undefined; reset: boolean } {
  try {
    const options = { people: { type: 'string' }, reset: { type: 'boolean' } } as const
    const { values } = parseArgs({ args, options })
    return { people: values.people, reset: values.reset ?? false }
  } catch (error) {
    throw new StartRefused(`${(error as Error).message} Usage: ${usage}`)
  }
}

async function fill(config: Config, reset: boolean): Promise<void> {
  const say = (sentence: string) => console.log(sentence)
  const stopping = watchSignals(say)
  try {
    const secrets = await keepSecrets(config.dataFolder)
    const opening = { config, ...givenKeysOf(config, secrets), stopping, say, exclusive: true, reset }
    const { ownerUrl, keys } = await openInstallationDatabase(opening)
    const { encryptionKey } = keys
    const issuer = config.identity?.issuer ?? config.standIns.identity
    const people = config.demoPeople
    if (await fillIfEmpty({ config, ownerUrl, encryptionKey, issuer, people, say })) return
    throw new StartRefused(
      'The demo utility exists already: --reset deletes it with everything that was done in it, and makes a new one.',
    )
  } finally {
    await stopping.closeAll()
  }
}
