import { access } from 'node:fs/promises'
import {
  type KeptCheckpoint,
  openCheckpoint,
  type RecordFault,
  type RecordKey,
  readCheckpoints,
  savedCheckpoint,
  type TreeHead,
  verifyRecord,
  type Witness,
  witnessesOf,
  witnessOf,
} from '@porchlight/server/features/the-record/index.ts'
import { progressBar } from '@porchlight/server/start/progress-bar.ts'
import { recordFilesOf, recordOrigin } from '@porchlight/server/start/record-keys.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import { type OnRecord, publicKeysOf, readGiven, takeOnly } from './on-record.ts'
import { sayDropped } from './say-dropped.ts'

const sentences: Record<RecordFault['kind'], (at: string) => string> = {
  'entry-changed': (at) => `Entry ${at} was changed after it was sealed, or exchanged with another.`,
  'entry-missing': (at) => `Entry ${at} was removed, or its time was changed.`,
  'entry-inserted': (at) => `Entry ${at} was inserted later, between sealed ones.`,
  'entry-dated-back': (at) => `Entry ${at} has a date before the checkpoint that was signed ahead of it.`,
  'tile-changed': (at) => `The tree was changed in tile ${at}.`,
  'checkpoint-not-signed': (at) => `Checkpoint ${at} is not signed by a key of this record.`,
  'checkpoint-differs': (at) =>
    `The checkpoint of ${at} entries is of another record than the one in this database.`,
  'cosignature-wrong': (at) =>
    `The cosignature of a witness on checkpoint ${at} does not fit it, or was made before its entries.`,
  'key-ended': (at) => `Checkpoint ${at} is signed by a key that had ended before.`,
  'cut-off': (at) =>
    `A checkpoint promises ${at} entries, more than there are: the end was cut off, or an old copy was restored.`,
}

/** Verifies the record and says what it proved. Throws StartRefused with the first fault where there is one. */
export async function verifyAll(on: OnRecord): Promise<void> {
  takeOnly(on, ['keys', 'checkpoints', 'since', 'witness'])
  const { owner, say, config } = on
  const verifiers = publicKeysOf(on)
  const since = treeSince(on, verifiers)
  const witnesses = witnessesOfCommand(on)
  const kept = await keptCheckpoints(on, since?.size)
  const bar = progressBar('Verifying the record', say)
  const { size, checkpoints, cosigned, unsigned, faults } = await verifyRecord(owner, {
    origin: recordOrigin(config.origins, verifiers),
    verifiers,
    kept,
    witnesses,
    since,
    onProgress: async ({ size, of }) => {
      bar.update(size / of)
      return undefined
    },
  }).finally(bar.stop)
  for (const { kind, at, key } of faults)
    say(`${sentences[kind](at)}${key === undefined ? '' : ` The key is ${key}.`}`)
  if (faults.length > 0) throw new StartRefused('The record does not verify.')
  say(
    `The record verifies: ${size} entries${since ? ` (${size - since.size} since the checkpoint of ${since.size})` : ''}, ${checkpoints.own} checkpoints of the database and ${checkpoints.kept} of the second place.`,
  )
  if (cosigned)
    say(
      `${cosigned.checkpoints} checkpoints are cosigned by a witness, the newest of ${cosigned.size} entries by ${cosigned.witness} at ${cosigned.at.toISOString()}.`,
    )
  // Who names a witness wants its word; one that is only configured may not have been asked yet.
  else if (on.options.has('witness'))
    throw new StartRefused('No checkpoint is cosigned by the given witness.')
  await sayDropped(on)
  if (verifiers.length === 0)
    say('No public key was given: the owner of the database could have made all of it anew.')
  else if (unsigned > 0)
    say(`${unsigned} checkpoints were made without a key and prove nothing by themselves.`)
  if (kept.length === 0)
    say('No checkpoint of a second place was given: that the end was not cut off is not proved.')
}

/** Returns the tree of the checkpoint that `--since` names, which one of the keys must have signed. */
function treeSince(on: OnRecord, verifiers: readonly RecordKey[]): TreeHead | undefined {
  const file = on.options.get('since')
  if (file === undefined) return undefined
  try {
    const saved = savedCheckpoint(file, Buffer.from(readGiven(file, 'checkpoint')))
    return openCheckpoint(saved, verifiers, recordOrigin(on.config.origins, verifiers))
  } catch (cause) {
    if (cause instanceof StartRefused) throw cause
    throw new StartRefused(`${file} cannot be used: ${(cause as Error).message}`, { cause })
  }
}

/** Returns the witnesses that `--witness` names, and otherwise those of the installation. */
function witnessesOfCommand({ config, options }: OnRecord): Witness[] {
  const given = options.get('witness')
  if (given === undefined) return witnessesOf(recordFilesOf(config).places)
  try {
    return given.split(',').map((vkey) => witnessOf(vkey.trim()))
  } catch (cause) {
    throw new StartRefused(`--witness cannot be used: ${(cause as Error).message}`, { cause })
  }
}

/** Reads the checkpoints of `--checkpoints` (several folders with commas between), and otherwise those of the installation's folders. */
async function keptCheckpoints({ config, options }: OnRecord, since?: number): Promise<KeptCheckpoint[]> {
  const given = options.get('checkpoints')?.split(',')
  const own = recordFilesOf(config).places.flatMap((place) => ('folder' in place ? [place.folder] : []))
  const kept: KeptCheckpoint[] = []
  try {
    for (const folder of given ?? own) {
      // A new installation keeps its first checkpoint after a minute, and makes the folder then.
      if (given) await access(folder)
      kept.push(...(await readCheckpoints(folder, since)))
    }
    return kept
  } catch (cause) {
    throw new StartRefused(`The checkpoints cannot be read: ${(cause as Error).message}`, { cause })
  }
}
