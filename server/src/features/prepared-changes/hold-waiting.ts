import type { Sql } from '#database/sql.ts'
import { Refusal } from '#policy/refusal.ts'
import { holdTask, isHeldIn } from '#tasks/moving/held-task.ts'
import { preparedChangeToDecide } from './queries.ts'
import { stateOf } from './shown.ts'
import { preparedChange } from './task-types.ts'

/**
 * Locks a prepared change until the end of the transaction, so that two decisions follow one another. Refuses one that does not wait
 * any more, and a stale version. `task` is undefined where the customer has approved it already.
 */
export async function holdWaiting(sql: Sql, taskId: number, version: number) {
  const held = await holdTask(sql, taskId)
  const row = held && (await preparedChangeToDecide.first(sql, { taskId }))
  if (!held || !row) throw new Refusal('not-found')
  const state = stateOf(row)
  if (state === 'approved') return { row, task: undefined }
  if (state !== 'waiting' || !isHeldIn(held, preparedChange, 'awaiting-approval'))
    throw new Refusal('prepared-change-over', { current: { state } })
  if (held.version !== version) throw new Refusal('version-conflict', { version: held.version })
  return { row, task: held }
}
