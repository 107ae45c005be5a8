import { type RetentionKind, retentionKindNames } from '@porchlight/contract/retention-kinds.ts'
import { openPool, type Pool } from '@porchlight/server/database/sql.ts'
import {
  isRetentionKind,
  newestPeriod,
  previewKind,
  runAll,
  settingOf,
} from '@porchlight/server/features/retention/index.ts'
import { progressBar } from '@porchlight/server/start/progress-bar.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import type { OnInstallation } from '../on-installation.ts'
import { AdminUsage } from './admin-usage.ts'

type On = Pick<OnInstallation, 'ownerUrl' | 'stopping' | 'say'>

/** Counts what the saved periods would delete and keep (`retention preview`), or deletes it (`retention run`). */
export async function retention(
  { ownerUrl, stopping, say }: On,
  [verb = '', ...names]: string[],
): Promise<void> {
  if (verb !== 'preview' && verb !== 'run') throw new AdminUsage(verb && `There is no "retention ${verb}".`)
  const kinds = names.length === 0 ? retentionKindNames : names.map(kindNamed)
  const owner = openPool(ownerUrl, 2)
  stopping.add(() => owner.end())
  if (verb === 'preview') await preview(owner, kinds, say)
  else await run(owner, kinds, say, () => stopping.isStopping)
}

function kindNamed(name: string): RetentionKind {
  if (isRetentionKind(name)) return name
  throw new StartRefused(`There is no kind of data "${name}": there are ${retentionKindNames.join(', ')}.`)
}

const number = new Intl.NumberFormat('en-US')

async function preview(owner: Pool, kinds: readonly RetentionKind[], say: On['say']): Promise<void> {
  for (const kind of kinds) {
    const period = await newestPeriod.first(owner, { setting: settingOf(kind) })
    if (!period) {
      say(`${kind}: no period is saved; nothing is deleted.`)
      continue
    }
    if (period.months === null) {
      say(`${kind}: kept forever.`)
      continue
    }
    const { deletesBefore, parts } = await previewKind(owner, kind, period.months, null)
    say(
      `${kind}: ${period.months} months; everything before ${deletesBefore} goes, unless a reason keeps it.`,
    )
    for (const { part, deleted, oldest, years, kept, bytes } of parts) {
      const size =
        bytes === null || deleted === 0 ? '' : `, about ${number.format(Math.ceil(bytes / 1000))} kB`
      say(`  ${part}: ${number.format(deleted)} rows go${oldest ? `, the oldest of ${oldest}` : ''}${size}`)
      for (const year of years) say(`    ${year.year}: ${number.format(year.deleted)}`)
      for (const { because, rows } of kept) say(`    kept because of "${because}": ${number.format(rows)}`)
    }
  }
}

async function run(
  owner: Pool,
  kinds: readonly RetentionKind[],
  say: On['say'],
  isStopping: () => boolean,
): Promise<void> {
  let shown: { runId: number; bar: ReturnType<typeof progressBar> } | undefined
  const unfinished = await runAll(owner, kinds, {
    isStopping,
    onBatch: ({ runId, kind, isDone, candidates, examined, deleted, kept, deletesBefore }) => {
      if (shown?.runId !== runId) {
        shown?.bar.stop()
        shown = { runId, bar: progressBar(`Deleting ${kind} of before ${deletesBefore}`, say) }
      }
      shown.bar.update(candidates === 0 ? 1 : Math.min(1, examined / candidates))
      if (!isDone) return
      shown.bar.stop()
      const reasons = kept.map(({ because, rows }) => `${because} ${number.format(rows)}`).join(', ')
      say(`${kind}: ${number.format(deleted)} rows deleted${reasons && `; kept: ${reasons}`}.`)
    },
  })
  shown?.bar.stop()
  for (const { kind, state, failure } of unfinished)
    say(`${kind}: the run is ${state}${failure ? ` (${failure})` : ''}.`)
  if (unfinished.some(({ state }) => state === 'failed'))
    throw new StartRefused('A run has failed. Retry it at the desk, under Retention periods.')
  if (!isStopping()) say('Kinds without a saved period, and those that are kept forever, were left alone.')
}
