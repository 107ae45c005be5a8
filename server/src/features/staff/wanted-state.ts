import { entitlementNames } from '@porchlight/contract/entitlements.ts'
import { permissions } from '@porchlight/contract/permissions.ts'
import type { Sql } from '#database/sql.ts'
import { refuseField } from '#policy/refusal.ts'
import { type Days, periodOf, problemOfDays } from './days.ts'
import { dayEdges } from './queries.ts'
import { datedSwitch, type State, type Switch } from './states.ts'

/** A state as a form sends it: days in place of instants, and of a CSR only the groups given by hand. */
export type TypedState = Omit<State, 'groups' | 'permissions' | 'entitlements'> & {
  groups?: ({ csrGroup: string } & Days)[]
  permissions?: ({ permission: string } & Days)[]
  entitlements?: Record<string, Switch>
}

function refuseTwice(field: string, names: readonly string[]) {
  if (new Set(names).size < names.length) throw refuseField(field, 'twice')
}

function refuseUnknown(field: string, names: readonly string[], known: readonly string[]) {
  if (names.some((name) => !known.includes(name))) throw refuseField(field, 'unknown')
}

/**
 * Returns the state that a form asks for, with instants. Refuses by its field what cannot be: a group or a permission twice, a
 * name that the product does not know, an end before the beginning or before today.
 */
export async function wantedState(
  sql: Sql,
  timeZone: string,
  typed: TypedState,
  current: State | null,
): Promise<State> {
  const { groups = [], permissions: given = [], entitlements: _, ...rest } = typed
  const switches = Object.entries(typed.entitlements ?? {}).map(
    ([name, one]) => [name, datedSwitch(one)] as const,
  )
  const dated = [...groups, ...given, ...switches.map(([, one]) => one)]
  const days = dated.flatMap(({ from, to }) => [from, to]).filter((day) => day !== null)
  const rows = days.length > 0 ? await dayEdges(sql, { timeZone, days }) : []
  const edges = new Map(rows.map((row) => [row.day, row]))
  const today = rows[0]?.today ?? ''
  const periodIn = (field: string, one: Days, stored: Days | undefined) => {
    const period = periodOf(one, stored, timeZone, edges)
    const problem =
      stored?.to === period.to && stored?.from === period.from ? undefined : problemOfDays(one, today)
    if (problem) throw refuseField(`${field}.${problem.field}`, problem.reason)
    return period
  }
  const dates = <T extends Days>(field: string, list: readonly T[], storedOf: (one: T) => Days | undefined) =>
    list.map((one, index) => ({ ...one, ...periodIn(`${field}.${index}`, one, storedOf(one)) }))
  const switchIn = (name: string, one: Days & { isOn: boolean }): Switch => {
    const stored = current?.entitlements?.[name]
    const period = periodIn(
      `entitlements.${name}`,
      one,
      stored === undefined ? undefined : datedSwitch(stored),
    )
    return period.from === null && period.to === null ? one.isOn : { isOn: one.isOn, ...period }
  }
  refuseTwice(
    'groups',
    groups.map(({ csrGroup }) => csrGroup),
  )
  refuseTwice(
    'permissions',
    given.map(({ permission }) => permission),
  )
  refuseTwice('toDoRoles', typed.toDoRoles ?? [])
  const standing = current?.permissions ?? []
  refuseUnknown(
    'permissions',
    given.map(({ permission }) => permission),
    [...permissions, ...standing.map(({ permission }) => permission)],
  )
  refuseUnknown('entitlements', Object.keys(typed.entitlements ?? {}), [
    ...entitlementNames,
    ...Object.keys(current?.entitlements ?? {}),
  ])
  const byHand = (current?.groups ?? []).filter(({ source }) => source === 'hand')
  return {
    ...rest,
    ...(typed.entitlements && {
      entitlements: Object.fromEntries(switches.map(([name, one]) => [name, switchIn(name, one)])),
    }),
    ...(typed.groups && {
      groups: dates('groups', groups, (one) => byHand.find(({ csrGroup }) => csrGroup === one.csrGroup)).map(
        (one) => ({ ...one, source: 'hand' as const }),
      ),
    }),
    ...(typed.permissions && {
      permissions: dates('permissions', given, (one) =>
        standing.find(({ permission }) => permission === one.permission),
      ),
    }),
  }
}
