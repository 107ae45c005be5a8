import type { RecordFaultKind } from '@porchlight/contract/record-events.ts'

/** What is wrong with the record, and where it begins. */
export type RecordFault = {
  kind: RecordFaultKind
  /** The first place: an entry's number, a tile, or the size of a checkpoint. */
  at: string
  /** Of a checkpoint with the signature of an unknown or ended key: the key, `name+id`. */
  key?: string | undefined
}

/** More are not looked for: the first ones say where it began. */
const mostFaults = 20

/** Collects at most 20 faults, each place once. */
export class Faults {
  #faults: RecordFault[] = []
  /** Entries that differ from their leaf, with the tile of the leaf: which of the two was changed, the next checkpoint says. */
  #undecided: { fault: RecordFault; tile: string }[] = []

  get count(): number {
    return this.#faults.length
  }

  get isFull(): boolean {
    return this.#faults.length >= mostFaults
  }

  add(kind: RecordFaultKind, at: string, key?: string): void {
    const isKnown = this.#faults.some((fault) => fault.kind === kind && fault.at === at)
    if (!isKnown && !this.isFull) this.#faults.push({ kind, at, ...(key !== undefined && { key }) })
  }

  /** Adds an entry that does not fit its leaf. */
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
