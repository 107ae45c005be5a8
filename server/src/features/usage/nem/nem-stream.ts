import type { RawBlock } from '../green-button/entries.ts'
import type { ReadingKind } from '../green-button/reading-kind.ts'
import { namedUnit } from '../meter-data/named-units.ts'
import { decimalField } from '../meter-data/number-field.ts'
import type { ReadingColumns } from '../meter-data/reading-columns.ts'
import { MeterDataRefused } from '../meter-data/refused.ts'
import type { Line } from '../meter-data/text-lines.ts'

/** Market time is UTC+10 all year. */
const MARKET_OFFSET = 10 * 3600
const MINUTES = 1440

/** Quality flags as ESPI's codes (green-button/reading-kind.ts); null is no reading; `V` is said interval by interval. */
const QUALITIES: Readonly<Record<string, number | null>> = { A: 17, E: 8, F: 7, S: 7, N: null }

/** Returns the quality of a quality method such as `A` or `S14`; null where there is no reading. @throws MeterDataRefused */
export function nemQuality(line: Line, field: number): number | null {
  const flag = (line.fields[field] ?? '')[0] ?? ''
  const quality = Object.hasOwn(QUALITIES, flag) ? QUALITIES[flag] : undefined
  if (quality === undefined)
    throw new MeterDataRefused(
      'malformed-line',
      line.place(field),
      `quality "${line.fields[field]?.slice(0, 20) ?? ''}"`,
    )
  return quality
}

/** Returns epoch seconds of `YYYYMMDD` or `YYYYMMDDhhmm[ss]` in market time. @throws MeterDataRefused */
export function marketTime(line: Line, field: number): number {
  const text = line.fields[field] ?? ''
  const [, year, month, day, hour = '00', minute = '00', second = '00'] =
    /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?$/.exec(text) ?? []
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  if (year === undefined || Number.isNaN(at) || new Date(at).getUTCDate() !== Number(day))
    throw new MeterDataRefused('malformed-line', line.place(field), `date "${text.slice(0, 20)}"`)
  return at / 1000 - MARKET_OFFSET
}

/** Returns when a reading was updated, to know which of two is later: milliseconds; 0 where the file does not say. */
export function updatedAt(line: Line, ...fields: number[]): number {
  const field = fields.find((one) => /^\d{12,14}$/.test(line.fields[one] ?? ''))
  return field === undefined ? 0 : marketTime(line, field) * 1000
}

type Facts = {
  nmi: string
  register: string
  unit: string
  intervalMinutes: number
  flow: ReadingKind['flow'] | undefined
}

/** A data stream: the values of one register of one NMI. */
export class NemStream {
  readonly nmi: string
  readonly register: string
  readonly isUsage: boolean
  readonly kind: ReadingKind
  readonly #slots: number
  readonly #raw: ReadingColumns
  #day: { line: Line; from: number; isVaried: boolean; told: Uint8Array } | undefined

  constructor({ nmi, register, unit, intervalMinutes, flow }: Facts, raw: ReadingColumns) {
    const measured = namedUnit(unit)
    this.nmi = nmi
    this.register = register
    this.isUsage = flow !== undefined && measured?.unit === 'Wh'
    this.kind = {
      serviceKind: 'electricity',
      unit: measured ?? { name: unit, unit: 'Wh', factor: 1 },
      scale: 1,
      flow: flow ?? 'delivered',
      intervalSeconds: intervalMinutes * 60,
      assumed: [],
    }
    this.#slots = intervalMinutes > 0 ? MINUTES / intervalMinutes : 0
    this.#raw = raw
  }

  get key(): string {
    return `${this.nmi} ${this.register} ${this.kind.flow} ${this.kind.intervalSeconds}`
  }

  /** Takes a record 300: the values of a day. @throws MeterDataRefused */
  day(line: Line): RawBlock {
    this.finish()
    const slots = this.#slots
    const start = marketTime(line, 1)
    const flagAt = 2 + slots
    const isVaried = line.fields[flagAt]?.[0] === 'V'
    if (line.fields.length < flagAt + 1 || !/^[AEFNSV]\d*$/.test(line.fields[flagAt] ?? ''))
      throw new MeterDataRefused(
        'wrong-number-of-values',
        line.place(line.fields.findIndex((field, nth) => nth >= 2 && !/^[-+.\d]/.test(field))),
        `a day of ${MINUTES / slots} minutes has ${slots} values and then a quality`,
      )
    const quality = isVaried ? null : nemQuality(line, flagAt)
    const from = this.#raw.length
    for (let slot = 0; slot < slots; slot += 1) {
      const at = this.#raw.add(line.place(2 + slot))
      const text = (line.fields[2 + slot] ?? '').replace(/^([+-]?)\./, '$10.').replace(/\.$/, '')
      // No reading, of a day that has none: some producers write 0, others nothing.
      if (text === '' || (!isVaried && quality === null)) continue
      this.#raw.setValue(at, decimalField({ text, ...line.place(2 + slot) }))
      if (quality !== null) this.#raw.setQuality(at, quality)
    }
    this.#day = { line, from, isVaried, told: new Uint8Array(slots) }
    const { number } = line
    const updated = updatedAt(line, flagAt + 3, flagAt + 4)
    return { line: number, column: 1, start, duration: 86_400, from, count: slots, updatedAt: updated }
  }

  /** Takes a record 400: the quality of some intervals of the day before it. @throws MeterDataRefused */
  event(line: Line): void {
    const day = this.#day
    if (!this.isUsage) return
    if (!day?.isVaried)
      throw new MeterDataRefused(
        'malformed-line',
        line.place(0),
        'a record 400 without a day of varying quality',
      )
    const [first, last] = [Number(line.fields[1]), Number(line.fields[2])]
    if (
      !Number.isInteger(first) ||
      !Number.isInteger(last) ||
      first < 1 ||
      last < first ||
      last > this.#slots
    )
      throw new MeterDataRefused(
        'malformed-line',
        line.place(1),
        `intervals ${line.fields[1]} to ${line.fields[2]}`,
      )
    const quality = nemQuality(line, 3)
    for (let slot = first - 1; slot < last; slot += 1) {
      day.told[slot] = 1
      if (quality === null) this.#raw.setValue(day.from + slot, Number.NaN)
      else this.#raw.setQuality(day.from + slot, quality)
    }
  }

  /** Checks that the last day said the quality of all its intervals. @throws MeterDataRefused */
  finish(): void {
    const day = this.#day
    this.#day = undefined
    const missing = day?.isVaried ? day.told.indexOf(0) : -1
    if (day && missing >= 0)
      throw new MeterDataRefused(
        'malformed-line',
        day.line.place(2 + missing),
        `interval ${missing + 1} has no quality`,
      )
  }
}

/** E streams leave the grid for the customer, B streams come back. C, D, F and others are check meters and averages. */
const FLOWS: Readonly<Record<string, ReadingKind['flow']>> = { E: 'delivered', B: 'received' }

/** Returns the stream of a record 200. @throws MeterDataRefused for an interval length that the format does not have */
export function streamOf(line: Line, raw: ReadingColumns): NemStream {
  const [, nmi = '', , , suffix = '', , , unit = '', length = ''] = line.fields
  const flow = FLOWS[suffix[0]?.toUpperCase() ?? '']
  const intervalMinutes = Number(length)
  if (!/^\d{1,2}$/.test(length) || intervalMinutes === 0 || MINUTES % intervalMinutes !== 0)
    throw new MeterDataRefused('malformed-line', line.place(8), `interval length "${length.slice(0, 20)}"`)
  if (nmi === '' || nmi.length > 11) throw new MeterDataRefused('malformed-line', line.place(1), 'no NMI')
  if (suffix.length > 10) throw new MeterDataRefused('malformed-line', line.place(4), 'no NMI suffix')
  if (flow && !namedUnit(unit))
    throw new MeterDataRefused('unknown-unit', line.place(7), `unit "${unit.slice(0, 20)}"`)
  return new NemStream({ nmi, register: suffix.toUpperCase(), unit, intervalMinutes, flow }, raw)
}
