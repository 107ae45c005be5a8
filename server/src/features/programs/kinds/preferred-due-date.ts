import { addMonths, firstWithDay } from '../calendar.ts'
import { program, type Terms } from '../program.ts'
import type { Standing } from '../read-standing.ts'
import { preferredDueDate as taskType } from '../task-types.ts'

const days = Array.from({ length: 28 }, (_, at) => at + 1)

/** Returns when the next bill will fall due if nothing changes; null before the first bill. Bills are taken to be monthly. */
export function nextDueDate({ bills: [newest], today }: Pick<Standing, 'bills' | 'today'>): string | null {
  if (!newest) return null
  for (let months = 1; ; months++) {
    const date = addMonths(newest.dueDate, months)
    if (date > today) return date
  }
}

/** The day of the month on which bills fall due. The first bill with it falls due later than it would have, never earlier. */
export const preferredDueDate = program({
  name: 'preferred-due-date',
  taskType,
  whyNot: ({ rows, today, pastDueCents, rules }) => {
    const newest = rows.find((row) => row.program === 'preferred-due-date')
    const isLately = newest && addMonths(newest.changedOn, rules['programs.due-date-months']) > today
    return [
      ...(pastDueCents > 0 ? ['program-past-due' as const] : []),
      ...(isLately ? ['program-changed-lately' as const] : []),
    ]
  },
  offer: (on) => {
    const next = nextDueDate(on)
    return {
      nextDueDate: next,
      days: days.map((dayOfMonth) => ({
        dayOfMonth,
        firstDueDate: next && firstWithDay(next, dayOfMonth),
      })),
      monthsBetween: on.rules['programs.due-date-months'],
    }
  },
  agree: (_, wanted: Terms<'preferred-due-date'>) => wanted,
  payload: (before, after) => ({
    dayOfMonth: { before: before?.dayOfMonth ?? null, after: after?.dayOfMonth ?? null },
  }),
})
