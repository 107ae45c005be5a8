import { planEachTime } from '#database/queries.ts'
import { maskedLogin, maskedName } from '#features/accounts/index.ts'
import { likePattern, personsNamed } from '#features/customer-search/index.ts'
import { readToDosOf } from '#features/to-dos/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { Refusal } from '#pipeline/refusal.ts'
import { csrOf } from '#policy/actor.ts'
import { listedSubjects } from './actions/listed-subjects.ts'
import { offeredActions } from './actions/offered-actions.ts'
import type { TasksFound } from './queries.generated.ts'
import { taskDetail, taskLog, tasksFound } from './queries.ts'
import { payloadLines } from './rules.ts'

const pageSize = 50
/** Of whom a name finds. */
const mostPersons = 1000

export const selfServiceTasksHandlers: HandlersOf<'queryTasks' | 'readTask'> = {
  queryTasks: async ({ body }, { sql, installation, grant }) => {
    await planEachTime(sql, {})
    const { customerName = '', webUser = '' } = body
    const persons = customerName === '' ? null : await personsNamed(sql, customerName, mostPersons)
    const rows = await tasksFound(sql, {
      before: body.before ?? null,
      taskId: body.taskId ?? null,
      accountId: body.accountId ?? null,
      webUserId: body.webUserId ?? null,
      webUser: webUser === '' ? null : `%${likePattern(webUser)}`,
      persons,
      csrId: body.csrId || null,
      correlationId: body.correlationId ?? null,
      from: body.from ?? null,
      to: body.to ?? null,
      timeZone: installation.timeZone,
      taskType: body.taskType || null,
      state: body.state || null,
      show: body.show,
      madeBy: body.madeBy,
    })
    const page = rows.slice(0, pageSize)
    const subjectOf = await listedSubjects(sql, grant.actor, page)
    return {
      tasks: page.map((row) => ({
        ...masked(shown(row)),
        actions: offeredActions({ grant }, subjectOf(row), row),
      })),
      nextBefore: rows.length > pageSize ? (page.at(-1)?.taskId ?? null) : null,
    }
  },

  readTask: async ({ params: { taskId } }, { sql, subject, grant, note }) => {
    const [task, log, toDos] = await Promise.all([
      taskDetail.first(sql, { taskId }),
      taskLog(sql, { taskId }),
      readToDosOf(sql, csrOf(grant.actor), { taskId }),
    ])
    if (!task) throw new Refusal('not-found')
    const { payload, accountId, selfServiceUserId } = task
    note({
      event: 'read',
      taskId,
      accountId: accountId ?? undefined,
      webUserId: selfServiceUserId ?? undefined,
    })
    // A protected customer with no account to open is shown as lists show it.
    const isMasked = task.isProtected && !subject.customer?.isProtected
    return {
      ...(isMasked
        ? masked({ ...task, ...shown(task), webUserName: maskedLogin })
        : { ...task, ...shown(task) }),
      actions: offeredActions({ grant }, subject, task),
      payload: isMasked ? [] : payloadLines(payload),
      toDos: isMasked ? toDos.map((toDo) => ({ ...toDo, note: null })) : toDos,
      log: log.map((line) => ({ ...line, at: line.at.toISOString() })),
    }
  },
}

const makers = ['visitor', 'customer', 'csr', 'masquerade', 'system'] as const

/** A list opens nobody: of a protected customer's task it shows the four fields without what names the customer. */
function masked<T extends ReturnType<typeof shown>>(task: T): T {
  if (!task.isProtected) return task
  return {
    ...task,
    customerName: task.customerName && maskedName(task.customerName),
    webUserId: task.madeBy === 'customer' && task.webUserId !== null ? maskedLogin : task.webUserId,
    emailAddress: task.emailAddress && maskedLogin,
  }
}

function shown(row: TasksFound['row']) {
  const madeBy = makers.find((maker) => maker === row.madeBy) ?? 'system'
  return { ...row, madeBy, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() }
}
