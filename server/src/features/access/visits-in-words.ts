import { gradeNamed } from '@porchlight/contract/caller-grades.ts'
import type { Sql } from '#database/sql.ts'
import { detailsOf } from '#features/requests/index.ts'
import { type Customer, customerOf, type Masquerade } from '#policy/actor.ts'
import { answers } from '#policy/decide.ts'
import { supportVisitChanges, type supportVisits } from './queries.ts'

type Visit = Awaited<ReturnType<typeof supportVisits>>[number]

/** Returns support visits as the customer reads them, each with what it changed, the oldest change first. */
export async function visitsInWords(sql: Sql, actor: Customer | Masquerade, visits: readonly Visit[]) {
  const { webUserId } = customerOf(actor)
  const masqueradeIds = visits.map(({ masqueradeId }) => masqueradeId)
  const changes = await supportVisitChanges(sql, { webUserId, masqueradeIds })
  // The CSR is part of the decision and of nothing else: the customer reads of "our support".
  return visits.map(({ csrId, webUserId: visited, ...visit }) => ({
    ...visit,
    mode: visit.mode === 'act' ? ('act' as const) : ('read' as const),
    callerGrade: gradeNamed(visit.callerGrade),
    startedAt: visit.startedAt.toISOString(),
    endedAt: visit.endedAt?.toISOString() ?? null,
    questionedAt: visit.questionedAt?.toISOString() ?? null,
    isLive: visit.endedAt === null,
    changed: changes
      .filter((change) => change.masqueradeId === visit.masqueradeId)
      .map(({ masqueradeId: _, payload, at, ...change }) => ({
        ...change,
        at: at.toISOString(),
        details: detailsOf(payload),
      }))
      .reverse(),
    may: answers(
      actor,
      { masqueradeId: visit.masqueradeId, masquerade: { csrId, webUserId: visited } },
      'support-visit:end',
      'support-visit:question',
    ),
  }))
}
