import type { Sql } from '#database/sql.ts'
import type { Csr } from '#policy/actor.ts'
import { loadTaskCustomers } from '#policy/load-customer.ts'
import type { Subject } from '#policy/subject.ts'

type ListedTask = { taskId: number; isProtected: boolean }

/**
 * Returns the subject of the decisions about each task of a list, as the policy loads it for the action itself. One query serves
 * the whole list. Only a protected customer's account can require a further reason or be the CSR's own, so that there is no query
 * without one.
 */
export async function listedSubjects(
  sql: Sql,
  csr: Csr,
  tasks: readonly ListedTask[],
): Promise<(task: ListedTask) => Subject> {
  const taskIds = tasks.flatMap(({ taskId, isProtected }) => (isProtected ? [taskId] : []))
  const subjects = taskIds.length > 0 ? await loadTaskCustomers(sql, csr, taskIds) : undefined
  return ({ taskId }) => subjects?.get(taskId) ?? {}
}
