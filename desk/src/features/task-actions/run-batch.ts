/**
 * Performs the same on many, a few at a time, in their order. `isStopped` is asked before each begins: what is on the way is
 * awaited, what has not begun stays so.
 */
export async function runBatch<Row>(
  rows: readonly Row[],
  atOnce: number,
  perform: (row: Row) => Promise<void>,
  isStopped: () => boolean,
): Promise<void> {
  // An iterator that several loops share: each row is taken by one of them.
  const waiting = rows.values()
  const work = async () => {
    for (const row of waiting) {
      if (isStopped()) return
      await perform(row)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}
