import { setImmediate as breathe } from 'node:timers/promises'
import { type Hash, hashBytes, hashLeaf, type RightEdge } from '#transparency-log/merkle.ts'
import { GrowingTree, tileWidth } from '#transparency-log/tiles.ts'
import type { Promised } from './promised-roots.ts'
import type { Part } from './read-part.ts'
import type { Faults } from './record-faults.ts'

/** Entries after which other work of the process has its turn. */
const entriesInTurn = 256
/** A transaction that commits late is dated by its beginning. */
const lateCommitMs = 60 * 60_000
/** How far a witness's clock may be behind ours. */
const skewMs = 5 * 60_000

/** How many checkpoints witnesses have cosigned, and the newest one: of how many entries, by whom, when. */
export type Cosigned = { checkpoints: number; size: number; witness: string; at: Date }

/** The walk over the entries: the tree that grows with them, and what the checkpoints on the way promise. */
export class Walk {
  tree = GrowingTree.empty()
  readonly fitting = { own: 0, kept: 0 }
  /** The cosigned checkpoints that fit, and the newest of them. */
  cosigned: Cosigned | undefined
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

  compare(promised: Promised, isSame: boolean): void {
    if (isSame) this.#fits(promised)
    else this.#faults.add('checkpoint-differs', String(promised.size))
  }

  #fits({ size, from, cosignatures }: Promised): void {
    this.fitting[from] += 1
    for (const { witness, at } of cosignatures)
      this.cosigned = { size, witness, at, checkpoints: (this.cosigned?.checkpoints ?? 0) + 1 }
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
      if (this.tree.root().equals(root.root)) this.#fits(root)
      else if (this.#byEntries?.root().equals(root.root)) this.#faults.tileOfEntries()
      else this.#faults.add('checkpoint-differs', String(root.size))
      const day = (atText ?? root.madeAt?.toISOString())?.slice(0, 10)
      if (root.signedUntil !== undefined && day !== undefined && day > root.signedUntil)
        this.#faults.add('key-ended', String(root.size), root.key)
      if (
        atText !== undefined &&
        root.cosignatures.some(({ at }) => at.getTime() + skewMs < Date.parse(atText))
      )
        this.#faults.add('cosignature-wrong', String(root.size))
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
