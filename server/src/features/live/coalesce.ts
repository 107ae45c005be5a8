import type { ChangeNotice, NoticeRow } from './notice.ts'

export type Coalesced = { add(notice: ChangeNotice): void; stop(): void }

/** The most rows of one interval that are listed. */
const mostRows = 200

/**
 * Throttles notices: passes the first at once, then those of each `everyMs` together, each record once. At 200 ms, a thousand
 * changes a second become five events.
 */
export function coalesce(everyMs: number, pass: (notice: ChangeNotice) => void): Coalesced {
  const waiting = new Map<ChangeNotice['kind'], Map<NoticeRow[0], NoticeRow> | null>()
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    timer = waiting.size > 0 ? setTimeout(flush, everyMs) : undefined
    for (const [kind, rows] of waiting) pass({ kind, rows: rows && [...rows.values()] })
    waiting.clear()
  }
  return {
    add: ({ kind, rows }) => {
      const held = waiting.get(kind)
      if (rows === null || held === null) waiting.set(kind, null)
      else {
        const all = held ?? new Map<NoticeRow[0], NoticeRow>()
        for (const row of rows) all.set(row[0], row)
        waiting.set(kind, all.size > mostRows ? null : all)
      }
      if (timer === undefined) flush()
    },
    stop: () => clearTimeout(timer),
  }
}
