import { Refused } from '@porchlight/contract/client.ts'
import type { Browser } from '#testing/browser.ts'
import type { TestApp } from '#testing/test-app.ts'

type Day = string | null
type TypedSwitch = boolean | { isOn: boolean; from: Day; to: Day }
export const inGroup = (csrGroup: string, from: Day = null, to: Day = null) => ({ csrGroup, from, to })
export const reason = 'Asked by the board'

export type GroupState = Awaited<ReturnType<ReturnType<typeof staffActions>['groupState']>>['state']
export const without = (permission: string) => (state: GroupState) => ({
  permissions: state.permissions.filter((one) => one.permission !== permission),
})
/** Returns the body of a refusal, or 'ok'. */
export const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: unknown) => (error instanceof Refused ? error.body : error),
  )
/** Puts the small town's groups and members back as they were built, and ends every masquerade. */
export async function restoreStaff({ owner }: TestApp) {
  await owner`DELETE FROM group_memberships`
  await owner`INSERT INTO group_memberships (csr_group, csr_id) VALUES ('call-centre', 'amara.okafor'),
    ('call-centre-trainee', 'tom.becker'), ('supervisors', 'ines.ferreira'), ('security-officer', 'kenji.sato')`
  await owner`UPDATE csr_users SET is_active = true`
  await owner`UPDATE masquerades SET ended_at = now(), end_cause = 'time' WHERE ended_at IS NULL`
}

/** Returns changes of staff and groups through the API, by the officer unless another browser is given. */
export function staffActions(app: () => TestApp, officer: () => Browser) {
  async function versionOf(csrId: string, by = officer()) {
    return (await by.api.readCsr({ params: { memberId: csrId } })).version
  }
  /** Gives a CSR these groups by hand, and no others. */
  async function give(
    csrId: string,
    groups: ReturnType<typeof inGroup>[],
    more: { isActive?: boolean; by?: Browser } = {},
  ) {
    const { isActive = true, by = officer() } = more
    const version = await versionOf(csrId, by)
    return by.api.changeCsr({
      params: { memberId: csrId },
      body: { state: { isActive, groups }, restores: null, version, reason },
    })
  }
  async function groupState(csrGroup: string, by = officer()) {
    const group = await by.api.readCsrGroup({ params: { csrGroup } })
    return {
      version: group.version,
      state: {
        name: group.name,
        requiresSecondFactor: group.requiresSecondFactor,
        isDeleted: group.isDeleted,
        permissions: group.permissions
          .filter(({ isHeld }) => isHeld)
          .map(({ permission, from, to }) => ({ permission, from, to })),
        toDoRoles: group.toDoRoles.filter(({ isWorked }) => isWorked).map(({ role }) => role),
        entitlements: Object.fromEntries(
          group.entitlements.flatMap(({ entitlement, isOn, from, to }) =>
            isOn === null ? [] : [[entitlement, from || to ? { isOn, from, to } : isOn]],
          ),
        ) as Record<string, TypedSwitch>,
      },
    }
  }
  type GroupState = Awaited<ReturnType<typeof groupState>>['state']
  async function changeGroup(
    csrGroup: string,
    change: (state: GroupState) => Partial<GroupState>,
    by = officer(),
  ) {
    const { state, version } = await groupState(csrGroup, by)
    return by.api.changeCsrGroup({
      params: { csrGroup },
      body: { state: { ...state, ...change(state) }, restores: null, version, reason },
    })
  }
  /** Switches one entitlement of a group or (null) of the utility; null: as the utility has it, or as shipped. */
  async function setSwitch(
    csrGroup: string | null,
    entitlement: string,
    isOn: boolean | null,
    by = officer(),
  ) {
    const switched = <T>(entitlements: Record<string, T>) => {
      const { [entitlement]: _, ...others } = entitlements
      return { ...others, ...(isOn !== null && { [entitlement]: isOn }) }
    }
    if (csrGroup !== null)
      return changeGroup(csrGroup, (state) => ({ entitlements: switched(state.entitlements) }), by)
    const { entitlements, hasFourEyes, version } = await by.api.readUtilityEntitlements()
    const set = Object.fromEntries(
      entitlements.flatMap((one) => (one.isOn === null ? [] : [[one.entitlement, one.isOn]])),
    )
    const state = { entitlements: switched(set), hasFourEyes }
    return by.api.changeUtilityEntitlements({ body: { state, restores: null, version, reason } })
  }
  const may = async (csrId: string, permission: string) => {
    const [row] = await app().owner`SELECT ${permission} = ANY (permissions_of(${csrId})) AS may`
    return row?.may as boolean
  }

  return { versionOf, give, groupState, changeGroup, setSwitch, may }
}
