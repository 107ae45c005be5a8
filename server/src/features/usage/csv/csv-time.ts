import { type CalendarDay, dayOfDate } from '../calendar-day.ts'
import type { LocalClock } from '../local-clock.ts'

/** A time as a file of values writes it: an instant if it has an offset, else a time of the utility's clock. */
export type WrittenTime =
  | { instant: number }
  /** `day` undefined: the time alone. */
  | { parts: readonly [number, number, number] | undefined; isIso: boolean; seconds: number }

const DATE = /^(?:(\d{4})[-/](\d{1,2})[-/](\d{1,2})|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d))/
const TIME = /^[T ]*(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|[+-]\d\d:?\d\d)?$/i

/** Returns a date, a time or both; undefined for text that is neither. Of `parts` the order of day and month is not known yet. */
export function writtenTime(text: string): WrittenTime | undefined {
  const [dateText = '', year, month, day, first, second, late] = DATE.exec(text) ?? []
  const rest = text.slice(dateText.length)
  const [, hour, minute = '0', secondText = '0', half, offset] = TIME.exec(rest) ?? []
  if (hour === undefined && (rest.trim() !== '' || dateText === '')) return undefined
  const twelve = half ? (Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0) : Number(hour ?? 0)
  if (twelve > 24 || Number(minute) > 59 || (half && Number(hour) > 12)) return undefined
  const seconds = twelve * 3600 + Number(minute) * 60 + Number(secondText)
  const isIso = year !== undefined
  const parts = isIso
    ? ([Number(year), Number(month), Number(day)] as const)
    : first === undefined
      ? undefined
      : ([fullYear(late ?? ''), Number(first), Number(second)] as const)
  if (offset === undefined) return { parts, isIso, seconds }
  if (!parts || !isIso) return undefined
  const midnight = Date.UTC(parts[0], parts[1] - 1, parts[2]) / 1000
  return { instant: midnight + seconds - offsetSeconds(offset) }
}

const fullYear = (text: string) => (text.length === 2 ? 2000 + Number(text) : Number(text))

function offsetSeconds(offset: string): number {
  if (/^z$/i.test(offset)) return 0
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(offset) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60)
}

/** Returns the day that a date's numbers name; undefined for numbers that are no date. */
export function dayOfParts(
  [year, one, two]: readonly [number, number, number],
  isDayFirst: boolean,
): CalendarDay | undefined {
  const [month, day] = isDayFirst ? [two, one] : [one, two]
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  try {
    return dayOfDate(text)
  } catch {
    return undefined
  }
}

/**
 * Returns the instant of a time on a local day, after `last`: where the clock is set back a time comes twice, and the second one is
 * meant once the first has been. Undefined for a time that the clock skips.
 */
export function localInstant(
  day: CalendarDay,
  seconds: number,
  clock: LocalClock,
  last: number,
): number | undefined {
  const wall = day * 86_400 + seconds
  const offsets = new Set([
    clock.offsetAt(wall - 86_400 - clock.offsetAt(wall)),
    clock.offsetAt(wall + 86_400),
  ])
  const instants = [...offsets]
    .map((offset) => wall - offset)
    .filter((instant) => instant + clock.offsetAt(instant) === wall)
    .sort((a, b) => a - b)
  return instants.find((instant) => instant > last) ?? instants[0]
}
