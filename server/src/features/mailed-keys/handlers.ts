import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import { countAttempt } from '#features/attempts/index.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import { leastPasswordLength, newPasswordProblems } from '#features/password/index.ts'
import { fewAtOnce, hashPassword } from '#features/sign-in/index.ts'
import { loginChange } from '#features/web-user-details/index.ts'
import { type Context, type HandlersOf, type Outside, prepared } from '#pipeline/handler.ts'
import { changed } from '#pipeline/outcome.ts'
import { customerOfKey } from '#policy/customer-of-key.ts'
import { decide } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import type { MailedKeyPurpose } from '#policy/subject.ts'
import { hashToken } from '#sessions/token.ts'
import { createDoneTask } from '#tasks/making/create-task.ts'
import { askForPasswordReset, confirmEmail, resetPassword, webUserOfMailedKey } from './queries.ts'

/** Attempts of one address within a quarter of an hour: a key cannot be guessed, but hashing passwords costs. */
const limit = 30

type Holder = NonNullable<Awaited<ReturnType<typeof confirmEmail.first>>>

const purposes = {
  'mailed-key:reset-password': 'password-reset',
  'mailed-key:confirm-email': 'email-confirmation',
} as const satisfies Record<string, MailedKeyPurpose>
type KeyAction = keyof typeof purposes

/** The web user who holds the key, for this request. What they do is a customer's action, without a sign-in. */
function heldBy(
  holder: Holder | undefined,
  context: Context<'public'>,
  action: KeyAction,
): Context<KeyAction> {
  if (!holder) throw new Refusal('mailed-key-over')
  const customer = customerOfKey(holder, context.request.ip)
  const { webUserId } = holder
  const decision = decide(customer, action, { mailedKey: { purpose: purposes[action], webUserId } })
  if (!decision.allow) throw new Refusal(decision.reason)
  return { ...context, grant: decision.grant }
}

/** Makes the task of a change by mailed key, in its holder's name. */
async function makeTask(context: Context<KeyAction>, what: 'password' | 'email-confirmed') {
  const task = await createDoneTask(context, { taskType: loginChange, payload: { what } })
  context.note({ event: 'changed', taskId: task.taskId, webUserId: context.grant.webUserId })
  return task
}

async function verify(body: Body<Api['resetPassword']>, { pool, grant, request, installation }: Outside) {
  const keyHash = hashToken(body.key)
  if (!(await countAttempt(pool, grant, installation, `mailed-key address ${request.network}`, limit)))
    throw new Refusal('too-many-attempts')
  const holder = await webUserOfMailedKey.first(pool, { purpose: 'password-reset', keyHash })
  if (!holder) throw new Refusal('mailed-key-over')
  const fields = newPasswordProblems(
    { ...body, currentPassword: '' },
    {
      userName: holder.userName,
      utilityName: installation.utilityName,
      leastLength: await leastPasswordLength(pool),
    },
  )
  if (fields.length > 0) throw new Refusal('invalid-field', { fields })
  return { keyHash, newHash: await fewAtOnce(() => hashPassword(body.newPassword)) }
}

/** Links for one name within a quarter of an hour: more would only fill a mailbox. Beyond, the answer stays the same. */
const mostForName = 3

export const mailedKeysHandlers: HandlersOf<'requestPasswordReset' | 'resetPassword' | 'confirmEmail'> = {
  requestPasswordReset: prepared<Api['requestPasswordReset'], boolean>(
    async ({ body }, { pool, grant, request, installation }) => {
      const name = body.userName.trim().toLowerCase()
      if (
        !(await countAttempt(pool, grant, installation, `forgot-password network ${request.network}`, limit))
      )
        throw new Refusal('too-many-attempts')
      return countAttempt(pool, grant, installation, `forgot-password name ${name}`, mostForName)
    },
    async ({ body }, context, isWithin) => {
      if (isWithin) await askForPasswordReset(context.sql, context.grant, { name: body.userName.trim() })
      return {}
    },
  ),

  resetPassword: prepared<Api['resetPassword'], Awaited<ReturnType<typeof verify>>>(
    ({ body }, outside) => verify(body, outside),
    async (_, context, verified) => {
      const own = heldBy(
        await resetPassword.first(context.sql, context.grant, verified),
        context,
        'mailed-key:reset-password',
      )
      const task = await makeTask(own, 'password')
      await enqueueMessage(own, task, { template: 'password-changed' })
      return changed(task, { taskId: task.taskId })
    },
  ),

  confirmEmail: async ({ body }, context) => {
    const holder = await confirmEmail.first(context.sql, context.grant, { keyHash: hashToken(body.key) })
    const own = heldBy(holder, context, 'mailed-key:confirm-email')
    const task = await makeTask(own, 'email-confirmed')
    return changed(task, { taskId: task.taskId })
  },
}
