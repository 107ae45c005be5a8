import { endViews, noteChange } from '#features/web-users/index.ts'
import type { Context, HandlersOf } from '#pipeline/handler.ts'
import { changed } from '#pipeline/outcome.ts'
import { admit } from '#policy/admit.ts'
import { Refusal } from '#policy/refusal.ts'
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
  const { sql, grant } = context
  for (const { taskId, version } of tasks) {
    const admitted = await admit(sql, grant.actor, 'task:discard', { taskId })
    await performTaskAction({ ...context, ...admitted }, { version, reason })
  }
}

export const unlinkHandlers: HandlersOf<'previewUnlink' | 'unlinkWebUser' | 'linkWebUserAgain'> = {
  previewUnlink: (_, context) => previewOf(context),

  unlinkWebUser: async ({ body }, context) => {
    const { sql, grant } = context
    const { accountId, webUserId } = grant
    const { reason } = body
    await holdForUnlink(sql, { accountId, webUserId })
    const preview = await previewOf(context)
    const discarded = checkChoices(body, preview)
    const who = await recipientOf.one(sql, { webUserId })
    const outcome = preview.accountPerson?.outcome ?? null
    const takesPerson = outcome === 'goes' || body.removesAccountPerson

    await discard(context, discarded, reason)
    const endedMasquerades = await endViews(context, webUserId, accountId)
    const task = await createDoneTask(context, {
      taskType: accountUnlink,
      onBehalfOf: webUserId,
      payload: { webUserName: who.userName, role: preview.role, isPersonRemoved: takesPerson },
    })
    const { taskId } = task
    const taken = { takesPerson, taskId, reason }
    const { unlinkId, undoUntil } = await unlinkWebUser.one(sql, grant, taken)
    await tellWebUser(context, 'account-unlinked', task, who)
    const accountPerson = takesPerson ? 'removed' : outcome
    const details = { unlinkId, accountPerson, discardedTasks: discarded.length, endedMasquerades }
    await noteChange(context, 'unlinked', { webUserId, userName: who.userName, reason, taskId }, details)
    return changed(task, {
      unlinkId,
      taskId,
      undoUntil: undoUntil.toISOString(),
      isAccountPersonRemoved: takesPerson,
      discardedTasks: discarded.length,
      endedMasquerades,
      isTold: who.isMailed,
    })
  },

  linkWebUserAgain: async (_, context) => {
    const { sql, grant } = context
    const { unlinkId } = grant
    const again = await linkWebUserAgain.one(sql, grant)
    const { outcome, webUserId, isPersonRestored, unlinkTaskId } = again
    if (outcome === 'over') throw new Refusal('link-again-over')
    if (outcome === 'changed') throw new Refusal('link-again-changed')
    if (outcome !== 'linked' || webUserId === null || unlinkTaskId === null) throw new Refusal('not-found')

    const who = await recipientOf.one(sql, { webUserId })
    const isAccountPersonRestored = isPersonRestored ?? false
    const task = await createDoneTask(context, {
      taskType: accountLinkAgain,
      onBehalfOf: webUserId,
      originatingTaskId: unlinkTaskId,
      payload: { webUserName: who.userName, isPersonRestored: isAccountPersonRestored },
    })
    await tellWebUser(context, 'account-linked-again', task, who)
    const { taskId } = task
    const about = { webUserId, userName: who.userName, taskId }
    await noteChange(context, 'linked-again', about, { unlinkId, isAccountPersonRestored })
    return changed(task, { taskId, webUserId, isAccountPersonRestored })
  },
}
