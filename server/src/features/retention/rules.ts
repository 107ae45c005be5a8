import {
  type KeptBecause,
  keptBecause,
  mostMonths,
  type RetentionKind,
  type RunMove,
  retentionKindNames,
  retentionKinds,
  runMoves,
} from '@porchlight/contract/retention-kinds.ts'

/** The name of a kind's period among the settings. */
export const settingOf = (kind: RetentionKind) => `retention.${kind}`

export const isRetentionKind = (name: string): name is RetentionKind =>
  (retentionKindNames as readonly string[]).includes(name)

/** Returns why a period cannot be saved: the reason of its field. Null months keep forever. */
export function problemOf(kind: RetentionKind, months: number | null): string | undefined {
  if (months === null) return undefined
  if (months < retentionKinds[kind].least) return 'below-least-months'
  return months > mostMonths ? 'above-most-months' : undefined
}

/** Rows that are kept, by reason, as the database counts them: in the order of the reasons. */
export function keptOf(counted: unknown): { because: KeptBecause; rows: number }[] {
  const rows = counted as Partial<Record<KeptBecause, number>>
  return keptBecause.flatMap((because) => {
    const count = Number(rows[because] ?? 0)
    return count > 0 ? [{ because, rows: count }] : []
  })
}

const statesAfter = { pause: 'paused', resume: 'waiting', retry: 'waiting', stop: 'stopped' } as const

/** Returns the state after a move; undefined where the move is not possible from `state`. */
export function stateAfter(move: RunMove, state: string): string | undefined {
  const from: readonly string[] = runMoves[move]
  return from.includes(state) ? statesAfter[move] : undefined
}

export type PreviewRow = { year: number; kept: string | null; rows: number; oldest: string }

/** Adds up what a preview counted of one table. */
export function previewPart(rows: readonly PreviewRow[]) {
  const going = rows.filter(({ kept }) => kept === null)
  const deleted = going.reduce((sum, row) => sum + row.rows, 0)
  const kept: Record<string, number> = {}
  for (const row of rows) if (row.kept !== null) kept[row.kept] = (kept[row.kept] ?? 0) + row.rows
  return {
    deleted,
    oldest: going.map(({ oldest }) => oldest).sort()[0] ?? null,
    years: going.map(({ year, rows: count }) => ({ year, deleted: count })),
    kept: keptOf(kept),
    examined: rows.reduce((sum, row) => sum + row.rows, 0),
  }
}
