export type RowKey = string | number

/** The number of rows in the fresh list that are not shown, and the shown rows that the fresh list no longer has. */
export type RowNews = { added: number; gone: ReadonlySet<RowKey> }

/**
 * Returns the shown rows in their places with the data of the fresh list, and which rows were added or removed. The fresh list
 * may be truncated: a missing row counts as removed only if the list is whole or contains a row that comes after it.
 * @param isWhole whether the fresh list is complete
 * @param isShownWhole whether the shown list was complete: then rows behind its end are new, and not older rows yet to be loaded
 */
export function updatedInPlace<Row>(
  shown: readonly Row[],
  fresh: readonly Row[],
  keyOf: (row: Row) => RowKey,
  { isWhole, isShownWhole }: { isWhole: boolean; isShownWhole: boolean },
): { rows: readonly Row[]; news: RowNews | undefined } {
  const now = new Map(fresh.map((row) => [keyOf(row), row]))
  const shownKeys = new Set(shown.map(keyOf))
  const lastFound = shown.findLastIndex((row) => now.has(keyOf(row)))
  const gone = new Set(
    shown.filter((row, at) => !now.has(keyOf(row)) && (isWhole || at < lastFound)).map(keyOf),
  )
  // Rows after the last shown row existed before: they are older, not new.
  const lastShown = fresh.findLastIndex((row) => shownKeys.has(keyOf(row)))
  const isOlder = (at: number) => !(isWhole && isShownWhole) && lastShown >= 0 && at > lastShown
  const added = fresh.filter((row, at) => !shownKeys.has(keyOf(row)) && !isOlder(at)).length
  return {
    rows: shown.map((row) => now.get(keyOf(row)) ?? row),
    news: added > 0 || gone.size > 0 ? { added, gone } : undefined,
  }
}
