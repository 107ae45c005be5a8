import type { Translate } from '#app/messages.ts'

/** Returns a period in words: "84 months (7 years)"; null is "forever". */
export function periodWords(months: number | null, t: Translate): string {
  if (months === null) return t('retention.for-ever')
  return months >= 12 && months % 12 === 0
    ? t('retention.years', { months, years: months / 12 })
    : t('retention.months', { months })
}

const units = ['B', 'kB', 'MB', 'GB', 'TB']

/** Returns a number of bytes in the largest unit that leaves at least 1. */
export function sizeWords(bytes: number, number: (value: number) => string): string {
  let [size, unit] = [bytes, 0]
  for (; size >= 1000 && unit < units.length - 1; unit += 1) size /= 1000
  return `${number(size < 10 && unit > 0 ? Math.round(size * 10) / 10 : Math.round(size))} ${units[unit]}`
}
