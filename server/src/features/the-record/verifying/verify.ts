import type { Sql } from '#database/sql.ts'
import type { Witness } from '#transparency-log/cosignature.ts'
import { type Hash, hashBytes } from '#transparency-log/merkle.ts'
import { GrowingTree, StoredTree, tileWidth } from '#transparency-log/tiles.ts'
import { Checkpoints, type DatedKey, type KeptCheckpoint } from './promised-roots.ts'
import { entriesWithoutLeaf, sealingState, tilesOfLevel } from './queries.ts'
import { compareTiles, readPart } from './read-part.ts'
import { Faults, type RecordFault } from './record-faults.ts'
import { type Cosigned, Walk } from './walk.ts'

export type VerifiedRecord = {
  /** The number of entries of the record. */
  size: number
  /** How many checkpoints fit: of the database, and of the second place. */
  checkpoints: { own: number; kept: number }
  /** What witnesses cosigned, where witnesses were given. */
  cosigned?: Cosigned | undefined
  /** How many checkpoints of the database nobody signed, because there was no key. */
  unsigned: number
  /** How many of the entries were dropped with their months: of these only the hash is there. */
  dropped?: number | undefined
  /** At most 20, in the order in which they were met. */
  faults: RecordFault[]
}

/** A tree by its size and its root. */
export type TreeHead = { size: number; root: Hash }

/** How far a verification has come. */
export type VerifyProgress = TreeHead & {
  /** Of how many entries. */
  of: number
  /** What it has met so far. */
  faults: number
  checkpoints: VerifiedRecord['checkpoints']
  unsigned: number
}

export type Verifying = {
  origin: string
  verifiers: readonly DatedKey[]
  /** Of the second place. Without them nobody can prove that the whole tree was not made anew. */
  kept: readonly KeptCheckpoint[]
  /** Whose cosignatures are checked. */
  witnesses?: readonly Witness[] | undefined
  /**
   * Begins behind this tree, which was verified before: the record must have it as its beginning. Checkpoints of the second place
   * that are older are compared with the tree alone.
   */
  since?: TreeHead | undefined
  /** An interrupted verification goes on: the checkpoints before `since` were compared already. */
  isResumed?: boolean | undefined
  /** Called after each few thousand entries; the verification waits for it, and ends where it answers "stop". */
  onProgress?: ((progress: VerifyProgress) => Promise<'stop' | undefined> | undefined) | undefined
}

/** Tiles, of 256 entries each, that are read at once. */
const tilesAtOnce = 16

/**
 * Compares entries, tree and checkpoints with each other, and names what does not fit: changed, removed, inserted and dated back
 * entries, changed tiles, checkpoints that nobody signed or that promise something else. The hashes go on from the stored ones,
 * so that one changed entry is one fault, and not one at every checkpoint after it.
 */
export async function verifyRecord(sql: Sql, verifying: Verifying): Promise<VerifiedRecord> {
  const state = await sealingState.one(sql, {})
  const faults = new Faults()
  const checkpoints = new Checkpoints(verifying, faults)
  const walk = new Walk(faults, state.firstId)
  for (const promised of verifying.kept.flatMap((kept) => checkpoints.kept(kept))) walk.promise(promised)
  const isBehind = await beginBehind(sql, walk, verifying, state.size, faults)
  if (isBehind) await walkOn(sql, walk, state.size, { verifying, checkpoints, faults })
  for (const size of walk.promisedSizes()) if (size > state.size) faults.add('cut-off', String(size))
  for (const { recordEntryId } of await entriesWithoutLeaf(sql, { settledId: state.settledId }))
    faults.add('entry-inserted', String(recordEntryId))
  return {
    size: state.size,
    checkpoints: walk.fitting,
    ...(walk.cosigned && { cosigned: walk.cosigned }),
    unsigned: checkpoints.unsigned,
    ...(walk.dropped > 0 && { dropped: walk.dropped }),
    faults: faults.all(),
  }
}

type Rest = { verifying: Verifying; checkpoints: Checkpoints; faults: Faults }

/** Walks over the entries up to `size`. The next ones are read while those in hand are hashed. */
async function walkOn(sql: Sql, walk: Walk, size: number, { verifying, checkpoints, faults }: Rest) {
  const begin = walk.tree.size
  const end = (from: number) => Math.min((Math.floor(from / tileWidth) + tilesAtOnce) * tileWidth, size)
  let next = begin < size ? readPart(sql, begin, end(begin)) : undefined
  while (next && !faults.isFull) {
    const part = await next
    next = part.to < size ? readPart(sql, part.to, end(part.to)) : undefined
    // Where the walk ends before it is awaited.
    next?.catch(() => {})
    for (const own of part.checkpoints) walk.promise(checkpoints.own(own))
    await walk.over(part)
    await compareTiles(sql, walk.tree, faults)
    const progress = {
      size: part.to,
      root: walk.tree.root(),
      of: size,
      faults: faults.count,
      checkpoints: { ...walk.fitting },
      unsigned: checkpoints.unsigned,
    }
    if ((await verifying.onProgress?.(progress)) === 'stop') return
  }
}

/** Puts the walk behind a tree that was verified before. Returns false where that tree is not the beginning of this record. */
async function beginBehind(
  sql: Sql,
  walk: Walk,
  { since, isResumed }: Verifying,
  size: number,
  faults: Faults,
) {
  if (!since) return true
  if (since.size > size) {
    faults.add('cut-off', String(since.size))
    return false
  }
  const readTile = async (level: number, index: number) => {
    const [tile] = await tilesOfLevel(sql, { level, from: index, to: index + 1 })
    return tile && Buffer.from(tile.hashes)
  }
  const rootAt = (at: number) => new StoredTree(at, readTile).root().catch(() => undefined)
  if (!(await rootAt(since.size))?.equals(since.root)) {
    faults.add('checkpoint-differs', String(since.size))
    return false
  }
  for (const promised of walk.takePromisedUpTo(since.size))
    if (!isResumed) walk.compare(promised, (await rootAt(promised.size))?.equals(promised.root) ?? false)
  const tree = await GrowingTree.of(since.size, async (level, index) => {
    const width = Math.floor(since.size / tileWidth ** level) % tileWidth
    return (await readTile(level, index))?.subarray(0, width * hashBytes)
  })
  walk.begin(tree)
  return true
}
