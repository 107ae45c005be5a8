import type { Sql } from '#database/sql.ts'
import { insertToDo, lockToDo } from './queries.ts'

export type NewToDo = {
  /** Whose work it is. */
  role: 'payments' | 'customer-records'
  /** A kebab name; never personal data. */
  subject: string
  /** 1 is the most urgent, 5 the least. */
  priority: number
  accountId: number | null
  taskId: number | null
}

/** A work item for a person, in the caller's transaction. The same for the same task is not raised again while it is open. */
export async function raiseToDo(sql: Sql, toDo: NewToDo): Promise<void> {
  if (toDo.taskId !== null) await lockToDo(sql, toDo)
  await insertToDo(sql, toDo)
}
