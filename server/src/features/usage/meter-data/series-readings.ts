import { qualityCode, qualityOf, type ReadingQuality } from './quality.ts'
import { type Place, START } from './refused.ts'

export interface IntervalReading {
  /** Epoch seconds, UTC. */
  readonly startsAt: number
  readonly durationSeconds: number
  /** Integer, in the unit of the series, rounded from the file's value. */
  readonly value: number
  readonly quality?: ReadingQuality
}

type Columns = {
  starts: Float64Array
  durations: Uint32Array
  values: Float64Array
  qualities: Uint8Array
  lines: Uint32Array
}

function columnsOf(length: number): Columns {
  return {
    starts: new Float64Array(length),
    durations: new Uint32Array(length),
    values: new Float64Array(length),
    qualities: new Uint8Array(length),
    lines: new Uint32Array(length),
  }
}

/** Readings in order of time, 25 bytes each. They are read as objects one at a time: hundreds of thousands at once would not fit. */
export class SeriesReadings implements Iterable<IntervalReading> {
  length = 0
  #columns: Columns

  constructor(room = 64) {
    this.#columns = columnsOf(room)
  }

  push(reading: IntervalReading, place: Place = START): void {
    const at = this.length
    if (at === this.#columns.starts.length) this.#grow()
    const { starts, durations, values, qualities, lines } = this.#columns
    starts[at] = reading.startsAt
    durations[at] = reading.durationSeconds
    values[at] = reading.value
    qualities[at] = qualityCode(reading.quality)
    lines[at] = place.line
    this.length += 1
  }

  startOf(at: number): number {
    return this.#columns.starts[at] ?? Number.NaN
  }

  durationOf(at: number): number {
    return this.#columns.durations[at] ?? 0
  }

  amountOf(at: number): number {
    return this.#columns.values[at] ?? Number.NaN
  }

  /** The stored number of its quality. */
  qualityCodeOf(at: number): number {
    return this.#columns.qualities[at] ?? 0
  }

  placeOf(at: number): Place {
    return { line: this.#columns.lines[at] || 1, column: 1 }
  }

  *[Symbol.iterator](): Iterator<IntervalReading> {
    for (let at = 0; at < this.length; at += 1) yield this.get(at)
  }

  get(at: number): IntervalReading {
    const code = this.qualityCodeOf(at)
    return {
      startsAt: this.startOf(at),
      durationSeconds: this.durationOf(at),
      value: this.amountOf(at),
      ...(code === 0 ? {} : { quality: qualityOf(code) }),
    }
  }

  #grow(): void {
    const larger = columnsOf(Math.max(64, this.#columns.starts.length * 2))
    larger.starts.set(this.#columns.starts)
    larger.durations.set(this.#columns.durations)
    larger.values.set(this.#columns.values)
    larger.qualities.set(this.#columns.qualities)
    larger.lines.set(this.#columns.lines)
    this.#columns = larger
  }
}
