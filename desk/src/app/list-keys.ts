import { isShown } from './is-shown.ts'
import { announce } from './news.ts'

const focusable = 'a[href], button:not([disabled]), input:not([disabled])'

/** The rows of a table that hold something to go to or to do. */
const rowsOf = (table: Element) =>
  [...table.querySelectorAll<HTMLTableRowElement>('tbody > tr')].filter((row) =>
    row.querySelector('td, th[scope=row]'),
  )

const tablesOf = (page: ParentNode) => [...page.querySelectorAll('main table')].filter(isShown)

/** The row that has the focus, if one has. */
export const focusedRow = (): HTMLTableRowElement | undefined =>
  document.activeElement?.closest<HTMLTableRowElement>('main tbody > tr') ?? undefined

/** Gives a row the focus: its link or its first button; a row with neither takes it itself. */
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
 * Moves by so many rows in the table that has the focus, and on into the next one at its end. From outside of tables it begins
 * in the first of the page. Returns false where there is no row to go to.
 */
export function moveInTable(steps: 1 | -1): boolean {
  const here = focusedRow()
  // From a table's head, into that table.
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

/** The same for the arrows, which scroll the page elsewhere: from within a table, or where the page has one table only. */
export function arrowInTable(steps: 1 | -1): boolean {
  const isInTable = document.activeElement?.closest('main table') != null
  if (!isInTable && tablesOf(document).length !== 1) return false
  return moveInTable(steps)
}

/** To the first or the last row of the table that has the focus. */
export function endOfTable(end: 'first' | 'last'): boolean {
  const table = focusedRow()?.closest('table')
  const row = table && rowsOf(table).at(end === 'first' ? 0 : -1)
  if (row) focusRow(row)
  return row !== undefined
}
