import type { Sql } from '#database/sql.ts'
import { type EntryFacts, type Erasable, leafText } from './leaf.ts'
import type { SealedEntries } from './queries.generated.ts'
import {
  entriesWithoutLeaf,
  sealedEntries,
  sealingState,
  signedCheckpoints,
  tilesOfLevel,
} from './queries.ts'
import { openCheckpoint } from './tree/checkpoint.ts'
import { type Hash, hashBytes, hashLeaf, type RightEdge } from './tree/merkle.ts'
import type { NoteVerifier } from './tree/note.ts'
import { GrowingTree, tileWidth } from './tree/tiles.ts'

/** What is wrong with the record, and where it begins. */
export type RecordFault = {
  kind:
    | 'entry-changed'
    | 'entry-missing'
    | 'entry-inserted'
    | 'entry-dated-back'
    | 'tile-changed'
    | 'checkpoint-not-signed'
    | 'checkpoint-differs'
    | 'cut-off'
  /** The first place: an entry's number, a tile, or the size of a checkpoint. */
  at: string
}

export type VerifiedRecord = {
  /** The number of entries that were verified. */
  size: number
  /** How many checkpoints fit: of the database, and of the second place. */
  checkpoints: { own: number; kept: number }
  /** How many checkpoints of the database nobody signed, because there was no key. */
  unsigned: number
  /** At most {@link mostFaults}, in the order in which they were met. */
  faults: RecordFault[]
}

/** A checkpoint as it is kept: a signed note, and what to call it. */
export type KeptCheckpoint = { name: string; note: string }

type Verifying = {
  origin: string
  verifiers: readonly NoteVerifier[]
  /** Of the second place. Without them nobody can prove that the whole tree was not made anew. */
  kept: readonly KeptCheckpoint[]
  onProgress?: (share: number) => void
}

/** More are not looked for: the first ones say where it began. */
const mostFaults = 20
/** Tiles, of 256 entries each, that are read at once. */
const tilesAtOnce = 16
/** A transaction that commits late is dated by its beginning. */
const lateCommitMs = 60 * 60_000

/** A root that a checkpoint promises, of the tree at one size. */
type Promised = { size: number; root: Hash; from: 'own' | 'kept'; madeAt: Date | undefined }

/**
 * Compares every entry with its leaf, every leaf with the tree, and the tree with every checkpoint, those of the second place
 * included. Reads only.
 */
export async function verifyRecord(sql: Sql, verifying: Verifying): Promise<VerifiedRecord> {
  const state = await sealingState.one(sql, {})
  const faults = new Faults()
  const { promised, unsigned } = await promisedRoots(sql, verifying, faults)
  const checkpoints = { own: 0, kept: 0 }
  const tree = GrowingTree.empty()
  const walk = {
    tree,
    byEntries: undefined as RightEdge | undefined,
    lastMadeAt: undefined as Date | undefined,
  }
  const check = () => {
    for (const root of promised.get(tree.size) ?? []) {
      if (tree.root().equals(root.root)) checkpoints[root.from] += 1
      else if (walk.byEntries?.root().equals(root.root)) faults.tileOfEntries()
      else faults.add('checkpoint-differs', String(root.size))
      walk.lastMadeAt = root.madeAt ?? walk.lastMadeAt
    }
  }
  for (let from = 0; from < state.size && !faults.isFull; from += tilesAtOnce * tileWidth) {
    const to = Math.min(from + tilesAtOnce * tileWidth, state.size)
    const [entries, leaves] = await Promise.all([
      sealedEntries(sql, { from, to }),
      storedLeaves(sql, from, to),
    ])
    const byIndex = new Map(entries.map((entry) => [entry.leafIndex, entry]))
    for (let index = from; index < to; index++) {
      const entry = byIndex.get(index)
      const stored = leaves.subarray((index - from) * hashBytes, (index - from + 1) * hashBytes) as Hash
      const hash = entry && entry.atText !== null ? hashLeaf(leafOf(entry)) : undefined
      if (hash && entry && isDatedBack(entry, state.firstId, walk.lastMadeAt))
        faults.add('entry-dated-back', String(entry.recordEntryId))
      if (!hash) faults.add('entry-missing', entry ? String(entry.recordEntryId) : `leaf ${index}`)
      else if (stored.length < hashBytes) faults.add('tile-changed', tileName(0, index))
      else if (!hash.equals(stored)) {
        walk.byEntries ??= tree.copyEdge()
        faults.entryOrTile(String(entry?.recordEntryId), tileName(0, index))
      }
      walk.byEntries?.append(hash ?? stored)
      tree.append(stored.length === hashBytes ? stored : (hash ?? Buffer.alloc(hashBytes)))
      check()
    }
    await compareTiles(sql, tree, faults)
    verifying.onProgress?.(to / state.size)
  }
  for (const size of promised.keys()) if (size > state.size) faults.add('cut-off', String(size))
  for (const { recordEntryId } of await entriesWithoutLeaf(sql, { settledId: state.settledId }))
    faults.add('entry-inserted', String(recordEntryId))
  return { size: state.size, checkpoints, unsigned, faults: faults.all() }
}

/** Collects faults, each place once. */
class Faults {
  #faults: RecordFault[] = []
  /** Entries that differ from their leaf, with the tile of the leaf: which of the two was changed, the next checkpoint says. */
  #undecided: { fault: RecordFault; tile: string }[] = []

  get isFull(): boolean {
    return this.#faults.length >= mostFaults
  }

  add(kind: RecordFault['kind'], at: string): void {
    const isKnown = this.#faults.some((fault) => fault.kind === kind && fault.at === at)
    if (!isKnown && !this.isFull) this.#faults.push({ kind, at })
  }

  entryOrTile(entry: string, tile: string): void {
    if (this.isFull) return
    const fault: RecordFault = { kind: 'entry-changed', at: entry }
    this.#faults.push(fault)
    this.#undecided.push({ fault, tile })
  }

  /** The checkpoint fits the entries: it is the tiles that were changed. */
  tileOfEntries(): void {
    for (const { fault, tile } of this.#undecided.splice(0)) {
      this.#faults = this.#faults.filter((one) => one !== fault)
      this.add('tile-changed', tile)
    }
  }

  all(): RecordFault[] {
    return this.#faults
  }
}

const tileName = (level: number, position: number) => `${level}/${Math.floor(position / tileWidth)}`

function isDatedBack(entry: SealedEntries['row'], firstId: number, lastMadeAt: Date | undefined): boolean {
  if (!lastMadeAt || entry.recordEntryId <= firstId) return false
  return Date.parse(entry.atText ?? '') < lastMadeAt.getTime() - lateCommitMs
}

/** Returns the text of an entry's leaf. */
export function leafOf(entry: SealedEntries['row']): string {
  const facts = { ...entry, atText: entry.atText ?? '', details: entry.details as EntryFacts['details'] }
  return leafText(facts, {
    ipAddress: erasable(entry.ipAddress, entry.ipSalt, entry.ipCommitment),
    givenReason: erasable(entry.givenReason, entry.givenReasonSalt, entry.givenReasonCommitment),
  })
}

/** A value without its salt, or a salt without its value, gives a leaf that cannot fit. */
function erasable(value: string | null, salt: Uint8Array | null, commitment: Uint8Array | null): Erasable {
  if (commitment) return { commitment: Buffer.from(commitment) }
  return value === null && salt === null ? null : { value: value ?? '', salt: Buffer.from(salt ?? []) }
}

/** Returns the hashes of these leaves as the tiles have them; shorter where tiles are missing. */
async function storedLeaves(sql: Sql, from: number, to: number): Promise<Buffer> {
  const first = from / tileWidth
  const tiles = await tilesOfLevel(sql, { level: 0, from: first, to: Math.ceil(to / tileWidth) })
  const parts: Uint8Array[] = []
  for (const [i, tile] of tiles.entries()) {
    // Behind a missing tile nothing fits any more.
    if (tile.tileIndex !== first + i) break
    parts.push(tile.hashes)
  }
  return Buffer.concat(parts)
}

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

async function promisedRoots(
  sql: Sql,
  { origin, verifiers, kept }: Verifying,
  faults: Faults,
): Promise<{ promised: Map<number, Promised[]>; unsigned: number }> {
  let unsigned = 0
  const promised = new Map<number, Promised[]>()
  const add = (root: Promised) => promised.set(root.size, [...(promised.get(root.size) ?? []), root])
  const open = (note: string, name: string) => {
    try {
      return openCheckpoint(note, verifiers, origin)
    } catch {
      faults.add('checkpoint-not-signed', name)
      return undefined
    }
  }
  for (const { size, root, note, madeAt } of await signedCheckpoints(sql, {})) {
    add({ size, root: Buffer.from(root), from: 'own', madeAt })
    if (note === null) unsigned += 1
    if (note === null || verifiers.length === 0) continue
    const signed = open(note, String(size))
    if (signed && (signed.size !== size || !signed.root.equals(root)))
      faults.add('checkpoint-differs', String(size))
  }
  for (const { name, note } of kept) {
    const signed = open(note, name)
    if (signed) add({ size: signed.size, root: signed.root, from: 'kept', madeAt: undefined })
  }
  return { promised, unsigned }
}
