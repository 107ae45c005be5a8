import type { CalendarDay } from './calendar-day.ts'

const DAY = 86_400
/** Shorter than any time between two changes of the clock, so that none is missed. */
const PROBE = 7 * DAY

/** The clock of one time zone. Instants are epoch seconds, UTC. */
export interface LocalClock {
  /** Seconds that local time is ahead of UTC at an instant. */
  offsetAt(instant: number): number
  dayOf(instant: number): CalendarDay
  /** The first instant of a local day: midnight, or later where the clock jumps over midnight. */
  startOfDay(day: CalendarDay): number
}

interface Span {
  readonly from: number
  readonly until: number
  readonly offset: number
}

const clocks = new Map<string, LocalClock>()

/**
 * Returns the clock of an IANA time zone, from Intl alone. It looks for changes of the clock once for each year and caches them
 * (about 1 ms a year). A look-up of an hour is then a comparison instead of a call of Intl, which takes some 2,000 times as long.
 * @throws RangeError for a zone that Intl does not know.
 */
export function localClock(timeZone: string): LocalClock {
  const cached = clocks.get(timeZone)
  if (cached) return cached
  const clock = newClock(timeZone)
  clocks.set(timeZone, clock)
  return clock
}

function newClock(timeZone: string): LocalClock {
  const askIntl = intlOffset(timeZone)
  const years = new Map<number, Span[]>()
  let last: Span = { from: 0, until: 0, offset: 0 }

  function spanAt(instant: number): Span {
    const year = new Date(instant * 1000).getUTCFullYear()
    let spans = years.get(year)
    if (!spans) {
      spans = spansOfYear(year, askIntl)
      years.set(year, spans)
    }
    return spans.find((span) => instant < span.until) ?? last
  }
  function offsetAt(instant: number): number {
    if (instant < last.from || instant >= last.until) last = spanAt(instant)
    return last.offset
  }
  function dayOf(instant: number): CalendarDay {
    return Math.floor((instant + offsetAt(instant)) / DAY)
  }
  function startOfDay(day: CalendarDay): number {
    const midnight = day * DAY
    const before = offsetAt(midnight - DAY)
    const after = offsetAt(midnight + DAY)
    const early = midnight - Math.max(before, after)
    const late = midnight - Math.min(before, after)
    if (early + offsetAt(early) === midnight) return early
    if (late + offsetAt(late) === midnight) return late
    return firstWhere(midnight - 2 * DAY, midnight + 2 * DAY, (instant) => dayOf(instant) >= day)
  }
  return { offsetAt, dayOf, startOfDay }
}

function spansOfYear(year: number, askIntl: (instant: number) => number): Span[] {
  const end = Date.UTC(year + 1, 0, 1) / 1000
  const spans: Span[] = []
  let from = Date.UTC(year, 0, 1) / 1000
  let offset = askIntl(from)
  for (let probe = from; probe < end; probe += PROBE) {
    const next = Math.min(probe + PROBE, end)
    const then = askIntl(next)
    if (then === offset) continue
    const change = firstWhere(probe, next, (instant) => askIntl(instant) === then)
    if (change < end) {
      spans.push({ from, until: change, offset })
      from = change
      offset = then
    }
  }
  spans.push({ from, until: end, offset })
  return spans
}

/** The first whole second in (from, to] at which something is so; it stays so until `to`. */
function firstWhere(from: number, to: number, isSo: (instant: number) => boolean): number {
  let [low, high] = [from, to]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (isSo(middle)) high = middle
    else low = middle
  }
  return high
}

function intlOffset(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (instant) => {
    const part = new Map(format.formatToParts(instant * 1000).map(({ type, value }) => [type, Number(value)]))
    const get = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? 0
    const local = Date.UTC(
      get('year'),
      get('month') - 1,
      get('day'),
      get('hour'),
      get('minute'),
      get('second'),
    )
    return local / 1000 - Math.floor(instant)
  }
}
