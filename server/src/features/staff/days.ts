/** Days of the utility's time zone, as a form has them: the first and the last one. */
export type Days = { from: string | null; to: string | null }
type Period = { from: string | null; to: string | null }

/** Returns the days of a period. The last day is the one in which the period's last millisecond lies. */
export function daysOf({ from, to }: Period, timeZone: string): Days {
  const calendar = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  return {
    from: from && calendar.format(new Date(from)),
    to: to && calendar.format(new Date(Date.parse(to) - 1)),
  }
}

/** Returns what is wrong with the days of a new period: the name of the field and the reason. */
export function problemOfDays(
  { from, to }: Days,
  today: string,
): { field: 'to'; reason: string } | undefined {
  if (to === null) return undefined
  if (from !== null && to < from) return { field: 'to', reason: 'ends-before-it-begins' }
  return to < today ? { field: 'to', reason: 'in-the-past' } : undefined
}

/**
 * Returns the period of these days. A day that the stored period shows keeps its instant, which need not be midnight.
 * @param edges the instants at which a day begins and ends
 */
export function periodOf(
  days: Days,
  stored: Period | undefined,
  timeZone: string,
  edges: ReadonlyMap<string, { begins: string; ends: string }>,
): Period {
  const was = stored && daysOf(stored, timeZone)
  const at = (name: 'from' | 'to', edge: 'begins' | 'ends') => {
    const day = days[name]
    if (stored && was?.[name] === day) return stored[name]
    return day === null ? null : (edges.get(day)?.[edge] ?? null)
  }
  return { from: at('from', 'begins'), to: at('to', 'ends') }
}
