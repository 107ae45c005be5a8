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
import { devicesOf, supportVisitChanges, supportVisits } from './queries.ts'

const handlers: HandlersOf<'listAccess' | 'endSupportVisit'> = {
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
        startedAt: createdAt.toISOString(),
        lastUsedAt: lastUsedAt.toISOString(),
        isThis: sessionId === customerSessionId,
      })),
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
