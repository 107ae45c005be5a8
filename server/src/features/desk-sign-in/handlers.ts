import type { HandlersOf } from '#pipeline/handler.ts'
import { csrOf } from '#policy/actor.ts'
import { endSessionOf } from './end-session.ts'

export const deskSignInHandlers: HandlersOf<'endDeskSession'> = {
  endDeskSession: async (_, { sql, grant, reply, note }) => {
    await endSessionOf(sql, csrOf(grant.actor))
    reply.setCredential = 'expire'
    note({ event: 'signed-out' })
    return {}
  },
}
