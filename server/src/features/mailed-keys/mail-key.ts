import { enqueueMessage, type Recipient } from '#features/messages/index.ts'
import type { Context } from '#pipeline/handler.ts'
import { hashToken, mailedKey, newToken } from '#pipeline/token.ts'
import { csrOf } from '#policy/actor.ts'
import { insertMailedKey } from './queries.ts'

/** The page of the portal that a key opens, and for how long it does (a PostgreSQL interval). */
const purposes = {
  'password-reset': { page: '/reset-password', lifetime: '1 hour' },
  'email-confirmation': { page: '/confirm-email', lifetime: '3 days' },
} as const

/**
 * Mails a web user a link that works once, to their own address, in the transaction of the request. One that was mailed before
 * for the same purpose is good no more. Nobody but the mailbox gets to see it: not the CSR, not the tables.
 */
export async function mailKey(
  context: Context<'web-user:resend-confirmation' | 'web-user:send-reset'>,
  purpose: keyof typeof purposes,
  to: Recipient & { webUserId: number },
): Promise<void> {
  const { sql, grant, installation } = context
  const { page, lifetime } = purposes[purpose]
  const nonce = newToken()
  const { mailedKeyId } = await insertMailedKey.one(sql, {
    purpose,
    webUserId: to.webUserId,
    email: to.email,
    nonce,
    keyHash: hashToken(mailedKey(installation.encryptionKey, nonce)),
    csrId: csrOf(grant.actor).csrId,
    lifetime,
  })
  const link = `${installation.origins.portal}${page}?key={mailed-key}`
  await enqueueMessage(context, { template: purpose, link }, { to, mailedKeyId })
}
