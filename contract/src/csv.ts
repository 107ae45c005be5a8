/** Characters that spreadsheets ignore, or take for a quote, before a formula. */
const skipped = /^[\s\p{Z}\p{C}\p{M}\u3164\uffa0\u115f\u1160"'`\u2018-\u201f\uff02\uff07]*/u
/** The first character of a formula or command (DDE), after folding compatibility forms and dashes. */
const formulaStart = /^[=+\-@|%]/
/** Control characters at the beginning: in some programs, tab and CR start another cell or row. */
const controlStart = /^[\t\r\n\v\f\u0085\u2028\u2029]/

/** Returns whether a spreadsheet may run a text as a formula, in any Unicode form of its first character. */
function runsAsFormula(text: string): boolean {
  if (controlStart.test(text)) return true
  const [first = ''] = text.replace(skipped, '')
  return formulaStart.test(first.normalize('NFKC').replace(/[\p{Pd}\u2212\u2052]/u, '-'))
}

/**
 * Returns one cell. A text that a spreadsheet would take for a formula gets an apostrophe before it; a number stays one.
 * Tabs are quoted too: some programs split a row at them.
 */
export function cell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const isAmount = /^-\d+\.\d\d$/.test(value)
  const safe = !isAmount && runsAsFormula(value) ? `'${value}` : value
  return /[",\r\n;\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Returns one line of CSV, with its line end. */
export const line = (cells: readonly (string | number | null)[]): string => `${cells.map(cell).join(',')}\r\n`

/** Returns an amount of cents as a decimal number: 1234 gives '12.34'. */
export const amount = (cents: number | null): string | null =>
  cents === null
    ? null
    : `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`
