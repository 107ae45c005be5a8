import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import type { ActionableTask, ActionName, Offered } from './actionable-task.ts'

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
