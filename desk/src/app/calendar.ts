const dayMs = 86_400_000

/** Returns today's date on the utility's calendar, not the browser's. */
export const todayIn = (timeZone: string, now = Date.now()): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(now))

/** Returns the day so many days before a day, both `YYYY-MM-DD`. */
export const daysBefore = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - count * dayMs).toISOString().slice(0, 10)
