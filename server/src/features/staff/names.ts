import type { Sql } from '#database/sql.ts'
import { Refusal } from '#policy/refusal.ts'
import { csrGroupRows, staffNames } from './queries.ts'
import type { Kind, State } from './states.ts'

/** Returns a function that adds the group's name to each difference about a membership. Deleted groups keep their names. */
export async function nameGroups(sql: Sql) {
  const rows = await csrGroupRows(sql, { csrGroup: null })
  const nameOf = new Map(rows.map(({ csrGroup, name }) => [csrGroup, name]))
  return <D extends { field: string }>(differences: readonly D[]): (D & { groupName?: string })[] =>
    differences.map((one) => {
      const [kind, key = ''] = one.field.split(' ')
      const groupName = kind === 'group' ? nameOf.get(key) : undefined
      return groupName === undefined ? one : { ...one, groupName }
    })
}

/** Returns a refusal whose differences name their groups. */
export async function withGroupNames(sql: Sql, { reason, body }: Refusal): Promise<Refusal> {
  const named = await nameGroups(sql)
  return new Refusal(reason, { ...body, difference: named(body.difference ?? []) })
}

type Proposed = { kind: string; subject: string; baseState: unknown; wanted: unknown }

/** Returns a function that names whom or what a proposal is about: a CSR, a group, or (an empty name) the utility. */
export async function nameSubjects(sql: Sql, proposals: readonly Proposed[]) {
  const csrIds = proposals.filter(({ kind }) => kind === 'csr').map(({ subject }) => subject)
  const rows = await staffNames(sql, { csrIds })
  const nameOf = new Map(rows.map(({ csrId, name }) => [csrId, name]))
  return ({ kind, subject, baseState, wanted }: Proposed): string => {
    if ((kind as Kind) === 'csr') return nameOf.get(subject) ?? subject
    return ((baseState ?? wanted) as State).name ?? subject
  }
}
