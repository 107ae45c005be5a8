import type { Context } from '#pipeline/handler.ts'
import { type Actor, customerOf } from '#policy/actor.ts'
import { accountIdOf } from '#policy/decide.ts'
import { composeMessage, type Message, type Recipient } from './compose-message.ts'
import { insertOutgoingMessage } from './queries.ts'

/** The customer in whose portal the actor is. Throws where the actor is in nobody's: then name the recipient. */
function recipientOf(actor: Actor): Recipient {
  const customer = customerOf(actor)
  if (!customer) throw new Error(`a message of ${actor.kind} needs a recipient`)
  const { email, displayName, locale } = customer
  return { email, displayName, locale, isBySupport: actor.kind === 'masquerade' }
}

/**
 * Puts a message to the customer on its way, in the transaction of the change that it tells of: it leaves when that commits,
 * and never otherwise. In a masquerade it says that support did it. The task worker sends it. Call it after `createTask`: the
 * message then knows its task.
 * @param about the account and the recipient, where they are not the grant's own; the key that the message carries
 */
export async function enqueueMessage(
  context: Pick<Context, 'sql' | 'grant' | 'installation' | 'task'>,
  message: Message,
  about: { accountId?: number; to?: Recipient; mailedKeyId?: number } = {},
): Promise<void> {
  const { sql, grant, installation, task } = context
  const to = about.to ?? recipientOf(grant.actor)
  const letterhead = {
    utilityName: installation.utilityName,
    portalOrigin: installation.origins.portal,
    accountId: about.accountId ?? accountIdOf(grant) ?? null,
  }
  await insertOutgoingMessage(sql, {
    recipient: to.email,
    ...composeMessage(message, to, letterhead),
    taskId: task?.taskId ?? null,
    mailedKeyId: about.mailedKeyId ?? null,
  })
}
