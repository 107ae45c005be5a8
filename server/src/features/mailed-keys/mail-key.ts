import { enqueueMessage, type Recipient } from '#features/messages/index.ts'
import type { Context } from '#pipeline/handler.ts'
import { type MailedLink, newMailedKey } from './mailed-link.ts'
import { insertMailedKey } from './queries.ts'

/**
 * Mails a web user a link that works once, to their own address, in the transaction of the request. One that was mailed before
 * for the same purpose is good no more. Nobody but the mailbox gets to see it: not the CSR, not the tables.
 */
export async function mailKey(
  context: Context<'web-user:resend-confirmation' | 'web-user:send-reset'>,
  link: MailedLink,
  to: Recipient & { userName: string },
): Promise<void> {
  const { sql, grant, installation } = context
  const { key, message } = newMailedKey(installation, link, to.userName)
  const { mailedKeyId } = await insertMailedKey.one(sql, grant, { ...key, email: to.email })
  await enqueueMessage(context, null, message, { to, mailedKeyId })
}
