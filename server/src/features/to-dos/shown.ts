import type { ToDo } from '@porchlight/contract/to-dos.ts'
import type { z } from 'zod'
import type { Sql } from '#database/sql.ts'
import { maskedName } from '#features/accounts/index.ts'
import type { Csr } from '#policy/actor.ts'
import { allows, answers } from '#policy/decide.ts'
import type { ToDosInTurn } from './queries.generated.ts'
import { toDosOf } from './queries.ts'

/**
 * Returns a to-do as the desk shows it, with the actions that this CSR may take. Lists mask protected customers and leave out notes
 * about them; a customer's own page shows both.
 * @param isOpen whether the CSR has the customer's page open
 */
export function shown(csr: Csr, row: ToDosInTurn['row'], isOpen = false): z.infer<typeof ToDo> {
  const {
    outgoingMessageId,
    messageFailure,
    assignedCsrId,
    assignedName,
    createdAt,
    completedAt,
    isProtected,
    customerPersonId: _,
    aboutCsrId,
    customerName,
    note,
    ...rest
  } = row
  const toDo = {
    role: row.role,
    aboutCsrId,
    assignedTo: assignedCsrId,
    isDone: completedAt !== null,
  }
  return {
    ...rest,
    customerName: customerName && (isProtected && !isOpen ? maskedName(customerName) : customerName),
    note: isProtected && !isOpen ? null : note,
    createdAt: createdAt.toISOString(),
    completedAt: completedAt?.toISOString() ?? null,
    message: outgoingMessageId === null ? null : { messageId: outgoingMessageId, failure: messageFailure },
    assignedTo: assignedCsrId === null ? null : { csrId: assignedCsrId, name: assignedName ?? assignedCsrId },
    may: answers(csr, { toDo }, 'to-do:work', 'to-do:assign'),
  }
}

/**
 * Returns the to-dos of a task (open and done) or of an account (open only) that this CSR may see.
 */
export async function readToDosOf(sql: Sql, csr: Csr, of: { taskId: number } | { accountId: number }) {
  if (!allows(csr, 'to-do:view', {})) return []
  const rows = await toDosOf(sql, { csrId: csr.csrId, taskId: null, accountId: null, ...of })
  return rows.map((row) => shown(csr, row, true))
}
