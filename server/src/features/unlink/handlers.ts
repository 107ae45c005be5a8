import { enqueueMessage } from '#features/messages/index.ts'
import { endViews, noteChange } from '#features/web-users/index.ts'
import type { Context, HandlersOf } from '#pipeline/handler.ts'
import { Refusal, refuseField } from '#pipeline/refusal.ts'
import { csrOf } from '#policy/actor.ts'
import { moveTask } from '#tasks/move-task.ts'
import { previewOf } from './preview.ts'
import { holdForUnlink, linkWebUserAgain, recipientOf, unlinkWebUser } from './queries.ts'
import { changedParts } from './rules.ts'

/** Tells the web user by mail, where the utility has that on; gives their user name, and whether they were told. */
async function tell(
  context: Context<'account-link:unlink'>,
  template: 'account-unlinked' | 'account-linked-again',
  of: { accountId: number; webUserId: number },
) {
  const { userName, email, displayName, locale, isTold } = await recipientOf.one(context.sql, of)
  const to = {
    email,
    displayName: displayName ?? '',
    locale: locale === 'es' ? ('es' as const) : ('en' as const),
    isBySupport: true,
  }
  if (isTold) await enqueueMessage(context, { template }, { to, accountId: of.accountId })
  return { userName, isTold }
}

export const unlinkHandlers: HandlersOf<'previewUnlink' | 'unlinkWebUser' | 'linkWebUserAgain'> = {
  previewUnlink: ({ params }, context) => previewOf(context, params),

  unlinkWebUser: async ({ params, body }, context) => {
    const { sql, grant } = context
    const { csrId, deskSessionId } = csrOf(grant.actor)
    await holdForUnlink(sql, params)
    const preview = await previewOf(context, params)
    const difference = changedParts(body.standing, preview.standing)
    if (difference.length > 0) throw new Refusal('version-conflict', { difference, current: preview })

    const outcome = preview.accountPerson?.outcome
    if (body.removesAccountPerson) {
      if (outcome !== 'utility-owned') throw refuseField('removesAccountPerson', 'not-a-choice')
      const mayRemove = preview.may['account-person:remove']
      if (mayRemove !== 'ok') throw new Refusal(mayRemove)
    }
    const discarded = preview.tasks.filter(({ taskId }) => body.discardedTaskIds.includes(taskId))
    const isChoice = discarded.length === new Set(body.discardedTaskIds).size
    if (!isChoice || discarded.some((task) => !task.isDiscardable))
      throw refuseField('discardedTaskIds', 'not-a-choice')

    for (const { taskId } of discarded)
      await moveTask(sql, { taskId, state: 'discarded', actor: csrId, reason: body.reason })
    const endedMasquerades = await endViews(context, params.webUserId, params.accountId)
    const takesPerson = outcome === 'goes' || body.removesAccountPerson
    const { unlinkId, undoUntil } = await unlinkWebUser.one(sql, {
      ...params,
      takesPerson,
      csrId,
      deskSessionId,
      reason: body.reason,
    })
    const { userName, isTold } = await tell(context, 'account-unlinked', params)
    await noteChange(
      context,
      'unlinked',
      { ...params, userName, reason: body.reason },
      {
        unlinkId,
        accountPerson: takesPerson ? 'removed' : (outcome ?? 'none'),
        discardedTasks: discarded.length,
        endedMasquerades,
      },
    )
    for (const { taskId } of discarded)
      context.note({ event: 'changed', webUserId: params.webUserId, taskId, details: { unlinkId } })
    return {
      unlinkId,
      undoUntil: undoUntil.toISOString(),
      isAccountPersonRemoved: takesPerson,
      discardedTasks: discarded.length,
      endedMasquerades,
      isTold,
    }
  },

  linkWebUserAgain: async ({ params }, context) => {
    const { accountId, unlinkId } = params
    const { deskSessionId } = csrOf(context.grant.actor)
    const again = await linkWebUserAgain.one(context.sql, { accountId, unlinkId, deskSessionId })
    const { outcome, webUserId, isPersonRestored } = again
    if (outcome === 'over') throw new Refusal('link-again-over')
    if (outcome === 'changed') throw new Refusal('link-again-changed')
    if (outcome !== 'linked' || webUserId === null) throw new Refusal('not-found')
    const { userName } = await tell(context, 'account-linked-again', { accountId, webUserId })
    const isAccountPersonRestored = isPersonRestored ?? false
    await noteChange(
      context,
      'linked-again',
      { accountId, webUserId, userName },
      {
        unlinkId,
        isAccountPersonRestored,
      },
    )
    return { webUserId, isAccountPersonRestored }
  },
}
