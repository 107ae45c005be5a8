import { localeOf } from '@porchlight/contract/values.ts'
import type { Sql } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import { newMailedKey } from '#features/mailed-keys/index.ts'
import { composeMessage, insertOutgoingMessage, letterheadOf } from '#features/messages/index.ts'
import { type JobWork, job } from '#worker/job.ts'
import { insertRegistrationKey, isKnownAddress, takeRegistrations } from './queries.ts'

const most = 20

type Work = JobWork<'answer-registrations'>

/** Mails one address a link to register; where a web user has it, that they sign in with it. */
async function respond({ installation, grant }: Work, sql: Sql, email: string, language: string) {
  const to = { email, displayName: '', locale: localeOf(language), isBySupport: false }
  const letterhead = await letterheadOf(sql, installation, to.locale, null)
  const { isKnown } = await isKnownAddress.one(sql, { email })
  if (isKnown) {
    const message = {
      template: 'registration-known' as const,
      link: `${installation.origins.portal}/forgot-password`,
    }
    await insertOutgoingMessage(sql, grant, {
      recipient: email,
      ...composeMessage(message, to, letterhead),
      aboutTaskId: null,
      mailedKeyId: null,
    })
    return
  }
  const { key, message } = newMailedKey(installation, 'registration', email)
  const { nonce, keyHash, lifetime } = key
  const { mailedKeyId } = await insertRegistrationKey.one(sql, grant, { email, nonce, keyHash, lifetime })
  await insertOutgoingMessage(sql, grant, {
    recipient: email,
    ...composeMessage(message, to, letterhead),
    aboutTaskId: null,
    mailedKeyId,
  })
}

/**
 * Responds by mail to those who want to register. Not in the request, whose response is the same and takes as long for an address
 * that is known.
 */
export const answerRegistrations = job({
  name: 'answer-registrations',
  everyMs: 60_000,
  channel: 'password_reset_requests',
  run: async (tools) => {
    while (!tools.signal.aborted) {
      const done = await inTransaction(
        tools.pool,
        (sql) => takeRegistrations(sql, tools.grant, { most }),
        async (sql, requests) => {
          for (const { email, locale } of requests) await respond(tools, sql, email, locale)
          return requests.length
        },
      )
      if (done < most) return
    }
  },
})
