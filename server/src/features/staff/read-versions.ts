import type { Sql } from '#database/sql.ts'
import { staffVersions } from './queries.ts'
import type { MemberSource } from './states.ts'
import { differencesOf, type StaffSubject, type State } from './states.ts'

/** Returns the newest versions of a CSR, a group or the utility, each with what it changed. */
export async function readVersions(sql: Sql, { kind, subject }: StaffSubject) {
  const rows = await staffVersions(sql, { kind, subject })
  return rows.map(({ before, after, source, changedAt, ...row }) => ({
    ...row,
    source: source as MemberSource | 'command',
    changedAt: changedAt.toISOString(),
    differences: differencesOf(before as State | null, after as State),
  }))
}
