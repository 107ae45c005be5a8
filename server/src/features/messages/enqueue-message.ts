import type { Context } from '#pipeline/handler.ts'
import { type Actor, customerOf } from '#policy/actor.ts'
import { accountIdOf } from '#policy/decide.ts'
import { composeMessage, type Message, type Recipient } from './compose-message.ts'
import { letterheadOf } from './letterhead.ts'
import type { MessageWriter } from './queries.ts'
import { insertOutgoingMessage } from './queries.ts'

/** Returns the customer in whose portal the actor is. Throws if the actor is in no portal: name the recipient then. */
function recipientOf(actor: Actor): Recipient {
  const customer = customerOf(actor)
  if (!customer) throw new Error(`a message of ${actor.kind} needs a recipient`)
  const { email, displayName, locale } = customer
  return { email, displayName, locale, isBySupport: actor.kind === 'masquerade' }
}

/**
 * Puts a message to the customer on its way, in the transaction of the change that it tells of: it leaves when that commits,
 * and never otherwise. In a masquerade it says that support did it. The task worker sends it.
 * @param task that the change made: from it a CSR can send the message again; null where it made none
 * @param about the account and the recipient, where they are not the grant's own; the key that the message carries
 */
export async function enqueueMessage(
  context: Pick<Context<MessageWriter>, 'sql' | 'grant'> & {
    installation: { utilityName: string; origins: { portal: string } }
  },
  task: { taskId: number } | null,
  message: Message,
  about: { accountId?: number; to?: Recipient; mailedKeyId?: number } = {},
): Promise<void> {
  const { sql, grant, installation } = context
  const to = about.to ?? recipientOf(grant.actor)
  const accountId = about.accountId ?? accountIdOf(grant) ?? null
  const letterhead = await letterheadOf(sql, installation, to.locale, accountId)
  await insertOutgoingMessage(sql, grant, {
    recipient: to.email,
    ...composeMessage(message, to, letterhead),
    aboutTaskId: task?.taskId ?? null,
    mailedKeyId: about.mailedKeyId ?? null,
  })
}
