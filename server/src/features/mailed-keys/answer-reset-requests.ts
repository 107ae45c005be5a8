import { randomUUID } from 'node:crypto'
import { localeOf } from '@porchlight/contract/values.ts'
import type { Sql } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import { composeMessage, insertOutgoingMessage, letterheadOf } from '#features/messages/index.ts'
import { record } from '#record/record.ts'
import { type JobWork, job } from '#worker/job.ts'
import { newMailedKey } from './mailed-link.ts'
import { insertAskedKey, meantByName, takeResetRequests } from './queries.ts'

const most = 20

type Meant = Awaited<ReturnType<typeof meantByName>>[number]

/** Mails a link for a new password. A web user without a password gets an invitation to set the first one. */
async function mailLink(
  { installation, grant }: JobWork<'answer-reset-requests'>,
  sql: Sql,
  who: Meant,
): Promise<void> {
  const { webUserId, userName, email, displayName, locale } = who
  const { key, message } = newMailedKey(installation, 'password-reset', userName)
  const { mailedKeyId } = await insertAskedKey.one(sql, grant, { ...key, webUserId, email })
  const to = {
    email,
    displayName: displayName ?? '',
    locale: localeOf(locale),
    isBySupport: false,
  }
  const letterhead = await letterheadOf(sql, installation, to.locale, null)
  await insertOutgoingMessage(sql, grant, {
    recipient: email,
    ...composeMessage(message, to, letterhead),
    aboutTaskId: null,
    mailedKeyId,
  })
  await record(sql, { kind: 'system' }, randomUUID(), [
    { event: 'changed', action: 'password:mail-reset', webUserId },
  ])
}

/**
 * Answers those who forgot their password: a link to the address of each web user who is meant. Not in the request, whose answer
 * is the same and takes as long for a name that matches no one.
 */
export const answerResetRequests = job({
  name: 'answer-reset-requests',
  everyMs: 60_000,
  channel: 'password_reset_requests',
  run: async (tools) => {
    while (!tools.signal.aborted) {
      const answered = await inTransaction(
        tools.pool,
        (sql) => takeResetRequests(sql, tools.grant, { most }),
        async (sql, requests) => {
          for (const { name } of requests)
            for (const who of await meantByName(sql, { name })) await mailLink(tools, sql, who)
          return requests.length
        },
      )
      if (answered < most) return
    }
  },
})
