/**
 * One cell. A text that a spreadsheet would take for a formula gets an apostrophe before it; a number stays one.
 */
export function cell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const isAmount = /^-\d+\.\d\d$/.test(value)
  const safe = !isAmount && /^[\s"']*[=+\-@\t\r|%]/.test(value) ? `'${value}` : value
  return /[",\r\n;]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line, with its end. */
export const line = (cells: readonly (string | number | null)[]): string => `${cells.map(cell).join(',')}\r\n`

/** An amount with a point, as programs read it. */
export const amount = (cents: number | null): string | null =>
  cents === null
    ? null
    : `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`
