import {
  addMonths,
  type CalendarDay,
  dateOfDay,
  dayOfDate,
  firstDayOfMonth,
  monthOfDay,
} from '@porchlight/server/features/usage/calendar-day.ts'
import { type LocalClock, localClock } from '@porchlight/server/features/usage/local-clock.ts'

/** The stretch of time that the demo has usage and bills for: up to and including yesterday. */
export type DemoWindow = {
  today: CalendarDay
  /** The first day with usage: early enough for 24 bills on any billing cycle. */
  firstDay: CalendarDay
  timeZone: string
  clock: LocalClock
  /** An instant of a local day, ISO 8601. */
  instant(day: CalendarDay, secondsOfDay: number): string
}

export function demoWindow(today: string, timeZone: string): DemoWindow {
  const clock = localClock(timeZone)
  const day = dayOfDate(today)
  return {
    today: day,
    firstDay: firstDayOfMonth(addMonths(monthOfDay(day), -25)),
    timeZone,
    clock,
    instant: (on, seconds) => new Date((clock.startOfDay(on) + seconds) * 1000).toISOString(),
  }
}

const dateTexts = new Map<CalendarDay, string>()

/** Returns a day as `YYYY-MM-DD`. The texts are cached: the demo writes the same few thousand dates a million times. */
export function dateText(day: CalendarDay): string {
  const text = dateTexts.get(day) ?? dateOfDay(day)
  dateTexts.set(day, text)
  return text
}
