import { taskPageSize } from '@porchlight/contract/task-choices.ts'
import { planOnce } from '#database/queries.ts'
import { maskedLogin } from '#features/accounts/index.ts'
import { namePeople } from '#features/searches-at-rest/index.ts'
import { readToDosOf } from '#features/to-dos/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { Refusal } from '#policy/refusal.ts'
import { performTaskAction } from '#tasks/moving/perform-task-action.ts'
import { listedSubjects } from './actions/listed-subjects.ts'
import { offeredActions } from './actions/offered-actions.ts'
import { assigneeGroups, assignees } from './actions/queries.ts'
import { countTasks } from './find/count-tasks.ts'
import { findTasks } from './find/find-tasks.ts'
import { newestFirst } from './find/place.ts'
import { scopeOf } from './find/scope.ts'
import { relatedTasks, taskDetail, taskLog } from './queries.ts'
import { payloadLines } from './rules.ts'
import { masked, shown } from './shown-task.ts'

/** For so few people, a count of tasks reveals as much as a list. */
const fewPersons = 5

export const selfServiceTasksHandlers: HandlersOf<
  'queryTasks' | 'countTasks' | 'readTask' | 'listAssignees' | 'performTaskAction'
> = {
  queryTasks: async ({ body }, { sql, installation, grant }) => {
    const { sort, direction, cursor, ...terms } = body
    const { csrId } = grant
    const scope = await scopeOf(sql, terms, { csrId, timeZone: installation.timeZone })
    await planOnce(sql, {})
    const order = { sort: sort ?? newestFirst.sort, direction: direction ?? newestFirst.direction }
    const { rows, nextCursor } = await findTasks(sql, scope, order, { cursor, size: taskPageSize })
    await namePeople(
      sql,
      grant,
      // A row shows the e-mail address and the user name of the web user, who need not be the customer.
      rows.flatMap((row) => [row.customerPersonId, row.webUserPersonId]),
    )
    const subjectOf = await listedSubjects(sql, grant.actor, rows)
    const tasks = rows.map((row) => ({
      ...masked(shown(row)),
      actions: offeredActions({ grant, installation }, subjectOf(row), row),
    }))
    return { tasks, nextCursor, isNameCut: scope.isNameCut }
  },

  countTasks: async ({ body }, { sql, installation, grant }) => {
    const { csrId } = grant
    const scope = await scopeOf(sql, body, { csrId, timeZone: installation.timeZone })
    // If few people have the name or the user name, the count reveals that one of them has tasks.
    const few = [scope.persons, scope.webUserPersons].filter(({ length }) => length <= fewPersons)
    await namePeople(sql, grant, few.flat())
    await planOnce(sql, {})
    return countTasks(sql, scope)
  },

  readTask: async ({ params: { taskId } }, { sql, subject, grant, note, installation }) => {
    const [task, log, related, toDos] = await Promise.all([
      taskDetail.first(sql, { taskId }),
      taskLog(sql, { taskId }),
      relatedTasks(sql, { taskId }),
      readToDosOf(sql, grant.actor, { taskId }),
    ])
    if (!task) throw new Refusal('not-found')
    const { payload, accountId, selfServiceUserId } = task
    note({
      event: 'read',
      taskId,
      accountId: accountId ?? undefined,
      webUserId: selfServiceUserId ?? undefined,
    })
    // A protected customer without an account cannot be opened, so the task is masked as in lists.
    const isMasked = task.isProtected && !subject.customer?.isProtected
    return {
      ...(isMasked
        ? masked({ ...task, ...shown(task), webUserName: maskedLogin })
        : { ...task, ...shown(task) }),
      actions: offeredActions({ grant, installation }, subject, task),
      expiresAt: task.expiresAt?.toISOString() ?? null,
      payload: isMasked ? [] : payloadLines(payload),
      toDos: isMasked ? toDos.map((toDo) => ({ ...toDo, note: null })) : toDos,
      related: related.map((other) => ({
        ...other,
        relation: relations.find((name) => name === other.relation) ?? 'same-request',
        createdAt: other.createdAt.toISOString(),
      })),
      log: log.map((line) => ({ ...line, at: line.at.toISOString() })),
    }
  },

  listAssignees: async (_, { sql }) => {
    const [csrs, groups] = await Promise.all([assignees(sql, {}), assigneeGroups(sql, {})])
    return { csrs, groups }
  },

  performTaskAction: ({ body }, context) => performTaskAction(context, body),
}

const relations = ['originating', 'originated', 'reverses', 'reversed-by', 'same-request'] as const
