import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import type { ActionableTask, ActionName, Offered } from './actions.ts'

/** What came of one task of several. `unknown`: asked, and no answer came: it may have been done. */
export type Outcome =
  | { kind: 'waiting' }
  | { kind: 'running' }
  | { kind: 'done'; state: string }
  | { kind: 'not'; refusal: RefusalBody }
  | { kind: 'unknown' }

/** What of a task a batch needs: nothing that names its customer, since it is kept over a reload. */
export type BatchTask = Pick<ActionableTask, 'taskId' | 'taskType' | 'state' | 'version'>
export type BatchRow = { task: BatchTask; outcome: Outcome }
/** One action on several tasks, by one CSR. */
export type Batch = { csrId: string; offered: Offered; rows: readonly BatchRow[] }

/** Why one of the chosen tasks is left out, in place of a reason of the server's. */
export type LeftOut = { task: ActionableTask; reason: string }

/**
 * Of the chosen tasks, those with which an action can be done, and the others with the reason. Where each needs an amount of its
 * own it is done one at a time.
 */
export function batchOf(tasks: readonly ActionableTask[], action: ActionName) {
  const can: { task: ActionableTask; offered: Offered }[] = []
  const cannot: LeftOut[] = []
  for (const task of tasks) {
    const offered = task.actions.find((one) => one.action === action)
    if (!offered) cannot.push({ task, reason: 'move-not-allowed' })
    else if (offered.may !== 'ok') cannot.push({ task, reason: offered.may })
    else if (offered.needs.includes('amount')) cannot.push({ task, reason: 'amount-of-its-own' })
    else can.push({ task, offered })
  }
  return { can, cannot }
}

/** How many came to what. */
export function countOutcomes(rows: readonly BatchRow[]) {
  const count = (...kinds: Outcome['kind'][]) =>
    rows.filter(({ outcome }) => kinds.includes(outcome.kind)).length
  return {
    all: rows.length,
    done: count('done'),
    not: count('not'),
    left: count('waiting', 'running', 'unknown'),
  }
}

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
