import type { LocalClock } from '../local-clock.ts'
import { MeterDataRefused, START } from '../meter-data/refused.ts'
import { DAY_MINUTES, slotStart } from '../slot-run.ts'
import { emptyLayer, type MonthLayer } from './month-layer.ts'

/** What is stored of one channel, register and month. */
export interface StoredMonth {
  /** What counts: a layer for each interval length. */
  readonly current: readonly MonthLayer[]
  /** What later readings replaced, oldest first. */
  readonly revisions: readonly MonthLayer[]
}

/** What storing a layer changes; both lists are empty if nothing is new. */
export interface Merged {
  /** The layers of `current` that are different now. */
  readonly changed: MonthLayer[]
  /** New revisions. */
  readonly revised: MonthLayer[]
}

/**
 * Adds a layer to what is stored, without counting any time twice and without losing a reading:
 * - A later reading of the same time revises the earlier one. One that was revised before does not come back from an old file.
 * - Readings of another interval length stand side by side. Where they overlap, the later ones revise the earlier ones, but short
 *   intervals revise a longer one only if they cover all of it; else they are kept beside as not counted.
 * - A longer interval that is the sum of its short ones says nothing new: it is kept beside as not counted.
 * - A value that counts in no sum never replaces a reading.
 * @throws MeterDataRefused for interval lengths of which neither is a multiple of the other
 */
export function mergeLayer(stored: StoredMonth, incoming: MonthLayer, clock: LocalClock): Merged {
  const merge = new Merge(stored, incoming, clock)
  merge.addReadings()
  merge.addSetAside()
  return merge.result()
}

class Merge {
  readonly #incoming: MonthLayer
  readonly #clock: LocalClock
  readonly #own: MonthLayer
  readonly #others: MonthLayer[]
  readonly #known: readonly MonthLayer[]
  readonly #changed = new Set<MonthLayer>()
  readonly #revised: MonthLayer[] = []

  constructor(stored: StoredMonth, incoming: MonthLayer, clock: LocalClock) {
    const copies = stored.current.map((layer) => ({
      ...layer,
      values: [...layer.values],
      qualities: layer.qualities.slice(),
      setAside: [...layer.setAside],
    }))
    const { intervalMinutes } = incoming
    this.#incoming = incoming
    this.#clock = clock
    this.#own =
      copies.find((layer) => layer.intervalMinutes === intervalMinutes) ??
      emptyLayer(incoming, intervalMinutes, clock)
    this.#others = copies.filter((layer) => layer !== this.#own)
    this.#known = stored.revisions.filter((layer) => layer.intervalMinutes === intervalMinutes)
  }

  addReadings(): void {
    const accepted = new Set<number>()
    for (const [slot, value] of this.#incoming.values.entries())
      if (value !== null && this.#isNew(slot, value)) accepted.add(slot)
    for (const other of this.#others) {
      const isFiner = other.intervalMinutes < this.#incoming.intervalMinutes
      if (isFiner) this.#againstFiner(other, accepted)
      else this.#againstCoarser(other, accepted)
    }
    for (const slot of accepted) this.#replace(this.#own, slot, this.#incoming.values[slot] ?? null)
  }

  addSetAside(): void {
    for (const aside of this.#incoming.setAside) {
      const isKnown = this.#own.setAside.some(({ slot, raw }) => slot === aside.slot && raw === aside.raw)
      if (isKnown) continue
      this.#own.setAside.push(aside)
      this.#changed.add(this.#own)
    }
  }

  result(): Merged {
    return { changed: [...this.#changed], revised: this.#revised }
  }

  /** Whether a reading says what is not stored yet, neither as current nor as revised. */
  #isNew(slot: number, value: number): boolean {
    const quality = this.#incoming.qualities[slot] ?? 0
    const isSame = (layer: MonthLayer) =>
      layer.values[slot] === value && (quality === 0 || layer.qualities[slot] === quality)
    return !isSame(this.#own) && !this.#known.some(isSame)
  }

  /** Longer intervals over shorter ones: they take their place, unless they are their sum. */
  #againstFiner(finer: MonthLayer, accepted: Set<number>): void {
    const within = this.#slotsWithin(finer, this.#incoming)
    for (const slot of accepted) {
      const slots = within[slot] ?? []
      const values = slots.map((one) => finer.values[one] ?? null)
      const sum = values.reduce<number>((total, value) => total + (value ?? 0), 0)
      const isWhole = slots.length > 0 && values.every((value) => value !== null)
      if (isWhole && sum === this.#incoming.values[slot]) {
        accepted.delete(slot)
        this.#revise(this.#incoming, slot)
      } else for (const one of slots) this.#replace(finer, one, null)
    }
  }

  /** Shorter intervals over longer ones: they take their place where they cover them whole. */
  #againstCoarser(coarser: MonthLayer, accepted: Set<number>): void {
    const within = this.#slotsWithin(this.#incoming, coarser)
    for (const [slot, slots] of within.entries()) {
      if (coarser.values[slot] === null || !slots.some((one) => accepted.has(one))) continue
      if (slots.every((one) => accepted.has(one) || this.#own.values[one] !== null)) {
        this.#replace(coarser, slot, null)
        continue
      }
      for (const one of slots) {
        if (!accepted.delete(one)) continue
        this.#revise(this.#incoming, one)
      }
    }
  }

  /** For each slot of the longer intervals, the slots of the shorter ones that lie in it. */
  #slotsWithin(finer: MonthLayer, coarser: MonthLayer): number[][] {
    const minutes = coarser.intervalMinutes
    if (minutes !== DAY_MINUTES && minutes % finer.intervalMinutes !== 0)
      throw new MeterDataRefused(
        'interval-not-supported',
        START,
        `intervals of ${minutes} minutes are no multiple of ${finer.intervalMinutes}, which ${coarser.month} has too`,
      )
    const within = coarser.values.map((): number[] => [])
    const firstDay = this.#clock.dayOf(coarser.startsAt)
    for (let slot = 0; slot < finer.values.length; slot += 1) {
      const startsAt = slotStart(finer, slot, this.#clock)
      const at =
        minutes === DAY_MINUTES
          ? this.#clock.dayOf(startsAt) - firstDay
          : Math.floor((startsAt - coarser.startsAt) / (minutes * 60))
      within[at]?.push(slot)
    }
    return within
  }

  /** Puts a reading (or none) in a slot, and keeps the one that was there. */
  #replace(layer: MonthLayer, slot: number, value: number | null): void {
    const quality = value === null ? 0 : (this.#incoming.qualities[slot] ?? 0)
    if (layer.values[slot] === value && layer.qualities[slot] === quality) return
    if (layer.values[slot] !== null) this.#revise(layer, slot)
    layer.values[slot] = value
    layer.qualities[slot] = quality
    this.#changed.add(layer)
  }

  /** Keeps a reading as a revision: in a layer that has none of this time yet. */
  #revise(from: MonthLayer, slot: number): void {
    const isFree = (layer: MonthLayer) =>
      layer.intervalMinutes === from.intervalMinutes && layer.values[slot] === null
    let revision = this.#revised.find(isFree)
    if (!revision) {
      revision = emptyLayer(from, from.intervalMinutes, this.#clock)
      this.#revised.push(revision)
    }
    revision.values[slot] = from.values[slot] ?? null
    revision.qualities[slot] = from.qualities[slot] ?? 0
  }
}
