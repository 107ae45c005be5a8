import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import { fewAtOnce, hashPassword } from '#features/sign-in/index.ts'
import { loginChange } from '#features/web-user-details/index.ts'
import { type HandlersOf, type Outside, prepared } from '#pipeline/handler.ts'
import { changed } from '#pipeline/outcome.ts'
import { Refusal } from '#policy/refusal.ts'
import { hashToken, newToken } from '#sessions/token.ts'
import { createDoneTask } from '#tasks/making/create-task.ts'
import { confirmPassword, wrongPassword } from './confirm-password.ts'
import { leastPasswordLength } from './least-password-length.ts'
import { changePassword } from './queries.ts'
import { newPasswordProblems } from './rules.ts'

type Verified = { tokenHash: Uint8Array; verifiedHash: string; newHash: string }

/** Verifies the current password and hashes the new one, ahead of the transaction. A refusal is handed on ({@link confirmPassword}). */
async function verify(body: Body<Api['changePassword']>, outside: Outside): Promise<Verified | Refusal> {
  const confirmed = await confirmPassword(body.currentPassword, outside)
  if (confirmed instanceof Refusal) return confirmed
  const { tokenHash, userName, verifiedHash } = confirmed
  const { utilityName } = outside.installation
  const leastLength = await leastPasswordLength(outside.pool)
  const fields = newPasswordProblems(body, { userName, utilityName, leastLength })
  if (verifiedHash === undefined) return wrongPassword(fields)
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
