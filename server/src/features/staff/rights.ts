import { entitlementNames } from '@porchlight/contract/entitlements.ts'
import type { Permission } from '@porchlight/contract/permissions.ts'
import type { Csr, EntitlementSwitch } from '#policy/actor.ts'
import { judgeEntitlementAhead } from '#policy/entitled.ts'

/** What a CSR may from a moment on, as the function `staff_rights` of the database returns it. */
export type RightsRow = {
  csr_id: string
  at: string
  permissions: string[]
  switches: EntitlementSwitch[]
  to_do_roles: string[]
  needs_second_factor: boolean
}

type RightKind = 'permission' | 'to-do-role' | 'entitlement' | 'without-second-factor'
export type Right = { kind: RightKind; name: string }
export type AffectedPeriod = { from: string | null; to: string | null; gains: Right[]; loses: Right[] }

const rightOf = (text: string): Right => {
  const [kind = '', name = ''] = text.split(' ')
  return { kind: kind as RightKind, name }
}

/** Returns every right of a row as `kind name`. The policy says what an entitlement comes to. */
function rightsIn(row: RightsRow | undefined): Set<string> {
  if (!row) return new Set()
  const permissions = new Set(row.permissions as Permission[])
  const csr: Csr = { kind: 'csr', csrId: row.csr_id, displayName: '', deskSessionId: 0, permissions, ip: '' }
  const entitled = entitlementNames.filter(
    (name) =>
      judgeEntitlementAhead(name, csr, { switches: row.switches, isMasqueradeEnabled: true }) === 'ok',
  )
  return new Set([
    ...row.permissions.map((name) => `permission ${name}`),
    ...row.to_do_roles.map((name) => `to-do-role ${name}`),
    ...entitled.map((name) => `entitlement ${name}`),
    // A CSR who may nothing has nothing to confirm.
    ...(row.needs_second_factor || row.permissions.length === 0 ? [] : ['without-second-factor ']),
  ])
}

const moment = (at: string) => Date.parse(at)
/** Returns the row that counts at a moment: the newest that is not later. */
const rowAt = (rows: readonly RightsRow[], at: number) => rows.filter((row) => moment(row.at) <= at).at(-1)

/**
 * Returns how what one CSR may differs before and after a change, from now on: each period with the rights that come and go in
 * it. Periods in which nothing differs are left out. Rows are in the order of their moments; the first is now.
 */
export function periodsAffected(before: readonly RightsRow[], after: readonly RightsRow[]): AffectedPeriod[] {
  const moments = [...new Set([...before, ...after].map((row) => moment(row.at)))].sort((a, b) => a - b)
  const periods: (AffectedPeriod & { key: string })[] = []
  for (const [index, at] of moments.entries()) {
    const [was, is] = [rightsIn(rowAt(before, at)), rightsIn(rowAt(after, at))]
    const gains = [...is].filter((right) => !was.has(right)).sort()
    const loses = [...was].filter((right) => !is.has(right)).sort()
    const key = JSON.stringify([gains, loses])
    const last = periods.at(-1)
    if (last?.key === key) continue
    const from = new Date(at).toISOString()
    if (last) last.to = from
    periods.push({
      key,
      from: index === 0 ? null : from,
      to: null,
      gains: gains.map(rightOf),
      loses: loses.map(rightOf),
    })
  }
  return periods
    .filter(({ gains, loses }) => gains.length + loses.length > 0)
    .map(({ key: _, ...period }) => period)
}

/** Returns everyone whose rights differ, in the order of their ids. */
export function affectedBy(before: readonly RightsRow[], after: readonly RightsRow[]) {
  const ids = [...new Set([...before, ...after].map((row) => row.csr_id))].sort()
  const of = (rows: readonly RightsRow[], csrId: string) => rows.filter((row) => row.csr_id === csrId)
  return ids.flatMap((csrId) => {
    const periods = periodsAffected(of(before, csrId), of(after, csrId))
    return periods.length > 0 ? [{ csrId, periods }] : []
  })
}
