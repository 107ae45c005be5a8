import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { AccountId, Id, Instant, may } from './values.ts'

const endpoints = {
  /** The newest mails to this customer, for 90 days. A masquerade sees those about its account only. */
  listOwnMessages: endpoint({
    method: 'GET',
    path: '/api/messages',
    action: 'message:view',
    masquerade: 'read',
    response: z.object({
      messages: z.array(
        z.object({
          messageId: Id,
          /** The kind of message. Kinds are added with features. */
          template: z.string(),
          /** In the language in which it was mailed. */
          subject: z.string(),
          /** Null where it is about no account, or about one that this customer no longer sees. */
          accountId: AccountId.nullable(),
          at: Instant,
          isRead: z.boolean(),
        }),
      ),
      may: may('message:mark-read'),
    }),
  }),
  /** Marks every message as read, up to the newest one that was shown: one that arrives meanwhile stays unread. */
  markMessagesRead: endpoint({
    method: 'POST',
    path: '/api/messages/read',
    action: 'message:mark-read',
    masquerade: 'never',
    task: null,
    body: z.strictObject({ upToId: Id }),
    response: z.object({ marked: z.number().int() }),
  }),
}

export const ownMessages = feature({
  actions: {
    'message:view': 'read',
    'message:mark-read': 'never',
  },
  endpoints,
})
