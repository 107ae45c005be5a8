import type { Action } from '@porchlight/contract/actions.ts'
import { actions } from '@porchlight/contract/actions.ts'
import { type CallerGrade, requiredGrade } from '@porchlight/contract/caller-grades.ts'
import { type Endpoint, eachAction } from '@porchlight/contract/endpoint.ts'
import { entitlementOf } from '@porchlight/contract/entitlements.ts'
import { features } from '@porchlight/contract/features.ts'
import type { Sql } from '#database/sql.ts'
import type { Csr, Masquerade, Visitor } from '#policy/actor.ts'
import { type ActorAhead, loadSubjectAhead, sitesOf, verdictAhead } from '#policy/ahead.ts'
import { idsNamedBy, type Named } from '#policy/named.ts'
import type { Verdict } from '#policy/policy.ts'

export type Outcome = Verdict | 'depends'
type Judged = { outcome: Outcome; permissions: readonly string[] }

/** The actor that the check is about. A deactivated CSR has no session and counts as a visitor. */
export type Asked = {
  desk: Visitor | Csr
  masquerade: Masquerade
  /** The customer that requests are about. */
  customer: { accountId: number; webUserId: number }
  /** Whether a masquerade could start, and the permissions that decide it. */
  start: Judged
}

type OneFeature = { endpoints?: Record<string, Endpoint> }

/** Every endpoint that the policy decides on, once for each of its actions, with the feature that declares it. */
const decided = Object.entries(features as Record<string, OneFeature>).flatMap(
  ([feature, { endpoints = {} }]) =>
    Object.entries(endpoints)
      .flatMap(([name, one]) => eachAction(name, one))
      .flatMap(([endpoint, { action, ...declared }]) =>
        action === 'public' ? [] : [{ feature, endpoint, ...declared, action: action as Action }],
      ),
)

/** Returns the policy's decision on one request. The task or to-do that a real request names can change it. */
async function judge(
  sql: Sql,
  actor: ActorAhead,
  action: Action,
  named: Named,
  isOpen: boolean,
): Promise<Judged> {
  const { verdict, permissions } = verdictAhead(
    actor,
    action,
    await loadSubjectAhead(sql, actor, action, named),
  )
  return { outcome: isOpen && verdict === 'not-found' ? 'depends' : verdict, permissions }
}

/** Returns whether the CSR could start a masquerade of the web user on the account. */
export const judgeStart = (sql: Sql, desk: Visitor | Csr, customer: Asked['customer']) =>
  judge(sql, desk, 'masquerade:start', customer, false)

/** Returns the policy's decision on a request to every endpoint, at the desk and in a masquerade. */
export async function checkEndpoints(sql: Sql, { desk, masquerade, customer, start }: Asked) {
  const answered = []
  for (const { endpoint, feature, action, method, path, ...schemas } of decided) {
    const { isOfDesk, isOfPortal } = sitesOf(action)
    const ids = idsNamedBy(schemas)
    const named = Object.fromEntries(Object.entries(customer).filter(([id]) => ids.includes(id)))
    const dependsOn = ids.filter((id) => !Object.hasOwn(named, id))
    const isOpen = dependsOn.length > 0
    const inMode = (mode: 'read' | 'act') =>
      start.outcome === 'ok' ? judge(sql, { ...masquerade, mode }, action, named, isOpen) : start
    const atDesk = isOfDesk ? await judge(sql, desk, action, named, isOpen) : null
    const [read, act] = isOfPortal ? [await inMode('read'), await inMode('act')] : [null, null]
    const entitlement = entitlementOf(actions[action])
    answered.push({
      endpoint,
      feature,
      action,
      method,
      path,
      desk: atDesk?.outcome ?? null,
      read: read?.outcome ?? null,
      act: act?.outcome ?? null,
      permissions: [...new Set([atDesk, read, act].flatMap((one) => one?.permissions ?? []))],
      entitlement: entitlement ?? null,
      requiredGrade: gradeFor(masquerade.entitlementGrades, entitlement),
      dependsOn,
    })
  }
  return answered.filter(({ desk: atDesk, read }) => atDesk !== null || read !== null)
}

const gradeFor = (grades: readonly string[], entitlement: string | undefined): CallerGrade =>
  entitlement === undefined ? 'none' : requiredGrade(grades, entitlement)
