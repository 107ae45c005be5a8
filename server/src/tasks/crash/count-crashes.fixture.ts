import type { Pool } from '#database/sql.ts'
import type { Told } from '../delivering/told-server.fixture.ts'

export type Crashes = {
  kills: number
  tasks: number
  /** Tasks that lack their effect, their final state, their line in the log or in the record, or their delivery. */
  lost: number
  /** Tasks that have one of these twice. */
  doubled: number
  /** Deliveries sent twice under the same key with the same body. The receiver makes one effect of them. */
  toldAgain: number
}

type Counted = {
  taskId: number
  effects: number
  ended: number
  begun: number
  recorded: number
  isCompleted: boolean
}

/** Counts the outcomes of the tasks of these accounts. Each account has one task. */
export async function countCrashes(
  owner: Pool,
  firstAccount: number,
  told: readonly Pick<Told, 'taskId' | 'body'>[],
): Promise<Omit<Crashes, 'kills'>> {
  const rows = await owner<Counted[]>`SELECT t.self_service_task_id AS task_id, l.version - 1 AS effects,
      t.state = 'completed' AS is_completed,
      (SELECT count(*)::int FROM self_service_task_log g
       WHERE g.self_service_task_id = t.self_service_task_id AND g.state = 'processing') AS begun,
      (SELECT count(*)::int FROM self_service_task_log g
       WHERE g.self_service_task_id = t.self_service_task_id AND g.state = 'completed') AS ended,
      (SELECT count(*)::int FROM record_entries r
       WHERE r.self_service_task_id = t.self_service_task_id AND r.action = 'task:work'
         -- A failed attempt leaves a line too: that the task waits again.
         AND r.details ->> 'to' <> 'pending') AS recorded
    FROM self_service_tasks t JOIN web_user_accounts l ON l.account_id = t.account_id AND l.web_user_id = t.self_service_user_id
    WHERE t.account_id >= ${firstAccount}`
  const bodies = new Map<number, string[]>()
  for (const { taskId, body } of told) bodies.set(taskId, [...(bodies.get(taskId) ?? []), body])
  const toldOf = (taskId: number) => new Set(bodies.get(taskId)).size
  const counts = rows.map(({ taskId, effects, begun, ended, recorded, isCompleted }) => [
    effects,
    begun,
    ended,
    recorded,
    isCompleted ? 1 : 0,
    toldOf(taskId),
  ])
  return {
    tasks: rows.length,
    lost: counts.filter((each) => each.some((count) => count < 1)).length,
    doubled: counts.filter((each) => each.some((count) => count > 1)).length,
    toldAgain: [...bodies.values()].reduce((sum, each) => sum + each.length - 1, 0),
  }
}
