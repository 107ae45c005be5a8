import { MeterDataRefused, type Place } from './refused.ts'

const SHIFT = 16
const SIZE = 1 << SHIFT
const MASK = SIZE - 1

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array

/** One number a reading, in pieces of 65,536, so that it grows without being copied. */
class Column {
  readonly #pieces: Numbers[] = []
  readonly #make: () => Numbers
  readonly #empty: number

  constructor(make: (length: number) => Numbers, empty: number) {
    this.#make = () => make(SIZE)
    this.#empty = empty
  }

  get(at: number): number {
    return this.#pieces[at >> SHIFT]?.[at & MASK] ?? this.#empty
  }

  set(at: number, value: number): void {
    const piece = at >> SHIFT
    while (this.#pieces.length <= piece) this.#pieces.push(this.#make().fill(this.#empty))
    const numbers = this.#pieces[piece]
    if (numbers) numbers[at & MASK] = value
  }
}

const NONE = 0xffff_ffff
const u32 = (length: number) => new Uint32Array(length)
const saidOrNone = (value: number) => (value === NONE ? undefined : value)

/**
 * The readings of a file as its text says them, in columns of numbers: 26 bytes each, where objects would take 300. Where a
 * file says nothing, a field is undefined.
 */
export class ReadingColumns {
  length = 0
  readonly #most: number
  readonly #starts = new Column(u32, NONE)
  readonly #durations = new Column(u32, NONE)
  readonly #values = new Column((length) => new Float64Array(length), Number.NaN)
  readonly #qualities = new Column((length) => new Uint16Array(length), 0xffff)
  readonly #costs = new Column((length) => new Float64Array(length), Number.NaN)
  readonly #lines = new Column(u32, 1)
  readonly #columns = new Column((length) => new Uint16Array(length), 1)

  /** @param most readings that one file may have. */
  constructor(most: number) {
    this.#most = most
  }

  /** Adds a reading about which nothing is known yet. @returns its number. @throws MeterDataRefused `too-many-readings`. */
  add(place: Place): number {
    const at = this.length
    if (at >= this.#most) throw new MeterDataRefused('too-many-readings', place, `more than ${this.#most}`)
    this.length += 1
    this.#lines.set(at, place.line)
    this.#columns.set(at, Math.min(place.column, 0xffff))
    return at
  }

  /** Epoch seconds. */
  start(at: number): number | undefined {
    return saidOrNone(this.#starts.get(at))
  }

  setStart(at: number, seconds: number): void {
    this.#starts.set(at, seconds)
  }

  /** Seconds. */
  duration(at: number): number | undefined {
    return saidOrNone(this.#durations.get(at))
  }

  setDuration(at: number, seconds: number): void {
    this.#durations.set(at, seconds)
  }

  /** The value as written, before the multiplier and the unit. */
  value(at: number): number | undefined {
    const value = this.#values.get(at)
    return Number.isNaN(value) ? undefined : value
  }

  setValue(at: number, value: number): void {
    this.#values.set(at, value)
  }

  /** The code of the file's own standard. */
  quality(at: number): number | undefined {
    const code = this.#qualities.get(at)
    return code === 0xffff ? undefined : code
  }

  setQuality(at: number, code: number): void {
    this.#qualities.set(at, code)
  }

  /** Hundred-thousandths of the currency; the multiplier of the readings is not for it. */
  cost(at: number): number | undefined {
    const cost = this.#costs.get(at)
    return Number.isNaN(cost) ? undefined : cost
  }

  setCost(at: number, cost: number): void {
    this.#costs.set(at, cost)
  }

  place(at: number): Place {
    return { line: this.#lines.get(at), column: this.#columns.get(at) }
  }
}
