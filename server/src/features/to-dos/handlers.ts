import { planEachTime } from '#database/queries.ts'
import { namePeople } from '#features/searches-at-rest/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { refuseField } from '#policy/refusal.ts'
import { lockToDo } from './lock-to-do.ts'
import {
  assigneesOf,
  assignToDo,
  completeToDo,
  countToDos,
  rolesSeen,
  toDosDone,
  toDosInTurn,
} from './queries.ts'
import { shown } from './shown.ts'

const pageSize = 50

export const toDosHandlers: HandlersOf<
  | 'queryToDos'
  | 'countToDos'
  | 'listToDoAssignees'
  | 'takeToDo'
  | 'giveBackToDo'
  | 'assignToDo'
  | 'completeToDo'
> = {
  queryToDos: async ({ body }, { sql, grant }) => {
    const csr = grant.actor
    const { csrId } = csr
    const roles = (await rolesSeen(sql, { csrId })).map(({ role }) => role)
    await planEachTime(sql, {})
    const list = body.show === 'open' ? toDosInTurn : toDosDone
    const rows = await list(sql, {
      csrId,
      roles: body.role ? roles.filter((role) => role === body.role) : roles,
      assigned: body.assigned,
      priority: body.priority ?? null,
      accountId: body.accountId ?? null,
      taskId: body.taskId ?? null,
      after: body.after ?? null,
    })
    const page = rows.slice(0, pageSize)
    await namePeople(
      sql,
      grant,
      page.map((row) => (row.isProtected ? null : row.customerPersonId)),
    )
    return {
      toDos: page.map((row) => shown(csr, row)),
      nextAfter: rows.length > pageSize ? (page.at(-1)?.toDoId ?? null) : null,
      roles,
    }
  },

  countToDos: async (_, { sql, grant }) => {
    const { csrId } = grant
    const roles = (await rolesSeen(sql, { csrId })).map(({ role }) => role)
    return countToDos.one(sql, { csrId, roles })
  },

  listToDoAssignees: async (_, { sql, grant: { toDoId } }) => ({
    assignees: await assigneesOf(sql, { toDoId }),
  }),

  takeToDo: async ({ body: { version } }, context) => {
    const { sql, grant, note } = context
    const { csrId } = grant
    const row = await lockToDo(context, { version, wanted: csrId })
    note(entry(row, { assignedTo: csrId, before: row.assignedTo }))
    return assignToDo.one(sql, grant, { assignedTo: csrId })
  },

  giveBackToDo: async ({ body: { version } }, context) => {
    const { sql, grant, note } = context
    const row = await lockToDo(context, { version, wanted: null })
    note(entry(row, { assignedTo: null, before: row.assignedTo }))
    return assignToDo.one(sql, grant, { assignedTo: null })
  },

  assignToDo: async ({ body: { csrId, version } }, context) => {
    const { sql, grant, note } = context
    const { toDoId } = grant
    const row = await lockToDo(context, { version, wanted: csrId })
    const assignees = await assigneesOf(sql, { toDoId })
    if (!assignees.some((other) => other.csrId === csrId)) throw refuseField('csrId', 'unknown')
    note(entry(row, { assignedTo: csrId, before: row.assignedTo }))
    return assignToDo.one(sql, grant, { assignedTo: csrId })
  },

  completeToDo: async ({ body: { note: text, version } }, context) => {
    const { sql, grant, note } = context
    const { csrId } = grant
    const row = await lockToDo(context, { version, wanted: csrId })
    note(entry(row, { isDone: true }))
    return completeToDo.one(sql, grant, { note: text })
  },
}

type Row = Awaited<ReturnType<typeof lockToDo>>

/** The record row of a change: which to-do, and its assignee before and after. The note is personal data and stays out of it. */
const entry = (
  { toDoId, subject, accountId, taskId }: Row,
  details: Record<string, string | boolean | null>,
) => ({
  event: 'changed' as const,
  accountId: accountId ?? undefined,
  taskId: taskId ?? undefined,
  details: { toDoId, subject, ...details },
})
