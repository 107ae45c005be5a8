import type { CalendarDay } from '../calendar-day.ts'
import type { LocalClock } from '../local-clock.ts'
import { MeterDataRefused } from '../meter-data/refused.ts'
import type { Line } from '../meter-data/text-lines.ts'
import type { CsvColumns } from './csv-columns.ts'
import { dayOfParts, localInstant, type WrittenTime, writtenTime } from './csv-time.ts'

export type Span = { startsAt: number; durationSeconds: number }

/** Finds when the readings of a file of values are: first it looks at all lines, then it gives their times. */
export class CsvTimes {
  readonly #clock: LocalClock
  #mayBeDayFirst = true
  #mayBeMonthFirst = true
  #ambiguous: { line: Line; field: number } | undefined

  constructor(clock: LocalClock) {
    this.#clock = clock
  }

  /** Looks at a line for the order of day and month. @throws MeterDataRefused for a time that cannot be read */
  look(line: Line, { date, start }: CsvColumns): void {
    const field = date ?? start
    const time = this.#read(line, field)
    if ('instant' in time || time.isIso || !time.parts) return
    this.#ambiguous ??= { line, field }
    this.#mayBeDayFirst &&= dayOfParts(time.parts, true) !== undefined
    this.#mayBeMonthFirst &&= dayOfParts(time.parts, false) !== undefined
  }

  /**
   * Returns when each line's reading starts and how long it lasts; undefined for a time that the clock skips.
   * @throws MeterDataRefused for times that cannot be read, dates that could be two, and lengths that nothing says
   */
  spans(lines: readonly Line[], columns: CsvColumns): (Span | undefined)[] {
    const { line: first, field } = this.#ambiguous ?? {}
    if (first && field !== undefined && this.#mayBeDayFirst === this.#mayBeMonthFirst)
      throw new MeterDataRefused(
        'date-order-unknown',
        first.place(field),
        this.#mayBeDayFirst ? 'day and month could be either way round' : 'dates are written both ways round',
      )
    const starts: (number | undefined)[] = []
    // A clock that is set back gives a time twice: each file is followed in its own order.
    let last = Number.NEGATIVE_INFINITY
    for (const line of lines) {
      const at = this.#instant(line, columns.start, columns, last)
      if (at !== undefined) last = at
      starts.push(at)
    }
    const usual = usualStep(starts)
    return lines.map((line, nth) => {
      const startsAt = starts[nth]
      if (startsAt === undefined) return undefined
      const durationSeconds = this.#duration(line, columns, startsAt) ?? usual
      if (durationSeconds === undefined)
        throw new MeterDataRefused(
          'reading-without-duration',
          line.place(columns.start),
          'nothing says how long it lasts',
        )
      return { startsAt, durationSeconds }
    })
  }

  #duration(line: Line, columns: CsvColumns, startsAt: number): number | undefined {
    const minutes = columns.minutes === undefined ? '' : (line.fields[columns.minutes] ?? '')
    if (/^\d{1,6}$/.test(minutes) && Number(minutes) > 0) return Number(minutes) * 60
    if (columns.end === undefined || !line.fields[columns.end]) return undefined
    const end = this.#read(line, columns.end)
    const isDateAlone = 'parts' in end && end.parts !== undefined && !/:/.test(line.fields[columns.end] ?? '')
    const until = this.#instant(line, columns.end, columns, startsAt)
    if (until === undefined) return undefined
    // The end is the last day, the last minute (0:14), or the first instant after; midnight of the same date ends the day.
    const after = isDateAlone ? this.#clock.startOfDay(this.#clock.dayOf(until) + 1) : until
    const seconds = after <= startsAt ? after + 86_400 - startsAt : after - startsAt
    return seconds % 300 === 240 || seconds === 86_340
      ? seconds + 60
      : seconds % 300 === 299
        ? seconds + 1
        : seconds
  }

  #instant(line: Line, field: number, columns: CsvColumns, last: number): number | undefined {
    const time = this.#read(line, field)
    if ('instant' in time) return time.instant
    const dated = time.parts ? time : columns.date === undefined ? undefined : this.#read(line, columns.date)
    const day = dated && 'parts' in dated ? this.#day(dated) : undefined
    if (day === undefined) throw new MeterDataRefused('reading-without-time', line.place(field), 'no date')
    return localInstant(day, time.seconds, this.#clock, last)
  }

  #day({ parts, isIso }: Exclude<WrittenTime, { instant: number }>): CalendarDay | undefined {
    return parts && dayOfParts(parts, !isIso && !this.#mayBeMonthFirst)
  }

  #read(line: Line, field: number): WrittenTime {
    const text = line.fields[field] ?? ''
    const time = writtenTime(text)
    if (!time)
      throw new MeterDataRefused('reading-without-time', line.place(field), `time "${text.slice(0, 40)}"`)
    return time
  }
}

/** Returns the step from one reading to the next that most readings have; undefined for a single reading. */
function usualStep(starts: readonly (number | undefined)[]): number | undefined {
  const sorted = starts.filter((one) => one !== undefined).sort((a, b) => a - b)
  const counts = new Map<number, number>()
  for (const [nth, at] of sorted.entries()) {
    const step = at - (sorted[nth - 1] ?? at)
    if (step > 0) counts.set(step, (counts.get(step) ?? 0) + 1)
  }
  let usual: number | undefined
  for (const [step, count] of counts) if (count > (counts.get(usual ?? 0) ?? 0)) usual = step
  return usual
}
