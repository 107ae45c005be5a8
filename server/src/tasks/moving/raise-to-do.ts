import type { Sql } from '#database/sql.ts'
import type { ToDoRole } from '../lifecycle/task-type.ts'
import { raiseToDoRow } from './queries.ts'

export type NewToDo = {
  /** The role whose CSRs do the work; `operations` is the staff that runs the installation. */
  role: ToDoRole | 'operations'
  /** A kebab name; never personal data. */
  subject: string
  /** 1 is the most urgent, 5 the least. */
  priority: number
  accountId: number | null
  taskId: number | null
  /** The mail that was not sent, and why. */
  message?: { messageId: number; failure: string }
}

type ToDoRaiser = Parameters<typeof raiseToDoRow>[1]

/** Raises a to-do in the caller's transaction. Raises nothing while the same to-do for the same task is open. */
export async function raiseToDo(sql: Sql, grant: ToDoRaiser, toDo: NewToDo): Promise<void> {
  const { message, ...rest } = toDo
  await raiseToDoRow(sql, grant, {
    ...rest,
    messageId: message?.messageId ?? null,
    failure: message?.failure ?? null,
  })
}
