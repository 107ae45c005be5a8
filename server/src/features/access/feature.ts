import { endMasquerade } from '#features/masquerade/index.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { recorded } from '#pipeline/outcome.ts'
import { customerOf } from '#policy/actor.ts'
import { answers } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { hashToken } from '#sessions/token.ts'
import { feature } from '../../feature.ts'
import {
  devicesOf,
  endAllOwnSessions,
  endOwnSession,
  questionSupportVisit,
  supportVisitPage,
  supportVisits,
} from './queries.ts'
import { visitsInWords } from './visits-in-words.ts'

const handlers: HandlersOf<
  | 'listAccess'
  | 'listSupportVisits'
  | 'signOutDevice'
  | 'signOutAllDevices'
  | 'endSupportVisit'
  | 'questionSupportVisit'
> = {
  listAccess: async (_, { sql, grant: { actor } }) => {
    const { webUserId } = customerOf(actor)
    const sessionId = actor.kind === 'customer' ? actor.sessionId : null
    const [devices, visits] = await Promise.all([
      devicesOf(sql, { webUserId, sessionId }),
      supportVisits(sql, { webUserId }),
    ])
    return {
      devices: devices.map(({ createdAt, lastUsedAt, customerSessionId, ...device }) => ({
        ...device,
        customerSessionId,
        startedAt: createdAt.toISOString(),
        lastUsedAt: lastUsedAt.toISOString(),
        isThis: sessionId === customerSessionId,
        may: answers(actor, { customerSessionId }, 'device:sign-out'),
      })),
      may: answers(actor, {}, 'device:sign-out-all'),
      supportVisits: await visitsInWords(sql, actor, visits),
    }
  },

  listSupportVisits: async ({ query: { before, only } }, { sql, grant: { actor } }) => {
    const { webUserId } = customerOf(actor)
    const visits = await supportVisitPage(sql, {
      webUserId,
      before: before ?? null,
      onlyChanges: only === 'changes',
    })
    const shown = visits.slice(0, 20)
    return {
      supportVisits: await visitsInWords(sql, actor, shown),
      nextBefore: visits.length > 20 ? (shown.at(-1)?.masqueradeId ?? null) : null,
    }
  },

  signOutDevice: async (_, { sql, grant, request }) => {
    const tokenHash = hashToken(request.credential ?? '')
    const { isEnded } = await endOwnSession.one(sql, grant, { tokenHash })
    if (!isEnded) throw new Refusal('not-found')
    return {}
  },

  signOutAllDevices: async (_, { sql, grant, request, reply, note }) => {
    const tokenHash = hashToken(request.credential ?? '')
    const deviceHash = hashToken(request.device ?? '')
    const { ended } = await endAllOwnSessions.one(sql, grant, { tokenHash, deviceHash })
    reply.setCredential = 'expire'
    note({ event: 'signed-out', details: { sessions: ended } })
    return { ended }
  },

  endSupportVisit: async (_, { sql, grant, request }) => {
    const tokenHash = hashToken(request.credential ?? '')
    const { isEnded, line } = await endMasquerade(sql, grant, { tokenHash })
    if (!isEnded) throw new Refusal('masquerade-not-live')
    return recorded(line, {})
  },

  questionSupportVisit: async (_, context) => {
    const { sql, grant, subject, request, note } = context
    const tokenHash = hashToken(request.credential ?? '')
    const { outcome, ended } = await questionSupportVisit.one(sql, grant, { tokenHash, ip: request.ip })
    if (outcome !== 'questioned') throw new Refusal(outcome === 'already-done' ? 'already-done' : 'not-found')
    await enqueueMessage(context, null, { template: 'support-visit-questioned' })
    const { accountId } = subject
    // The line is the customer's own: it names the visit as what it is about, not as who did it.
    note({
      event: 'changed',
      accountId,
      masqueradeId: undefined,
      details: { visit: grant.masqueradeId, ended },
    })
    return { ended }
  },
}

export const access = feature({
  handlers,
})
