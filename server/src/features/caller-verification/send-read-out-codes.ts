import { localeOf } from '@porchlight/contract/values.ts'
import type { Sql } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import {
  composeMessage,
  insertReadOutMessage,
  letterheadOf,
  mailWords,
  readOutCodePlace,
} from '#features/messages/index.ts'
import { type JobWork, job } from '#worker/job.ts'
import { claimReadOutCodes } from './queries.ts'

const most = 50

type Claimed = Awaited<ReturnType<typeof claimReadOutCodes>>[number]

/** Puts a code on its way. The digits are filled in when the message leaves. A customer without a mobile number gets no text message. */
async function send(
  { installation, grant }: JobWork<'send-read-out-codes'>,
  sql: Sql,
  code: Claimed,
): Promise<void> {
  const { readOutCodeId, accountId, purposeKind, csrName, email, displayName, mobile } = code
  const locale = localeOf(code.locale)
  if (code.channel === 'text') {
    if (mobile === null) return
    const values = { utility: installation.utilityName, code: readOutCodePlace, askedBy: csrName }
    const body = mailWords(locale, 'read-out-code.text', values)
    await insertReadOutMessage(sql, grant, {
      medium: 'text',
      recipient: mobile,
      subject: '',
      body,
      readOutCodeId,
    })
    return
  }
  const message = {
    template: 'read-out-code',
    code: readOutCodePlace,
    purpose: purposeKind,
    askedBy: csrName,
  } as const
  const to = { email, displayName: displayName ?? '', locale, isBySupport: true }
  const letterhead = await letterheadOf(sql, installation, locale, accountId)
  const { subject, body } = composeMessage(message, to, letterhead)
  await insertReadOutMessage(sql, grant, {
    medium: 'mail',
    recipient: email,
    subject,
    body,
    readOutCodeId,
  })
}

/**
 * Sends the codes that CSRs asked for. The request of the CSR looks up no address, so neither its response nor the time it takes
 * depends on one.
 */
export const sendReadOutCodes = job({
  name: 'send-read-out-codes',
  everyMs: 15_000,
  channel: 'read_out_codes',
  run: async (tools) => {
    while (!tools.signal.aborted) {
      const claimed = await inTransaction(
        tools.pool,
        (sql) => claimReadOutCodes(sql, tools.grant, { most }),
        async (sql, codes) => {
          for (const code of codes) await send(tools, sql, code)
          return codes.length
        },
      )
      if (claimed < most) return
    }
  },
})
