import { gradeNamed } from '@porchlight/contract/caller-grades.ts'
import { endMasquerade } from '#features/masquerade/index.ts'
import { detailsOf } from '#features/requests/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { recorded } from '#pipeline/outcome.ts'
import { customerOf } from '#policy/actor.ts'
import { answers } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { hashToken } from '#sessions/token.ts'
import { feature } from '../../feature.ts'
import { devicesOf, endAllOwnSessions, endOwnSession, supportVisitChanges, supportVisits } from './queries.ts'

const handlers: HandlersOf<'listAccess' | 'signOutDevice' | 'signOutAllDevices' | 'endSupportVisit'> = {
  listAccess: async (_, { sql, grant: { actor } }) => {
    const { webUserId } = customerOf(actor)
    const sessionId = actor.kind === 'customer' ? actor.sessionId : null
    const [devices, visits, changes] = await Promise.all([
      devicesOf(sql, { webUserId, sessionId }),
      supportVisits(sql, { webUserId }),
      supportVisitChanges(sql, { webUserId }),
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
      // The CSR is part of the decision and of nothing else: the customer reads of "our support".
      supportVisits: visits.map(({ csrId, webUserId: visited, ...visit }) => ({
        ...visit,
        mode: visit.mode === 'act' ? ('act' as const) : ('read' as const),
        callerGrade: gradeNamed(visit.callerGrade),
        startedAt: visit.startedAt.toISOString(),
        endedAt: visit.endedAt?.toISOString() ?? null,
        isLive: visit.endedAt === null,
        changed: changes
          .filter((change) => change.masqueradeId === visit.masqueradeId)
          .map(({ masqueradeId: _, payload, at, ...change }) => ({
            ...change,
            at: at.toISOString(),
            details: detailsOf(payload),
          }))
          .reverse(),
        may: answers(actor, { masquerade: { csrId, webUserId: visited } }, 'support-visit:end'),
      })),
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
}

export const access = feature({
  handlers,
})
