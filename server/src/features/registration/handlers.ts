import type { Api } from '@porchlight/contract/api.ts'
import { type RegistrationMode, registrationModes } from '@porchlight/contract/registration-modes.ts'
import { settings } from '@porchlight/contract/settings.ts'
import type { Pool, Sql } from '#database/sql.ts'
import { countAttempt } from '#features/attempts/index.ts'
import { loginChange } from '#features/web-user-details/index.ts'
import { type HandlersOf, prepared } from '#pipeline/handler.ts'
import { changed } from '#pipeline/outcome.ts'
import { decide } from '#policy/decide.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { createDoneTask } from '#tasks/making/create-task.ts'
import { checkedSignIn, newCustomer } from './new-sign-in.ts'
import { askForRegistration, registerWebUser, registrationMode, registrationOfKey } from './queries.ts'

/** Requests of one network within a quarter of an hour. */
const limit = 30
/** Mails to one address within a quarter of an hour: more would only fill a mailbox. Beyond, the response stays the same. */
const mostForAddress = 3

/** Returns whether people may register now, and how. Refuses where they may not. */
async function openMode(sql: Sql | Pool): Promise<Exclude<RegistrationMode, 'closed'>> {
  const { mode } = await registrationMode.one(sql, {})
  const is = registrationModes.find((one) => one === mode) ?? settings['sign-in.registration'].default
  if (is === 'closed') throw new Refusal('registration-closed')
  return is as Exclude<RegistrationMode, 'closed'>
}

export const registrationHandlers: HandlersOf<'requestRegistration' | 'register'> = {
  requestRegistration: prepared<Api['requestRegistration'], boolean>(
    async ({ body }, { pool, grant, request, installation }) => {
      await openMode(pool)
      const { network } = request
      if (!(await countAttempt(pool, grant, installation, `registration network ${network}`, limit)))
        throw new Refusal('too-many-attempts')
      const address = `registration address ${body.email.toLowerCase()}`
      return countAttempt(pool, grant, installation, address, mostForAddress)
    },
    async ({ body }, context, isWithin) => {
      if (isWithin) await askForRegistration(context.sql, context.grant, body)
      return {}
    },
  ),

  register: prepared<Api['register'], Awaited<ReturnType<typeof checkedSignIn>>>(
    async ({ body }, outside) => {
      const mode = await openMode(outside.pool)
      if ((mode === 'by-user-name') !== (body.userName !== undefined))
        throw refuseField('userName', mode === 'by-user-name' ? 'required' : 'not-valid')
      return checkedSignIn(body, outside, async (keyHash) => {
        const { email } = await registrationOfKey.one(outside.pool, { keyHash })
        return email ?? undefined
      })
    },
    async ({ body }, context, { keyHash, passwordHash }) => {
      const { givenName, surname, locale } = body
      const row = await registerWebUser.one(context.sql, context.grant, {
        ...{ keyHash, passwordHash, givenName, surname, locale },
        userName: body.userName ?? null,
      })
      const { outcome, webUserId, userName, email, personId } = row
      if (outcome === 'user-name-taken' && body.userName !== undefined)
        throw refuseField('userName', 'user-name-taken')
      if (outcome !== 'registered' || webUserId === null || !userName || !email || personId === null)
        throw new Refusal('mailed-key-over')
      const customer = newCustomer(body, { webUserId, userName, email, personId }, context.request.ip)
      const decision = decide(customer, 'mailed-key:register', {
        mailedKey: { purpose: 'registration', webUserId },
      })
      if (!decision.allow) throw new Refusal(decision.reason)
      const own = { ...context, grant: decision.grant }
      const task = await createDoneTask(own, { taskType: loginChange, payload: { what: 'registered' } })
      own.note({ event: 'changed', taskId: task.taskId, webUserId })
      return changed(task, { taskId: task.taskId })
    },
  ),
}
