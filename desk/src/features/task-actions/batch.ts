import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import type { ActionableTask, ActionName, Offered } from './actions.ts'

/** The result for one task of a batch. `unknown`: the request got no answer, so the action may have been performed. */
export type Outcome =
  | { kind: 'waiting' }
  | { kind: 'running' }
  | { kind: 'done'; state: string }
  | { kind: 'not'; refusal: RefusalBody }
  | { kind: 'unknown' }

/** The fields of a task that a batch keeps over a reload: none that names the customer. */
export type BatchTask = Pick<ActionableTask, 'taskId' | 'taskType' | 'state' | 'version'>
export type BatchRow = { task: BatchTask; outcome: Outcome }
/** One action on several tasks, by one CSR. */
export type Batch = { csrId: string; offered: Offered; rows: readonly BatchRow[] }

/** A chosen task that the batch leaves out, with the reason. */
export type LeftOut = { task: ActionableTask; reason: string }

/**
 * Splits the chosen tasks into those that the action can be performed on and the others, with the reason. A task that needs an
 * amount of its own is left out: it is done one at a time.
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

/**
 * Returns why an offered action can be performed on none of the chosen tasks: the reason of a task whose state has the action.
 * That other chosen tasks are in another state explains nothing.
 */
export const whyNone = (cannot: readonly LeftOut[]) =>
  (cannot.find(({ reason }) => reason !== 'move-not-allowed') ?? cannot[0])?.reason

/** Counts the rows by result. */
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
 * Performs a call for each row, in order, with at most `atOnce` requests in flight. `isStopped` is checked before each: requests
 * in flight are awaited, no further one is started.
 */
export async function runBatch<Row>(
  rows: readonly Row[],
  atOnce: number,
  perform: (row: Row) => Promise<void>,
  isStopped: () => boolean,
): Promise<void> {
  // The loops share one iterator, so each row is taken once.
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
 * Keeps a batch over a reload, in this tab only: ids, versions and results. A request that was in flight when the page was left
 * becomes `unknown`. Reasons that somebody typed are not kept, neither this CSR's nor a colleague's.
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

/** Returns this CSR's interrupted batch if some of its tasks are not done yet. */
export function interruptedBatch(storage: Storage, csrId: string): Batch | undefined {
  const batch = parse(storage.getItem(key))
  if (!batch || batch.csrId !== csrId) return undefined
  const rows = batch.rows.map((row) =>
    row.outcome.kind === 'running' ? { ...row, outcome: { kind: 'unknown' as const } } : row,
  )
  const isLeft = rows.some(({ outcome }) => outcome.kind === 'waiting' || outcome.kind === 'unknown')
  return isLeft ? { ...batch, rows } : undefined
}

/** Parses a kept batch; returns undefined for one that another version of the desk has kept. */
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
