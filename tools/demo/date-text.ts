import { type CalendarDay, dateOfDay } from '@porchlight/server/features/usage/calendar-day.ts'

const known = new Map<CalendarDay, string>()

/** `YYYY-MM-DD` of a day, remembered: the demo writes the same few thousand dates a million times. */
export function dateText(day: CalendarDay): string {
  const text = known.get(day) ?? dateOfDay(day)
  known.set(day, text)
  return text
}
