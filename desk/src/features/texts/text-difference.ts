/** A run of words: in both texts, only in the earlier one, or only in the later one. */
export type Run = { kind: 'same' | 'removed' | 'added'; text: string }

/** Words and the spaces between them: a text is these pieces, one after the other. */
const piecesOf = (text: string) => text.match(/\s+|[^\s]+/g) ?? []

/** Returns how many pieces the rests of two texts have in common, for each pair of beginnings. */
function commonTable(before: readonly string[], after: readonly string[]): number[][] {
  const table = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0))
  const at = (i: number, j: number) => table[i]?.[j] ?? 0
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--) {
      const row = table[i]
      if (row) row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  return table
}

/** Returns what differs between two texts, word by word. The kept and removed runs together are the earlier text. */
export function textDifference(before: string, after: string): Run[] {
  const [was, is] = [piecesOf(before), piecesOf(after)]
  const common = commonTable(was, is)
  const runs: Run[] = []
  const push = (kind: Run['kind'], text: string) => {
    const last = runs.at(-1)
    if (last?.kind === kind) last.text += text
    else runs.push({ kind, text })
  }
  let [i, j] = [0, 0]
  while (i < was.length || j < is.length) {
    const [removed, added] = [was[i], is[j]]
    if (removed !== undefined && removed === added) {
      push('same', removed)
      i++
      j++
    } else if (
      removed !== undefined &&
      (added === undefined || (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))
    ) {
      push('removed', removed)
      i++
    } else {
      push('added', added ?? '')
      j++
    }
  }
  return runs
}
