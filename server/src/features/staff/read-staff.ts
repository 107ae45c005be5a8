import type { Sql } from '#database/sql.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { daysOf } from './days.ts'
import { csrGroupRows, csrRows, membershipRows } from './queries.ts'
import { readVersions } from './read-versions.ts'
import type { MemberSource } from './states.ts'

type Membership = Awaited<ReturnType<typeof membershipRows>>[number]

/** Returns a membership as the desk shows it: as instants, and as days for its form. */
export function shownMembership({ from, to, ...row }: Membership, timeZone: string) {
  const period = { from: from?.toISOString() ?? null, to: to?.toISOString() ?? null }
  const days = daysOf(period, timeZone)
  return { ...row, ...period, source: row.source as MemberSource, fromDay: days.from, toDay: days.to }
}

async function readRows(sql: Sql, timeZone: string, csrId: string | null) {
  const [rows, memberships] = await Promise.all([
    csrRows(sql, { csrId }),
    membershipRows(sql, { csrId, csrGroup: null }),
  ])
  return rows.map(({ lastSeenAt, ...row }) => ({
    ...row,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    groups: memberships
      .filter((membership) => membership.csrId === row.csrId)
      .map((membership) => shownMembership(membership, timeZone)),
  }))
}

export const readStaffHandlers: HandlersOf<'listStaff' | 'readCsr'> = {
  listStaff: async (_, { sql, installation }) => ({
    staff: await readRows(sql, installation.timeZone, null),
  }),

  readCsr: async ({ params: { memberId: csrId } }, { sql, grant, subject, installation }) => {
    const [row] = await readRows(sql, installation.timeZone, csrId)
    if (!row) throw new Refusal('not-found')
    const groups = await csrGroupRows(sql, { csrGroup: null })
    return {
      ...row,
      choices: groups.filter(({ isDeleted }) => !isDeleted),
      versions: await readVersions(sql, { kind: 'csr', subject: csrId }),
      may: answers(grant.actor, subject, 'staff:change'),
    }
  },
}
