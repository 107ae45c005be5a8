import type { Context, HandlersOf } from '#pipeline/handler.ts'
import { changed } from '#pipeline/outcome.ts'
import { answers } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { moveTask } from '#tasks/moving/move-task.ts'
import { approveHandlers } from './approve.ts'
import { holdWaiting } from './hold-waiting.ts'
import { prepareHandlers } from './prepare.ts'
import type { OwnPreparedChanges } from './queries.generated.ts'
import { ownPreparedChanges, preparedChangesOf } from './queries.ts'
import { payloadOf, shownFacts } from './shown.ts'

/** Returns a prepared change as its customer sees it. */
const ownChange = ({ grant }: Context<'prepared-change:view'>, row: OwnPreparedChanges['row']) => ({
  ...shownFacts(row),
  preparedBy: row.preparedBy,
  may: answers(grant.actor, { taskId: row.taskId }, 'prepared-change:approve', 'prepared-change:decline'),
})

export const preparedChangesHandlers: HandlersOf<
  | 'readPreparable'
  | 'prepareChange'
  | 'listPreparedChanges'
  | 'readApproval'
  | 'withdrawPreparedChange'
  | 'listOwnPreparedChanges'
  | 'readOwnPreparedChange'
  | 'approvePreparedChange'
  | 'declinePreparedChange'
> = {
  ...prepareHandlers,
  ...approveHandlers,

  listPreparedChanges: async (_, { sql, grant, subject }) => {
    const { accountId } = grant
    const rows = await preparedChangesOf(sql, { accountId, webUserId: null, taskId: null })
    return {
      changes: rows.map((row) => ({
        ...shownFacts(row),
        webUserId: row.webUserId,
        userName: row.userName,
        preparedByCsrId: row.csrId,
        hasApproval: payloadOf(row.payload).approval !== undefined,
        may: answers(grant.actor, { ...subject, taskId: row.taskId }, 'prepared-change:withdraw'),
      })),
    }
  },

  readApproval: async ({ params: { taskId } }, { sql, grant }) => {
    const [row] = await preparedChangesOf(sql, { accountId: grant.accountId, webUserId: null, taskId })
    const note = row && payloadOf(row.payload).approval
    if (note === undefined) throw new Refusal('not-found')
    return { fileName: `approval-${taskId}.approval`, note }
  },

  withdrawPreparedChange: async ({ body: { version, reason } }, context) => {
    const { sql, grant } = context
    const { taskId, accountId, csrId } = grant
    const { task, row } = await holdWaiting(sql, taskId, version)
    if (row.accountId !== accountId) throw new Refusal('not-found')
    if (!task) throw new Refusal('prepared-change-over', { current: { state: 'approved' } })
    const withdrawn = await moveTask(context, task, 'discarded', { actor: csrId, reason })
    return changed(withdrawn, { taskId })
  },

  listOwnPreparedChanges: async (_, context) => {
    const { webUserId } = context.grant
    const rows = await ownPreparedChanges(context.sql, { webUserId, taskId: null })
    return { changes: rows.map((row) => ownChange(context, row)) }
  },

  readOwnPreparedChange: async ({ params: { taskId } }, context) => {
    const { webUserId } = context.grant
    const row = await ownPreparedChanges.first(context.sql, { webUserId, taskId })
    if (!row) throw new Refusal('not-found')
    return ownChange(context, row)
  },

  declinePreparedChange: async ({ body: { version, reason } }, context) => {
    const { sql, grant, note } = context
    const { taskId, actor } = grant
    const { task, row } = await holdWaiting(sql, taskId, version)
    if (!task) throw new Refusal('prepared-change-over', { current: { state: 'approved' } })
    const declined = await moveTask(context, task, 'rejected', { actor: actor.userName, reason })
    const { accountId, csrId } = row
    note({ event: 'changed', accountId, taskId, details: { preparedBy: csrId } })
    return changed(declined, { taskId })
  },
}
