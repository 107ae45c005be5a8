import { entitlementNames, entitlements } from '@porchlight/contract/entitlements.ts'
import { permissions } from '@porchlight/contract/permissions.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { daysOf } from './days.ts'
import {
  csrGroupRows,
  membershipRows,
  staffState,
  switchesOfGroups,
  toDoRolesInUse,
  utilityStanding,
} from './queries.ts'
import { shownMembership } from './read-staff.ts'
import { readVersions } from './read-versions.ts'
import { datedSwitch, instantOf, type State, type Switch } from './states.ts'

type Switches = Readonly<Record<string, boolean>>
type GroupSwitches = Readonly<Record<string, Switch>>

/** Returns a switch with its instants as responses have them. */
const shownSwitch = (one: Switch) => {
  if (typeof one === 'boolean') return { isOn: one }
  return { isOn: one.isOn, period: { from: instantOf(one.from), to: instantOf(one.to) } }
}

export const readGroupHandlers: HandlersOf<'listCsrGroups' | 'readCsrGroup' | 'readUtilityEntitlements'> = {
  listCsrGroups: async (_, { sql, grant, subject }) => ({
    groups: await csrGroupRows(sql, { csrGroup: null }),
    may: answers(grant.actor, subject, 'csr-group:change'),
  }),

  readCsrGroup: async ({ params: { csrGroup } }, { sql, grant, subject, installation: { timeZone } }) => {
    const [row] = await csrGroupRows(sql, { csrGroup })
    if (!row) throw new Refusal('not-found')
    const [standing, utility, members, roles] = await Promise.all([
      staffState.one(sql, { kind: 'group', subject: csrGroup }),
      utilityStanding.one(sql, {}),
      membershipRows(sql, { csrId: null, csrGroup }),
      toDoRolesInUse(sql, {}),
    ])
    const state = standing.state as Required<State>
    const ofUtility = utility.switches as Switches
    const held = new Map(state.permissions.map(({ permission, ...period }) => [permission, period]))
    const none = { from: null, to: null }
    return {
      ...row,
      // A permission that a later version knew stays visible, so that it can be taken off.
      permissions: [...new Set<string>([...permissions, ...held.keys()])].sort().map((permission) => ({
        permission,
        isHeld: held.has(permission),
        ...daysOf(held.get(permission) ?? none, timeZone),
      })),
      toDoRoles: roles.map(({ role }) => ({ role, isWorked: state.toDoRoles.includes(role) })),
      entitlements: entitlementNames.map((entitlement) => {
        const one = state.entitlements[entitlement]
        return {
          entitlement,
          class: entitlements[entitlement].class,
          isOn: one === undefined ? null : datedSwitch(one).isOn,
          ...daysOf(one === undefined ? none : datedSwitch(one), timeZone),
          ofUtility: ofUtility[entitlement] ?? entitlements[entitlement].default,
        }
      }),
      members: members.map((member) => ({
        ...shownMembership(member, timeZone),
        name: member.csrName,
      })),
      versions: await readVersions(sql, { kind: 'group', subject: csrGroup }),
      may: answers(grant.actor, subject, 'csr-group:change'),
    }
  },

  readUtilityEntitlements: async (_, { sql, grant, subject }) => {
    const [standing, groups] = await Promise.all([utilityStanding.one(sql, {}), switchesOfGroups(sql, {})])
    const own = standing.switches as Switches
    return {
      ...standing,
      entitlements: entitlementNames.map((entitlement) => ({
        entitlement,
        class: entitlements[entitlement].class,
        shipped: entitlements[entitlement].default,
        isOn: own[entitlement] ?? null,
        groups: groups.flatMap(({ csrGroup, name, switches }) => {
          const one = (switches as GroupSwitches)[entitlement]
          return one === undefined ? [] : [{ csrGroup, name, ...shownSwitch(one) }]
        }),
      })),
      versions: await readVersions(sql, { kind: 'utility', subject: '' }),
      may: answers(grant.actor, subject, 'entitlements:change', 'settings:change'),
    }
  },
}
