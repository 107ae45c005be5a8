import {
  type KeptCheckpoint,
  placeName,
  type RecordPlace,
  readCheckpoints,
} from '#features/the-record/index.ts'

/** What the places have that this process can read. */
export type KeptElsewhere = {
  kept: KeptCheckpoint[]
  /** The names of the places that could not be read. */
  unread: string[]
}

/**
 * Reads the checkpoints of every place that can be read.
 * @param since of a record that was verified up to this size: older ones are left out but the newest of each place
 */
export async function readKeptElsewhere(
  places: readonly RecordPlace[],
  since: number,
): Promise<KeptElsewhere> {
  const elsewhere: KeptElsewhere = { kept: [], unread: [] }
  for (const place of places) {
    if (!('folder' in place)) continue
    try {
      elsewhere.kept.push(...(await readCheckpoints(place.folder, since)))
    } catch {
      elsewhere.unread.push(placeName(place))
    }
  }
  return elsewhere
}
