import { channelsOf, rightFor } from '@porchlight/contract/preferences.ts'
import { localeOf } from '@porchlight/contract/values.ts'
import type { Sql } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import {
  composeMessage,
  composeText,
  insertNoticeText,
  insertOutgoingMessage,
  keyPlace,
  letterheadOf,
  stopAddress,
} from '#features/messages/index.ts'
import { standingChoices } from '#features/preferences/index.ts'
import { hashToken, mailedKey, newMailedNonce } from '#sessions/token.ts'
import { type JobWork, job } from '#worker/job.ts'
import { type NoticeContent, noticeContent } from './notice-content.ts'
import { claimNotices, insertStopKey, readersOfNotice } from './queries.ts'

const most = 50

type Work = JobWork<'tell-of-notices'>
type Reader = Awaited<ReturnType<typeof readersOfNotice>>[number]

/** Sends a notice to one reader by one channel, with a key of its own that switches just this off. */
async function send(
  { grant, installation }: Work,
  sql: Sql,
  notice: { accountId: number; content: NoticeContent },
  reader: Reader,
  channel: 'email' | 'text',
): Promise<void> {
  const { accountId, content } = notice
  const { webUserId, email, displayName, mobile } = reader
  const locale = localeOf(reader.locale)
  const stops = `${content.template}.${channel}`
  const nonce = newMailedNonce(installation.encryptionKey)
  const { mailedKeyId } = await insertStopKey.one(sql, grant, {
    ...{ webUserId, email, nonce, accountId, stops },
    keyHash: hashToken(mailedKey(installation.encryptionKey, nonce)),
  })
  const message = { ...content, stop: `${stopAddress(installation.origins.portal, stops)}${keyPlace}` }
  const letterhead = await letterheadOf(sql, installation, locale, accountId)
  const to = { email, displayName: displayName ?? '', locale, isBySupport: false }
  const composed = composeMessage(message, to, letterhead)
  if (channel === 'text')
    await insertNoticeText(sql, grant, {
      ...composed,
      recipient: mobile ?? '',
      body: composeText(message, locale, letterhead),
      mailedKeyId,
    })
  else
    await insertOutgoingMessage(sql, grant, { recipient: email, ...composed, aboutTaskId: null, mailedKeyId })
}

/** Tells everybody whose role may know and who chose to be told, by the channels that they chose. */
async function tell(
  work: Work,
  sql: Sql,
  notice: Awaited<ReturnType<typeof claimNotices>>[number],
): Promise<void> {
  const { accountId } = notice
  const content = await noticeContent(sql, notice)
  if (!content) return
  const { template } = content
  for (const reader of await readersOfNotice(sql, { accountId, neededRight: rightFor(template) })) {
    const chosen = standingChoices(reader.choices)[template]
    for (const channel of channelsOf(template)) {
      const leaves = channel === 'email' || (work.installation.texts !== null && reader.mobile !== null)
      if (chosen[channel] && leaves) await send(work, sql, { accountId, content }, reader, channel)
    }
  }
}

/**
 * Writes the mails and text messages of new bills, overdue payments and high usage. The claim and what it writes commit together, so
 * that a worker that dies has told nobody, and two workers tell nobody twice.
 */
export const tellOfNotices = job({
  name: 'tell-of-notices',
  everyMs: 30_000,
  channel: 'notices',
  run: async (work) => {
    while (!work.signal.aborted) {
      const told = await inTransaction(
        work.pool,
        (sql) => claimNotices(sql, work.grant, { most }),
        async (sql, claimed) => {
          for (const notice of claimed) await tell(work, sql, notice)
          return claimed.length
        },
      )
      if (told < most) return
    }
  },
})
