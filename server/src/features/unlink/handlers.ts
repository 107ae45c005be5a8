import { endViews, noteChange } from '#features/web-users/index.ts'
import type { Context, HandlersOf } from '#pipeline/handler.ts'
import { Refusal } from '#pipeline/refusal.ts'
import { csrOf } from '#policy/actor.ts'
import { decide } from '#policy/decide.ts'
import { createDoneTask } from '#tasks/making/create-task.ts'
import { performTaskAction } from '#tasks/moving/perform-task-action.ts'
import { checkChoices } from './check-choices.ts'
import { previewOf } from './preview.ts'
import { holdForUnlink, linkWebUserAgain, recipientOf, unlinkWebUser } from './queries.ts'
import { accountLinkAgain, accountUnlink } from './task-types.ts'
import { tellWebUser } from './tell-web-user.ts'

/** Discards tasks as the additional action does: by the CSR's own permission for it. */
async function discard(
  context: Context<'account-link:unlink'>,
  tasks: readonly { taskId: number; version: number }[],
  reason: string,
): Promise<void> {
  if (tasks.length === 0) return
  const decision = decide(context.grant.actor, 'task:discard', context.subject)
  if (!decision.allow) throw new Refusal(decision.reason)
  for (const { taskId, version } of tasks)
    await performTaskAction({ ...context, grant: decision.grant }, { taskId, version, reason })
}

export const unlinkHandlers: HandlersOf<'previewUnlink' | 'unlinkWebUser' | 'linkWebUserAgain'> = {
  previewUnlink: ({ params }, context) => previewOf(context, params),

  unlinkWebUser: async ({ params, body }, context) => {
    const { sql, grant } = context
    const { csrId, deskSessionId } = csrOf(grant.actor)
    const { reason } = body
    await holdForUnlink(sql, params)
    const preview = await previewOf(context, params)
    const discarded = checkChoices(body, preview)
    const who = await recipientOf.one(sql, params)
    const outcome = preview.accountPerson?.outcome ?? null
    const takesPerson = outcome === 'goes' || body.removesAccountPerson

    await discard(context, discarded, reason)
    const endedMasquerades = await endViews(context, params.webUserId, params.accountId)
    const taskId = await createDoneTask(context, {
      taskType: accountUnlink,
      onBehalfOf: params.webUserId,
      payload: { webUserName: who.userName, role: preview.role, isPersonRemoved: takesPerson },
    })
    const taken = { ...params, takesPerson, csrId, deskSessionId, taskId, reason }
    const { unlinkId, undoUntil } = await unlinkWebUser.one(sql, taken)
    await tellWebUser(context, 'account-unlinked', params.accountId, who)
    const accountPerson = takesPerson ? 'removed' : outcome
    const details = { unlinkId, accountPerson, discardedTasks: discarded.length, endedMasquerades }
    await noteChange(context, 'unlinked', { ...params, userName: who.userName, reason, taskId }, details)
    return {
      unlinkId,
      taskId,
      undoUntil: undoUntil.toISOString(),
      isAccountPersonRemoved: takesPerson,
      discardedTasks: discarded.length,
      endedMasquerades,
      isTold: who.isTold,
    }
  },

  linkWebUserAgain: async ({ params }, context) => {
    const { sql, grant } = context
    const { accountId, unlinkId } = params
    const { deskSessionId } = csrOf(grant.actor)
    const again = await linkWebUserAgain.one(sql, { accountId, unlinkId, deskSessionId })
    const { outcome, webUserId, isPersonRestored, unlinkTaskId } = again
    if (outcome === 'over') throw new Refusal('link-again-over')
    if (outcome === 'changed') throw new Refusal('link-again-changed')
    if (outcome !== 'linked' || webUserId === null || unlinkTaskId === null) throw new Refusal('not-found')

    const who = await recipientOf.one(sql, { webUserId })
    const isAccountPersonRestored = isPersonRestored ?? false
    const taskId = await createDoneTask(context, {
      taskType: accountLinkAgain,
      onBehalfOf: webUserId,
      originatingTaskId: unlinkTaskId,
      payload: { webUserName: who.userName, isPersonRestored: isAccountPersonRestored },
    })
    await tellWebUser(context, 'account-linked-again', accountId, who)
    const about = { accountId, webUserId, userName: who.userName, taskId }
    await noteChange(context, 'linked-again', about, { unlinkId, isAccountPersonRestored })
    return { taskId, webUserId, isAccountPersonRestored }
  },
}
