import type { Api } from '@porchlight/contract/api.ts'
import { accountVerification } from '#features/account-links/index.ts'
import { checkedSignIn, newCustomer } from '#features/registration/index.ts'
import { type Context, type HandlersOf, prepared } from '#pipeline/handler.ts'
import { changed } from '#pipeline/outcome.ts'
import { customerOf } from '#policy/actor.ts'
import { decide } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { hashToken } from '#sessions/token.ts'
import { createDoneTask } from '#tasks/making/create-task.ts'
import { finishTask } from '#tasks/moving/finish-task.ts'
import { holdTask, isHeldIn } from '#tasks/moving/held-task.ts'
import { acceptGuestInvitation, invitationOfKey, registerGuest } from './queries.ts'
import { guestInvite } from './task-types.ts'

const refusals: Readonly<Record<string, 'already-linked' | 'link-not-possible' | 'user-name-taken'>> = {
  'already-linked': 'already-linked',
  'link-not-possible': 'link-not-possible',
  'user-name-taken': 'user-name-taken',
}

type Taken = {
  outcome: string
  invitationId: number | null
  invitedAccountId: number | null
  role: string | null
}

/** Refuses an invitation that was not taken. Returns what it was about. */
function taken({ outcome, invitationId, invitedAccountId, role }: Taken) {
  if (outcome !== 'linked' || invitationId === null || invitedAccountId === null || role === null)
    throw new Refusal(refusals[outcome] ?? 'mailed-key-over')
  return { invitationId, accountId: invitedAccountId, role }
}

/** Completes the invitation, and makes the guest's own task: from its mail, a holder removes the guest again. */
async function finish(
  context: Context<'guest:accept' | 'mailed-key:register-guest'>,
  { invitationId, accountId, role }: ReturnType<typeof taken>,
) {
  const invitation = await holdTask(context.sql, invitationId)
  if (!invitation || !isHeldIn(invitation, guestInvite, 'awaiting-verification'))
    throw new Error(`invitation ${invitationId} is gone`)
  const { userName, webUserId } = customerOf(context.grant.actor)
  await finishTask(context, invitation, { actor: userName, reason: '' })
  const task = await createDoneTask(context, {
    taskType: accountVerification,
    accountId,
    originatingTaskId: invitationId,
    payload: { verifiedBy: 'invitation', role },
  })
  context.note({ event: 'changed', accountId, taskId: task.taskId, webUserId, details: { role } })
  return task
}

export const acceptHandlers: HandlersOf<'readGuestInvitation' | 'acceptGuestInvitation' | 'registerGuest'> = {
  readGuestInvitation: async ({ body: { key } }, { sql }) => {
    const invitation = await invitationOfKey.first(sql, { keyHash: hashToken(key) })
    if (!invitation) throw new Refusal('mailed-key-over')
    const { accountId, inviter, role } = invitation
    return { accountEnding: String(accountId).slice(-4), inviter, role }
  },

  acceptGuestInvitation: async ({ body: { key } }, context) => {
    const invitation = taken(
      await acceptGuestInvitation.one(context.sql, context.grant, { keyHash: hashToken(key) }),
    )
    const task = await finish(context, invitation)
    return changed(task, { taskId: task.taskId, accountId: invitation.accountId })
  },

  registerGuest: prepared<Api['registerGuest'], Awaited<ReturnType<typeof checkedSignIn>>>(
    ({ body }, outside) =>
      checkedSignIn(body, outside, async (keyHash) => {
        const invitation = await invitationOfKey.first(outside.pool, { keyHash })
        return invitation?.email
      }),
    async ({ body }, context, { keyHash, passwordHash }) => {
      const { givenName, surname, locale } = body
      const row = await registerGuest.one(context.sql, context.grant, {
        ...{ keyHash, givenName, surname, locale, passwordHash },
      })
      const invitation = taken(row)
      const { guestId, email, guestPersonId } = row
      if (guestId === null || email === null || guestPersonId === null) throw new Refusal('mailed-key-over')
      const made = { webUserId: guestId, userName: email, email, personId: guestPersonId }
      const customer = newCustomer(body, made, context.request.ip)
      const decision = decide(customer, 'mailed-key:register-guest', {
        mailedKey: { purpose: 'guest-invite', webUserId: guestId },
        accountId: invitation.accountId,
      })
      if (!decision.allow) throw new Refusal(decision.reason)
      const task = await finish({ ...context, grant: decision.grant }, invitation)
      return changed(task, { taskId: task.taskId })
    },
  ),
}
