import { inTransaction } from '#database/transaction.ts'
import type { EncryptionKeys } from '#encryption/encryption-keys.ts'
import { MailFailure, type MailFailureReason } from '#integrations/mail/mail-sender.ts'
import { readOutCode } from '#sessions/read-out-code.ts'
import { mailedKeyOf } from '#sessions/token.ts'
import { raiseToDo } from '#tasks/moving/raise-to-do.ts'
import { type RetryPolicy, waitMs } from '#worker/backoff.ts'
import { type JobWork, job } from '#worker/job.ts'
import { claimMessages, dropMessage, giveUpMessage, markMessageSent, postponeMessage } from './queries.ts'

/** Messages in flight at once. */
const most = 10
/** Longer than a mail server can keep us waiting for all of them: what is unmarked then was left by a worker that died. */
const claimedFor = '5 minutes'

/** Retries while the mail server cannot be reached: at one an hour in the end, for more than two days. */
export const mailRetries: RetryPolicy = { mostAttempts: 60, firstMs: 10_000, longestMs: 60 * 60_000 }

/** Placeholder for the key of a mailed link. No table holds the key. */
const keyPlace = '{mailed-key}'
/** Placeholder for a code that the customer reads out to a CSR. No table holds the code. */
export const readOutCodePlace = '{read-out-code}'

type Claimed = Awaited<ReturnType<typeof claimMessages>>[number]

/** Not sent, with the reason: it is retried later, or never, and staff get a to-do. */
async function setAside(tools: JobWork<'send-messages'>, message: Claimed, err: MailFailure): Promise<void> {
  const { pool, installation } = tools
  const { messageId, attempts } = message
  const failure = err.reason
  const isLogin = (err.cause as { code?: unknown } | undefined)?.code === 'EAUTH'
  installation.log[isLogin ? 'error' : 'warn'](
    { failure, messageId, attempts, err },
    isLogin
      ? 'mail was not sent: the mail server does not accept the user and password of SMTP_URL'
      : 'mail was not sent',
  )
  if (failure === 'mail-server-unreachable' && attempts < mailRetries.mostAttempts) {
    await postponeMessage(pool, tools.grant, { messageId, waitMs: waitMs(mailRetries, attempts) })
    return
  }
  await inTransaction(
    pool,
    (sql) => giveUpMessage.one(sql, tools.grant, { messageId, failure }),
    (sql, about) =>
      raiseToDo(sql, tools.grant, {
        role: 'customer-records',
        subject: 'message-not-sent',
        priority: 3,
        message: { messageId, failure },
        ...about,
      }),
  )
}

/** Returns the text of a message with its secret filled in. */
function textOf(
  { body, keyNonce, codeNonce }: Claimed,
  { encryptionKey, readableKeys }: EncryptionKeys,
): string {
  if (keyNonce) return body.replaceAll(keyPlace, mailedKeyOf(readableKeys, keyNonce))
  return codeNonce ? body.replaceAll(readOutCodePlace, readOutCode(encryptionKey, codeNonce)) : body
}

/** Sends one message and marks it. Where we die between the two it goes out again, under the same Message-ID. */
async function send(
  tools: JobWork<'send-messages'>,
  message: Claimed,
): Promise<MailFailureReason | 'sent' | 'dropped'> {
  const { pool, installation } = tools
  const { messageId, recipient, subject, createdAt } = message
  const { hostname } = new URL(installation.origins.portal)
  // A newer link or code has replaced it, or its web user is switched off. It would no longer work.
  if (message.isKeyOver) {
    await dropMessage(pool, tools.grant, { messageId })
    return 'dropped'
  }
  try {
    await installation.mail.sendMail({
      to: recipient,
      from: installation.mailFrom,
      subject,
      text: textOf(message, installation),
      messageId: `<${messageId}.${createdAt.getTime()}@${hostname}>`,
    })
  } catch (error) {
    if (!(error instanceof MailFailure)) throw error
    await setAside(tools, message, error)
    return error.reason
  }
  await markMessageSent(pool, tools.grant, { messageId })
  return 'sent'
}

/**
 * Sends the messages that are due. At least once: a worker that dies between sending and marking sends twice, and none loses
 * one (docs/decisions/0008-outbox.md).
 */
export const sendMessages = job({
  name: 'send-messages',
  everyMs: 15_000,
  channel: 'outgoing_messages',
  run: async (tools) => {
    while (!tools.signal.aborted) {
      const claimed = await claimMessages(tools.pool, tools.grant, { most, claimedFor })
      const outcomes = await Promise.allSettled(claimed.map((message) => send(tools, message)))
      const failed = outcomes.find((outcome) => outcome.status === 'rejected')
      if (failed) throw failed.reason
      // With the mail server gone the others need not be tried as well.
      const isGone = outcomes.some((o) => o.status === 'fulfilled' && o.value === 'mail-server-unreachable')
      if (claimed.length < most || isGone) return
    }
  },
})
