import { attemptedBy, countAttempt } from '#features/attempts/index.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { changed } from '#pipeline/outcome.ts'
import { customerOf } from '#policy/actor.ts'
import { answers } from '#policy/decide.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { hashToken, mailedKey, newMailedNonce } from '#sessions/token.ts'
import { createTask } from '#tasks/making/create-task.ts'
import { holdTask, isHeldIn } from '#tasks/moving/held-task.ts'
import { moveTask } from '#tasks/moving/move-task.ts'
import { addGuestKey, guestInvitations, guestRoles } from './queries.ts'
import { guestInvite } from './task-types.ts'

/** Invitations of one web user within a quarter of an hour: each is a mail to an address that the web user types. */
const limit = 10

export const inviteHandlers: HandlersOf<'listGuestInvitations' | 'inviteGuest' | 'withdrawGuestInvitation'> =
  {
    listGuestInvitations: async (_, { sql, grant, subject }) => {
      const [roles, invitations] = await Promise.all([
        guestRoles(sql, {}),
        guestInvitations(sql, { accountId: grant.accountId }),
      ])
      return {
        roles: roles.map(({ role }) => role),
        invitations: invitations.map(({ createdAt, expiresAt, ...invitation }) => ({
          ...invitation,
          invitedAt: createdAt.toISOString(),
          expiresAt: expiresAt?.toISOString() ?? null,
          may: answers(grant.actor, subject, 'guest:withdraw'),
        })),
        may: answers(grant.actor, subject, 'guest:invite'),
      }
    },

    inviteGuest: async ({ body: { email, role } }, context) => {
      const { sql, grant, installation } = context
      const { accountId, actor } = grant
      if (!(await guestRoles(sql, {})).some((one) => one.role === role))
        throw refuseField('role', 'not-valid')
      const open = await guestInvitations(sql, { accountId })
      if (open.some((one) => one.email.toLowerCase() === email.toLowerCase()))
        throw new Refusal('already-invited')
      if (!(await countAttempt(sql, grant, installation, `invite-guest ${attemptedBy(actor)}`, limit)))
        throw new Refusal('too-many-attempts')
      const task = await createTask(context, {
        taskType: guestInvite,
        state: 'awaiting-verification',
        payload: { email, role },
      })
      const { taskId } = task
      const nonce = newMailedNonce(installation.encryptionKey)
      const keyHash = hashToken(mailedKey(installation.encryptionKey, nonce))
      const { mailedKeyId } = await addGuestKey.one(sql, grant, { taskId, nonce, keyHash })
      if (mailedKeyId === null) throw new Refusal('role-may-not')
      const { displayName, userName, locale } = customerOf(actor)
      const to = { email, displayName: '', locale, isBySupport: actor.kind === 'masquerade' }
      const link = `${installation.origins.portal}/guest-invitation?key={mailed-key}`
      await enqueueMessage(
        context,
        task,
        { template: 'guest-invited', link, inviter: displayName || userName, role },
        { to, mailedKeyId },
      )
      context.note({ event: 'changed', accountId, taskId, details: { role } })
      return changed(task, { taskId })
    },

    withdrawGuestInvitation: async (_, context) => {
      const { sql, grant } = context
      const { taskId, accountId, actor } = grant
      const task = await holdTask(sql, taskId)
      if (task?.taskType !== 'guest-invite' || task.accountId !== accountId) throw new Refusal('not-found')
      if (!isHeldIn(task, guestInvite, 'awaiting-verification')) throw new Refusal('already-done')
      const withdrawn = await moveTask(context, task, 'discarded', {
        actor: actor.kind === 'masquerade' ? actor.csr.csrId : customerOf(actor).userName,
        reason: '',
      })
      return changed(withdrawn, { taskId })
    },
  }
