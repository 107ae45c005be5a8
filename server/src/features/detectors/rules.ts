import { type DetectorName, type Severity, severities } from '@porchlight/contract/alert-choices.ts'
import { officeHoursLine } from '@porchlight/contract/detector-settings.ts'

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const dayEnd = 24 * 60

/** Office hours of a day of the week (1 is Monday), in minutes from midnight. */
export type DayHours = { day: number; from: number; to: number }

/**
 * Returns the office hours of each day of the week. A line from `fri-mon` goes over the weekend; hours over midnight belong to the day on
 * which they begin and go on into the next.
 */
export function officeHours(lines: readonly string[]): DayHours[] {
  return lines.flatMap((line) => {
    const match = officeHoursLine.exec(line)
    if (!match) return []
    const [, first = '', last = first, fromHour, fromMinute, toHour, toMinute] = match
    const from = Number(fromHour) * 60 + Number(fromMinute)
    const to = toHour === undefined ? dayEnd : Number(toHour) * 60 + Number(toMinute)
    return daysBetween(first, last).flatMap((day) =>
      from < to
        ? [{ day, from, to }]
        : [
            { day, from, to: dayEnd },
            { day: (day % 7) + 1, from: 0, to },
          ],
    )
  })
}

function daysBetween(first: string, last: string): number[] {
  const names: readonly string[] = days
  const start = names.indexOf(first)
  const end = names.indexOf(last)
  const count = ((end - start + 7) % 7) + 1
  return Array.from({ length: count }, (_, at) => ((start + at) % 7) + 1)
}

/** Returns the severity that the setting's lines give a detector; low where none does. */
export function severityFor(detector: DetectorName, lines: readonly string[]): Severity {
  const line = lines.find((one) => one.startsWith(`${detector}: `))
  return severities.find((severity) => line === `${detector}: ${severity}`) ?? 'low'
}
