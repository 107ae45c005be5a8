import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import { accountVerification } from '#features/account-links/index.ts'
import { countAttempt } from '#features/attempts/index.ts'
import { newPasswordProblems } from '#features/password/index.ts'
import { fewAtOnce, hashPassword } from '#features/sign-in/index.ts'
import { type Context, type HandlersOf, type Outside, prepared } from '#pipeline/handler.ts'
import { changed } from '#pipeline/outcome.ts'
import { type Customer, customerOf } from '#policy/actor.ts'
import { decide } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { hashToken } from '#sessions/token.ts'
import { createDoneTask } from '#tasks/making/create-task.ts'
import { finishTask } from '#tasks/moving/finish-task.ts'
import { holdTask, isHeldIn } from '#tasks/moving/held-task.ts'
import { acceptGuestInvitation, invitationOfKey, registerGuest } from './queries.ts'
import { guestInvite } from './task-types.ts'

/** Attempts of one network address within a quarter of an hour. A key cannot be guessed, but hashing passwords costs. */
const limit = 30

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

/** Checks the key and the password, and hashes it, ahead of the transaction. */
async function verify(body: Body<Api['registerGuest']>, { pool, grant, request, installation }: Outside) {
  const keyHash = hashToken(body.key)
  if (!(await countAttempt(pool, grant, installation, `mailed-key address ${request.network}`, limit)))
    throw new Refusal('too-many-attempts')
  const invitation = await invitationOfKey.first(pool, { keyHash })
  if (!invitation) throw new Refusal('mailed-key-over')
  const fields = newPasswordProblems(
    { ...body, currentPassword: '' },
    { userName: invitation.email, utilityName: installation.utilityName },
  )
  if (fields.length > 0) throw new Refusal('invalid-field', { fields })
  return { keyHash, passwordHash: await fewAtOnce(() => hashPassword(body.newPassword)) }
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

  registerGuest: prepared<Api['registerGuest'], Awaited<ReturnType<typeof verify>>>(
    ({ body }, outside) => verify(body, outside),
    async ({ body: { givenName, surname, locale } }, context, { keyHash, passwordHash }) => {
      const row = await registerGuest.one(context.sql, context.grant, {
        ...{ keyHash, givenName, surname, locale, passwordHash },
      })
      const invitation = taken(row)
      const { guestId, email, guestPersonId } = row
      if (guestId === null || email === null || guestPersonId === null) throw new Refusal('mailed-key-over')
      const customer: Customer = {
        kind: 'customer',
        webUserId: guestId,
        userName: email,
        email,
        personId: guestPersonId,
        displayName: `${givenName} ${surname}`,
        locale,
        sessionId: null,
        lacksSecondFactor: false,
        ip: context.request.ip,
      }
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
