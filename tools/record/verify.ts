import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import {
  type KeptCheckpoint,
  type RecordFault,
  verifyRecord,
} from '@porchlight/server/features/the-record/index.ts'
import { progressBar } from '@porchlight/server/start/progress-bar.ts'
import { recordFilesOf, recordOrigin } from '@porchlight/server/start/record-keys.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import { type OnRecord, publicKeysOf, takeOnly } from './on-record.ts'

const sentences: Record<RecordFault['kind'], (at: string) => string> = {
  'entry-changed': (at) => `Entry ${at} was changed after it was sealed, or exchanged with another.`,
  'entry-missing': (at) => `Entry ${at} was removed, or its time was changed.`,
  'entry-inserted': (at) => `Entry ${at} was inserted later, between sealed ones.`,
  'entry-dated-back': (at) => `Entry ${at} has a date before the checkpoint that was signed ahead of it.`,
  'tile-changed': (at) => `The tree was changed in tile ${at}.`,
  'checkpoint-not-signed': (at) => `Checkpoint ${at} is not signed by a key of this record.`,
  'checkpoint-differs': (at) =>
    `The checkpoint of ${at} entries is of another record than the one in this database.`,
  'cut-off': (at) =>
    `A checkpoint promises ${at} entries, more than there are: the end was cut off, or an old copy was restored.`,
}

/** Verifies the record and says what it proved. Throws StartRefused with the first fault where there is one. */
export async function verifyAll(on: OnRecord): Promise<void> {
  takeOnly(on, ['keys', 'checkpoints'])
  const { owner, say, config } = on
  const { verifiers } = publicKeysOf(on)
  const kept = keptCheckpoints(on)
  const bar = progressBar('Verifying the record', say)
  const { size, checkpoints, unsigned, faults } = await verifyRecord(owner, {
    origin: recordOrigin(config.origins),
    verifiers,
    kept,
    onProgress: bar.update,
  }).finally(bar.stop)
  for (const { kind, at } of faults) say(sentences[kind](at))
  if (faults.length > 0) throw new StartRefused('The record does not verify.')
  say(
    `The record verifies: ${size} entries, ${checkpoints.own} checkpoints of the database and ${checkpoints.kept} of the second place.`,
  )
  if (verifiers.length === 0)
    say('No public key was given: the owner of the database could have made all of it anew.')
  else if (unsigned > 0)
    say(`${unsigned} checkpoints were made without a key and prove nothing by themselves.`)
  if (kept.length === 0)
    say('No checkpoint of a second place was given: that the end was not cut off is not proved.')
}

function keptCheckpoints({ config, options }: OnRecord): KeptCheckpoint[] {
  const { place } = recordFilesOf(config)
  const own = place && 'folder' in place ? place.folder : undefined
  const folder = options.get('checkpoints') ?? own
  // A new installation keeps its first checkpoint after a minute, and makes the folder then.
  if (folder === undefined || (folder === own && !existsSync(folder))) return []
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.checkpoint'))
    return names.sort().map((name) => ({ name, note: readFileSync(path.join(folder, name), 'utf8') }))
  } catch (cause) {
    throw new StartRefused(`The checkpoints cannot be read: ${(cause as Error).message}`, { cause })
  }
}
