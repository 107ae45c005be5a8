import { inTransaction } from '#database/transaction.ts'
import type { EncryptionKeys } from '#encryption/encryption-keys.ts'
import { MailFailure, type MailFailureReason } from '#integrations/mail/mail-sender.ts'
import { TextFailure, type TextFailureReason } from '#integrations/text-messages/text-sender.ts'
import { readOutCode } from '#sessions/read-out-code.ts'
import { mailedKeyOf } from '#sessions/token.ts'
import { raiseToDo } from '#tasks/moving/raise-to-do.ts'
import { type RetryPolicy, waitMs } from '#worker/backoff.ts'
import { type JobWork, job } from '#worker/job.ts'
import {
  claimMessages,
  dropMessage,
  giveUpMessage,
  markMessageSent,
  postponeMessage,
  quietHours,
  type Sending,
} from './queries.ts'
import { isQuietIn } from './quiet-hours.ts'

/** Messages in flight at once. */
const most = 10
/** Retries while the mail server cannot be reached: at one an hour in the end, for more than two days. */
export const mailRetries: RetryPolicy = { mostAttempts: 60, firstMs: 10_000, longestMs: 60 * 60_000 }

/** Retries of a text message. The code in it is over after ten minutes, and the message is dropped then. */
const textRetries: RetryPolicy = { mostAttempts: 60, firstMs: 4_000, longestMs: 20_000 }

/** Placeholder for the key of a mailed link. No table holds the key. */
export const keyPlace = '{mailed-key}'
/** Returns the address that switches a notification off; its key follows. `stops`: notification and channel. */
export const stopAddress = (portalOrigin: string, stops: string) =>
  `${portalOrigin}/notice-off?what=${stops}&key=`

/** Placeholder for a code that the customer reads out to a CSR. No table holds the code. */
export const readOutCodePlace = '{read-out-code}'

type Claimed = Awaited<ReturnType<typeof claimMessages>>[number]
type Work = JobWork<Sending>

/** How the messages of one medium leave. */
type Way = {
  medium: 'mail' | 'text'
  /** Whether only codes leave now, which somebody waits for. */
  isQuiet(tools: Work): Promise<boolean>
  /** Longer than the receiver can keep us waiting for all of them: what is unmarked then was left by a worker that died. */
  claimedFor: string
  retriesOf(message: Claimed): RetryPolicy
  send(tools: Work, message: Claimed, text: string): Promise<void>
}

const isOutage = (reason: MailFailureReason | TextFailureReason) =>
  reason === 'mail-server-unreachable' || reason === 'text-provider-unreachable'

/** Logs a message that was not sent: without its recipient, and an error where only the operator can help. */
function logFailure(
  { installation }: Work,
  { messageId, attempts }: Claimed,
  err: MailFailure | TextFailure,
) {
  const { reason: failure } = err
  const about = { failure, messageId, attempts, err }
  if (err instanceof TextFailure) return installation.log.warn(about, 'text message was not sent')
  const isLogin = (err.cause as { code?: unknown } | undefined)?.code === 'EAUTH'
  installation.log[isLogin ? 'error' : 'warn'](
    about,
    isLogin
      ? 'mail was not sent: the mail server does not accept the user and password of SMTP_URL'
      : 'mail was not sent',
  )
}

/** Not sent, with the reason: it is retried later, or never, and staff get a to-do. */
async function setAside(
  tools: Work,
  way: Way,
  message: Claimed,
  err: MailFailure | TextFailure,
): Promise<void> {
  const { pool } = tools
  const { messageId, attempts } = message
  const { reason: failure } = err
  logFailure(tools, message, err)
  const retries = way.retriesOf(message)
  if (isOutage(failure) && attempts < retries.mostAttempts) {
    await postponeMessage(pool, tools.grant, { messageId, waitMs: waitMs(retries, attempts) })
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

/** Sends one message and marks it. Where we die between the two it goes out again, under the same id. */
async function send(
  tools: Work,
  way: Way,
  message: Claimed,
): Promise<MailFailureReason | TextFailureReason | 'sent' | 'dropped'> {
  const { pool, installation } = tools
  const { messageId } = message
  // A newer link or code has replaced it, or its web user is switched off. It would no longer work.
  if (message.isKeyOver) {
    await dropMessage(pool, tools.grant, { messageId })
    return 'dropped'
  }
  try {
    await way.send(tools, message, textOf(message, installation))
  } catch (error) {
    if (!(error instanceof MailFailure || error instanceof TextFailure)) throw error
    await setAside(tools, way, message, error)
    return error.reason
  }
  await markMessageSent(pool, tools.grant, { messageId })
  return 'sent'
}

/** Sends the due messages of one medium, until none is left or its server is gone. */
async function sendDue(tools: Work, way: Way): Promise<void> {
  const { medium, claimedFor } = way
  const isQuiet = await way.isQuiet(tools)
  while (!tools.signal.aborted) {
    const claimed = await claimMessages(tools.pool, tools.grant, { medium, most, claimedFor, isQuiet })
    const outcomes = await Promise.allSettled(claimed.map((message) => send(tools, way, message)))
    const failed = outcomes.find((outcome) => outcome.status === 'rejected')
    if (failed) throw failed.reason
    // With the server gone the others need not be tried as well.
    const isGone = outcomes.some(
      (o) => o.status === 'fulfilled' && o.value !== 'sent' && o.value !== 'dropped' && isOutage(o.value),
    )
    if (claimed.length < most || isGone) return
  }
}

/** Returns the address that switches off the notification of a message, without a sign-in. */
const stopLink = (
  { origins, readableKeys }: { origins: { portal: string }; readableKeys: readonly string[] },
  { keyNonce, stops }: Claimed,
) => `${stopAddress(origins.portal, stops ?? '')}${mailedKeyOf(readableKeys, keyNonce ?? '')}`

/** The same for every attempt at one message, so that its receiver can drop a second copy. */
const idOf = ({ messageId, createdAt }: Claimed) => `${messageId}.${createdAt.getTime()}`

const byMail: Way = {
  medium: 'mail',
  claimedFor: '5 minutes',
  retriesOf: () => mailRetries,
  isQuiet: async () => false,
  send: async ({ installation }, message, text) => {
    const { hostname } = new URL(installation.origins.portal)
    await installation.mail.sendMail({
      to: message.recipient,
      from: installation.mailFrom,
      subject: message.subject,
      text,
      messageId: `<${idOf(message)}@${hostname}>`,
      ...(message.stops !== null && { stop: stopLink(installation, message) }),
    })
  },
}

const byText: Way = {
  medium: 'text',
  claimedFor: '1 minute',
  retriesOf: ({ codeNonce }) => (codeNonce ? textRetries : mailRetries),
  isQuiet: async ({ pool, installation }) =>
    isQuietIn(await quietHours.one(pool, { timeZone: installation.timeZone })),
  send: async ({ installation }, message, text) => {
    // The provider was taken out of the settings while the message waited.
    if (!installation.texts) throw new TextFailure('text-provider-unreachable')
    const idempotencyKey = `${new URL(installation.origins.portal).hostname}/${idOf(message)}`
    await installation.texts.sendText({ to: message.recipient, text, idempotencyKey })
  },
}

/**
 * Sends the messages that are due. At least once: a worker that dies between sending and marking sends twice, and none loses
 * one (docs/decisions/0008-outbox.md).
 */
export const sendMessages = job({
  name: 'send-messages',
  everyMs: 15_000,
  channel: 'outgoing_messages',
  run: (tools) => sendDue(tools, byMail),
})

/** Sends the text messages that are due, as the job above sends mail. Beside it, so that neither waits for the other's outage. */
export const sendTexts = job({
  name: 'send-texts',
  everyMs: 5_000,
  channel: 'outgoing_texts',
  run: (tools) => sendDue(tools, byText),
})
