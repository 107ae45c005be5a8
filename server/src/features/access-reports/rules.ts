const dayMs = 86_400_000
const time = (day: string) => Date.parse(`${day}T00:00:00Z`)
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

export const dayBefore = (day: string): string => dayOf(time(day) - dayMs)

/** The longest period, and the longest that is shown day by day. */
export const mostDays = 366
const mostDailySteps = 31

export type Span = { from: string; to: string; beforeFrom: string; days: number; stepDays: number }

/**
 * Returns a period with the previous one, and the days of a step: one up to a month, else seven. Returns undefined for an invalid period
 * or more than a year. If the steps are weeks, the previous period has whole weeks too.
 */
export function spanOf(from: string, to: string): Span | undefined {
  const days = Math.round((time(to) - time(from)) / dayMs) + 1
  if (!(days >= 1 && days <= mostDays)) return undefined
  const stepDays = days <= mostDailySteps ? 1 : 7
  const whole = Math.ceil(days / stepDays) * stepDays
  return { from, to, days, stepDays, beforeFrom: dayOf(time(from) - whole * dayMs) }
}

/** Returns the steps of a period, each beside the step of the period before. */
export function stepsOf(
  { from, to, days, stepDays }: Span,
  sums: readonly { step: number; count: number }[],
): { from: string; to: string; count: number; before: number }[] {
  const steps = Math.ceil(days / stepDays)
  const countOf = (step: number) => sums.find((sum) => sum.step === step)?.count ?? 0
  return Array.from({ length: steps }, (_, at) => {
    const begins = time(from) + at * stepDays * dayMs
    return {
      from: dayOf(begins),
      to: dayOf(Math.min(begins + (stepDays - 1) * dayMs, time(to))),
      count: countOf(steps + at),
      before: countOf(at),
    }
  })
}
