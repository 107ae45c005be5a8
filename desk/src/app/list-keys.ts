import { isShown } from './is-shown.ts'
import { announce } from './news.ts'

const focusable = 'a[href], button:not([disabled]), input:not([disabled])'

/** Returns the rows of a table that contain a link or a button. */
const rowsOf = (table: Element) =>
  [...table.querySelectorAll<HTMLTableRowElement>('tbody > tr')].filter((row) =>
    row.querySelector('td, th[scope=row]'),
  )

const tablesOf = (page: ParentNode) => [...page.querySelectorAll('main table')].filter(isShown)

/** Returns the row that contains the focus, if any. */
export const focusedRow = (): HTMLTableRowElement | undefined =>
  document.activeElement?.closest<HTMLTableRowElement>('main tbody > tr') ?? undefined

/** Focuses the row's link or its first button, or else the row itself. */
export function focusRow(row: HTMLTableRowElement): void {
  const target = row.querySelector<HTMLElement>('a[href]') ?? row.querySelector<HTMLElement>(focusable)
  if (target) target.focus()
  else {
    row.tabIndex = -1
    row.focus()
  }
  row.scrollIntoView({ block: 'nearest' })
}

/**
 * Moves the focus by one row in the focused table, and into the next table at its end. Starts in the page's first table if the
 * focus is outside of all tables. Returns false if there is no row to move to.
 */
export function moveInTable(steps: 1 | -1): boolean {
  const here = focusedRow()
  // From a column header, the focus moves into the same table.
  const around = here ? undefined : document.activeElement?.closest('main table')
  const rows = (around ? [around] : tablesOf(document)).flatMap(rowsOf)
  const at = here ? rows.indexOf(here) : -1
  const next = rows[here ? Math.min(Math.max(at + steps, 0), rows.length - 1) : 0]
  if (!next) return false
  focusRow(next)
  const caption = next.closest('table')?.caption?.textContent
  if (caption && next.closest('table') !== here?.closest('table')) announce(caption)
  return true
}

/** Does the same for arrow keys, but only inside a table or on a page with one table: elsewhere arrows scroll the page. */
export function arrowInTable(steps: 1 | -1): boolean {
  const isInTable = document.activeElement?.closest('main table') != null
  if (!isInTable && tablesOf(document).length !== 1) return false
  return moveInTable(steps)
}

/** Moves the focus to the first or the last row of the focused table. */
export function endOfTable(end: 'first' | 'last'): boolean {
  const table = focusedRow()?.closest('table')
  const row = table && rowsOf(table).at(end === 'first' ? 0 : -1)
  if (row) focusRow(row)
  return row !== undefined
}
