import type { Batch, BatchRow } from './batch.ts'

const key = 'task-batch'

/**
 * Keeps a batch over a reload, in this tab only: ids, versions and what came of each. What was on its way when the page went is
 * `unknown`. No reason that somebody typed is kept: neither this CSR's nor that of whoever was faster.
 */
export function keepBatch(storage: Storage, batch: Batch | undefined): void {
  if (batch) storage.setItem(key, JSON.stringify({ ...batch, rows: batch.rows.map(withoutReason) }))
  else storage.removeItem(key)
}

function withoutReason({ task, outcome }: BatchRow): BatchRow {
  if (outcome.kind !== 'not' || !outcome.refusal.difference) return { task, outcome }
  const difference = outcome.refusal.difference.filter(({ field }) => field !== 'reason')
  return { task, outcome: { ...outcome, refusal: { ...outcome.refusal, difference } } }
}

/** The batch of this CSR that was interrupted, if there is something left of it. */
export function interruptedBatch(storage: Storage, csrId: string): Batch | undefined {
  const batch = parse(storage.getItem(key))
  if (!batch || batch.csrId !== csrId) return undefined
  const rows = batch.rows.map((row) =>
    row.outcome.kind === 'running' ? { ...row, outcome: { kind: 'unknown' as const } } : row,
  )
  const isLeft = rows.some(({ outcome }) => outcome.kind === 'waiting' || outcome.kind === 'unknown')
  return isLeft ? { ...batch, rows } : undefined
}

/** What another version of the desk left there is nothing to this one. */
function parse(text: string | null): Batch | undefined {
  try {
    const batch = JSON.parse(text ?? '') as Batch
    return Array.isArray(batch.rows) && batch.rows.every(({ task, outcome }) => task.taskId && outcome.kind)
      ? batch
      : undefined
  } catch {
    return undefined
  }
}
