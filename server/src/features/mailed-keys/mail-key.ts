import { enqueueMessage, type Recipient } from '#features/messages/index.ts'
import type { Context } from '#pipeline/handler.ts'
import { csrOf } from '#policy/actor.ts'
import { type MailedLink, newMailedKey } from './mailed-link.ts'
import { insertMailedKey } from './queries.ts'

/**
 * Mails a web user a link that works once, to their own address, in the transaction of the request. One that was mailed before
 * for the same purpose is good no more. Nobody but the mailbox gets to see it: not the CSR, not the tables.
 */
export async function mailKey(
  context: Context<'web-user:resend-confirmation' | 'web-user:send-reset'>,
  link: MailedLink,
  to: Recipient & { webUserId: number; userName: string },
): Promise<void> {
  const { sql, grant, installation } = context
  const { key, message } = newMailedKey(installation, link, to.userName)
  const { webUserId, email } = to
  const { mailedKeyId } = await insertMailedKey.one(sql, {
    ...key,
    webUserId,
    email,
    csrId: csrOf(grant.actor).csrId,
  })
  await enqueueMessage(context, message, { to, mailedKeyId })
}
