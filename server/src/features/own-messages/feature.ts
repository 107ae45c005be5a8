import type { HandlersOf } from '#pipeline/handler.ts'
import { unchanged } from '#pipeline/outcome.ts'
import { answers } from '#policy/decide.ts'
import { hashToken } from '#sessions/token.ts'
import { feature } from '../../feature.ts'
import { ownMessages as messagesOf, readOwnMessages } from './queries.ts'

const handlers: HandlersOf<'listOwnMessages' | 'markMessagesRead'> = {
  listOwnMessages: async (_, { sql, grant: { actor } }) => {
    const messages = await messagesOf(sql, {})
    return {
      messages: messages.map(({ createdAt, ...message }) => ({ ...message, at: createdAt.toISOString() })),
      may: answers(actor, {}, 'message:mark-read'),
    }
  },

  markMessagesRead: async ({ body: { upToId } }, { sql, grant, request }) => {
    const shown = await messagesOf(sql, {})
    if (shown.every(({ messageId, isRead }) => isRead || messageId > upToId)) return unchanged({ marked: 0 })
    const tokenHash = hashToken(request.credential ?? '')
    return readOwnMessages.one(sql, grant, { tokenHash, upToId })
  },
}

export const ownMessages = feature({ handlers })
