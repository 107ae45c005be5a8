import { setImmediate as breathe } from 'node:timers/promises'
import type { Sql } from '#database/sql.ts'
import { type Hash, hashBytes, hashLeaf, type RightEdge } from '#transparency-log/merkle.ts'
import { GrowingTree, StoredTree, tileWidth } from '#transparency-log/tiles.ts'
import { DroppedRanges } from './dropped-ranges.ts'
import { Checkpoints, type DatedKey, type KeptCheckpoint, type Promised } from './promised-roots.ts'
import {
  checkpointsFrom,
  droppedLeaves,
  entriesWithoutLeaf,
  leavesFrom,
  sealingState,
  tilesOfLevel,
} from './queries.ts'
import { Faults, type RecordFault } from './record-faults.ts'
import { StoredLeaves } from './stored-leaf.ts'

export type VerifiedRecord = {
  /** The number of entries of the record. */
  size: number
  /** How many checkpoints fit: of the database, and of the second place. */
  checkpoints: { own: number; kept: number }
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
/** Entries after which other work of the process has its turn. */
const entriesInTurn = 256
/** A transaction that commits late is dated by its beginning. */
const lateCommitMs = 60 * 60_000

/**
 * Compares entries, tree and checkpoints with each other, and names what does not fit: changed, removed, inserted and dated back
 * entries, changed tiles, checkpoints that nobody signed or that promise something else. The hashes go on from the stored ones,
 * so that one changed entry is one fault, and not one at every checkpoint after it.
 */
export async function verifyRecord(sql: Sql, verifying: Verifying): Promise<VerifiedRecord> {
  const state = await sealingState.one(sql, {})
  const faults = new Faults()
  const checkpoints = new Checkpoints(verifying.origin, verifying.verifiers, faults)
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

type Part = Awaited<ReturnType<typeof readPart>>

/** Reads the entries from `from` up to and without `to`, with the hashes of their tiles and the checkpoints among them. */
async function readPart(sql: Sql, from: number, to: number) {
  const first = Math.floor(from / tileWidth)
  const [{ leaves }, tiles, checkpoints] = await Promise.all([
    leavesFrom.one(sql, { from, to }),
    tilesOfLevel(sql, { level: 0, from: first, to: Math.ceil(to / tileWidth) }),
    checkpointsFrom(sql, { after: from, to }),
  ])
  const parts: Uint8Array[] = []
  for (const [i, tile] of tiles.entries()) {
    // Behind a missing tile nothing fits any more.
    if (tile.tileIndex !== first + i) break
    parts.push(tile.hashes)
  }
  const hashes = Buffer.concat(parts).subarray((from - first * tileWidth) * hashBytes)
  // Read behind the leaves: what is dropped in between is known.
  const dropped = new DroppedRanges((await droppedLeaves.first(sql, {}))?.leaves ?? null)
  return { from, to, leaves: new StoredLeaves(leaves), hashes, checkpoints, dropped }
}

/** The walk over the entries: the tree that grows with them, and what the checkpoints on the way promise. */
class Walk {
  tree = GrowingTree.empty()
  readonly fitting = { own: 0, kept: 0 }
  dropped = 0
  readonly #promised = new Map<number, Promised[]>()
  readonly #faults: Faults
  /** Entries up to it are older than the sealing. */
  readonly #firstId: number
  /** The tree as the entries give it, from the first that differs from its leaf. */
  #byEntries: RightEdge | undefined
  /** No entry can be older: an hour before the last checkpoint. */
  #earliest = ''

  constructor(faults: Faults, firstId: number) {
    this.#faults = faults
    this.#firstId = firstId
  }

  begin(tree: GrowingTree): void {
    this.tree = tree
  }

  promise(root: Promised): void {
    this.#promised.set(root.size, [...(this.#promised.get(root.size) ?? []), root])
  }

  promisedSizes(): number[] {
    return [...this.#promised.keys()]
  }

  takePromisedUpTo(size: number): Promised[] {
    const sizes = this.promisedSizes().filter((one) => one <= size)
    const taken = sizes.flatMap((one) => this.#promised.get(one) ?? [])
    for (const one of sizes) this.#promised.delete(one)
    return taken
  }

  compare({ size, from }: Promised, isSame: boolean): void {
    if (isSame) this.fitting[from] += 1
    else this.#faults.add('checkpoint-differs', String(size))
  }

  async over({ from, to, leaves, hashes, dropped }: Part): Promise<void> {
    let at = 0
    for (let index = from; index < to; index++) {
      if (index % entriesInTurn === 0) await breathe()
      const isThere = leaves.indexOf(at) === index
      const begin = (index - from) * hashBytes
      const stored: Hash = hashes.subarray(begin, begin + hashBytes)
      const time = isThere ? leaves.timeOf(at) : undefined
      if (isThere) {
        if (time !== undefined) this.#refuseDatedBack(leaves.entryIdOf(at), time)
        this.#leaf(index, leaves.entryIdOf(at), time && leaves.textOf(at, time), stored)
        at += 1
      } else if (dropped.has(index) && stored.length === hashBytes) this.#passDropped(stored)
      else this.#leaf(index, undefined, undefined, stored)
      this.#check(time)
    }
  }

  /** Goes on with the hash alone: the tree holds later entries to it. */
  #passDropped(stored: Hash): void {
    this.dropped += 1
    this.#byEntries?.append(stored)
    this.tree.append(stored)
  }

  /** @param text of the leaf; undefined where its entry is not there */
  #leaf(index: number, entryId: number | undefined, text: string | undefined, stored: Hash): void {
    const hash = text === undefined ? undefined : hashLeaf(text)
    if (!hash) this.#faults.add('entry-missing', entryId === undefined ? `leaf ${index}` : String(entryId))
    else if (stored.length < hashBytes) this.#faults.add('tile-changed', tileName(index))
    else if (!hash.equals(stored)) {
      this.#byEntries ??= this.tree.copyEdge()
      this.#faults.entryOrTile(String(entryId), tileName(index))
    }
    this.#byEntries?.append(hash ?? stored)
    this.tree.append(stored.length === hashBytes ? stored : (hash ?? Buffer.alloc(hashBytes)))
  }

  /** Compares the tree with the checkpoints of its size. */
  #check(atText: string | undefined): void {
    const promised = this.#promised.get(this.tree.size)
    if (!promised) return
    for (const root of promised) {
      if (this.tree.root().equals(root.root)) this.fitting[root.from] += 1
      else if (this.#byEntries?.root().equals(root.root)) this.#faults.tileOfEntries()
      else this.#faults.add('checkpoint-differs', String(root.size))
      const day = (atText ?? root.madeAt?.toISOString())?.slice(0, 10)
      if (root.signedUntil !== undefined && day !== undefined && day > root.signedUntil)
        this.#faults.add('key-ended', String(root.size), root.key)
      if (root.madeAt)
        this.#earliest = new Date(root.madeAt.getTime() - lateCommitMs).toISOString().slice(0, -1)
    }
    this.#promised.delete(this.tree.size)
  }

  /** Times are compared as texts: both are UTC, and the earliest has no letter at its end. */
  #refuseDatedBack(entryId: number, time: string): void {
    if (time < this.#earliest && entryId > this.#firstId)
      this.#faults.add('entry-dated-back', String(entryId))
  }
}

const tileName = (index: number) => `0/${Math.floor(index / tileWidth)}`

/** Compares the tiles above the leaves, which follow from them, with the stored ones. */
async function compareTiles(sql: Sql, tree: GrowingTree, faults: Faults): Promise<void> {
  for (const { level, index, hashes } of tree.takeChanged()) {
    if (level === 0) continue
    const [stored] = await tilesOfLevel(sql, { level, from: index, to: index + 1 })
    // The stored tile may have grown on: it must begin as the tree of the entries read so far.
    const isSame = stored && Buffer.from(stored.hashes).subarray(0, hashes.length).equals(hashes)
    if (!isSame) faults.add('tile-changed', `${level}/${index}`)
  }
}
