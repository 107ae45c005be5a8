export type RowKey = string | number

/** How many rows a fresh list has that are not shown, and which of those shown it has no more. */
export type RowNews = { added: number; gone: ReadonlySet<RowKey> }

/**
 * The rows that are shown, each as new as the fresh list has it, in the places where they are read; and what came or went.
 * A shown row is gone where the fresh list, which may be cut off, has one behind it, or is whole.
 * @param isWhole the fresh list goes to its end
 * @param isShownWhole what is shown does: then what the fresh one has behind it is new, and not what one may still ask for
 */
export function updatedInPlace<Row>(
  shown: readonly Row[],
  fresh: readonly Row[],
  keyOf: (row: Row) => RowKey,
  { isWhole, isShownWhole }: { isWhole: boolean; isShownWhole: boolean },
): { rows: readonly Row[]; news: RowNews | undefined } {
  const now = new Map(fresh.map((row) => [keyOf(row), row]))
  const known = new Set(shown.map(keyOf))
  const lastFound = shown.findLastIndex((row) => now.has(keyOf(row)))
  const gone = new Set(
    shown.filter((row, at) => !now.has(keyOf(row)) && (isWhole || at < lastFound)).map(keyOf),
  )
  // What comes behind the last row that is shown was there before: it is older, not new.
  const lastShown = fresh.findLastIndex((row) => known.has(keyOf(row)))
  const isOlder = (at: number) => !(isWhole && isShownWhole) && lastShown >= 0 && at > lastShown
  const added = fresh.filter((row, at) => !known.has(keyOf(row)) && !isOlder(at)).length
  return {
    rows: shown.map((row) => now.get(keyOf(row)) ?? row),
    news: added > 0 || gone.size > 0 ? { added, gone } : undefined,
  }
}
