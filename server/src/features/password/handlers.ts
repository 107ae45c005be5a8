import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import { countAttempt } from '#features/attempts/index.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import { fewAtOnce, hashPassword, isPassword, rightHash } from '#features/sign-in/index.ts'
import { loginChange } from '#features/web-user-details/index.ts'
import { type HandlersOf, type Outside, prepared } from '#pipeline/handler.ts'
import { changed } from '#pipeline/outcome.ts'
import { Refusal } from '#policy/refusal.ts'
import { hashToken, newToken } from '#sessions/token.ts'
import { createDoneTask } from '#tasks/making/create-task.ts'
import { changePassword, hashSettingsOfSession } from './queries.ts'
import { newPasswordProblems } from './rules.ts'

/** Attempts within a quarter of an hour. */
const limit = 10

type Verified = { tokenHash: Uint8Array; verifiedHash: string; newHash: string }

/**
 * Verifies the current password and hashes the new one, ahead of the transaction. A refusal is handed on, not thrown: who
 * is asking is decided first, and the refusal has its line in the record. Only a customer's own session gets as far as this.
 */
async function verify(
  body: Body<Api['changePassword']>,
  { pool, grant, request, installation }: Outside,
): Promise<Verified | Refusal> {
  if (request.site !== 'portal' || !request.credential) return new Refusal('not-signed-in')
  const tokenHash = hashToken(request.credential)
  const credential = await hashSettingsOfSession.first(pool, { tokenHash })
  if (!credential) return new Refusal('not-signed-in')
  const isWithin = await countAttempt(
    pool,
    grant,
    installation,
    `change-password web-user ${credential.webUserId}`,
    limit,
  )
  if (!isWithin) return new Refusal('too-many-attempts')
  const { webUserId, hashSettings, userName } = credential
  const fields = newPasswordProblems(body, { userName, utilityName: installation.utilityName })
  const verifiedHash = await fewAtOnce(() =>
    rightHash(
      hashSettings,
      body.currentPassword,
      async (hash) => (await isPassword.one(pool, { webUserId, hash })).isRight,
    ),
  )
  if (verifiedHash === undefined)
    return new Refusal('password-wrong', {
      fields: [{ field: 'currentPassword', reason: 'password-wrong' }, ...fields],
    })
  if (fields.length > 0) return new Refusal('invalid-field', { fields })
  return { tokenHash, verifiedHash, newHash: await fewAtOnce(() => hashPassword(body.newPassword)) }
}

export const passwordHandlers: HandlersOf<'changePassword'> = {
  changePassword: prepared<Api['changePassword'], Verified | Refusal>(
    ({ body }, outside) => verify(body, outside),
    async (_, context, verified) => {
      if (verified instanceof Refusal) throw verified
      const token = newToken()
      const { secondsLeft } = await changePassword.one(context.sql, context.grant, {
        ...verified,
        newTokenHash: hashToken(token),
      })
      // Changed in another window since it was verified.
      if (secondsLeft === null) throw new Refusal('password-wrong')
      context.reply.setCredential = { value: token, maxAgeSeconds: secondsLeft }
      const task = await createDoneTask(context, {
        taskType: loginChange,
        payload: { what: 'password' },
      })
      await enqueueMessage(context, task, { template: 'password-changed' })
      return changed(task, { taskId: task.taskId })
    },
  ),
}
