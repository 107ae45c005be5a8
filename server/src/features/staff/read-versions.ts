import type { Sql } from '#database/sql.ts'
import { nameGroups } from './names.ts'
import { staffVersions } from './queries.ts'
import type { MemberSource } from './states.ts'
import { differencesOf, type StaffSubject, type State } from './states.ts'

/** Returns the newest versions of a CSR, a group or the utility, each with what it changed. */
export async function readVersions(sql: Sql, { kind, subject }: StaffSubject) {
  const [rows, named] = await Promise.all([staffVersions(sql, { kind, subject }), nameGroups(sql)])
  return rows.map(({ before, after, source, changedAt, ...row }) => ({
    ...row,
    source: source as MemberSource | 'command',
    changedAt: changedAt.toISOString(),
    differences: named(differencesOf(before as State | null, after as State)),
  }))
}
