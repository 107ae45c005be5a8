import type { Sql } from '#database/sql.ts'
import type { SignedIn } from '#integrations/identity-provider/identity-provider.ts'
import type { Csr, Visitor } from '#policy/actor.ts'
import { grantOf } from '#policy/decide.ts'
import { record, recordAttribution } from '#record/record.ts'
import { csrOfSubject, raiseSignInAlert, standingByGroups, takeClaimedGroups } from './queries.ts'
import { csrIdFrom } from './representation.ts'

type Effect = { lost: string[]; gained: string[]; refused?: 'last-security-officer' }

/**
 * Makes a member of staff of a person who is new here, if the mapping gives one of their groups of the provider something. Returns
 * the CSR id; undefined for a person whose groups give nothing.
 */
export async function memberFromClaim(
  sql: Sql,
  signedIn: SignedIn,
  visitor: Visitor,
): Promise<string | undefined> {
  const { issuer, subject, groups = [], userName, email, name } = signedIn
  const { isAnyMapped } = await standingByGroups.one(sql, { providerGroups: [...groups], ofCsrId: null })
  if (!isAnyMapped) return undefined
  const { csrId } = await csrOfSubject.one(sql, grantOf(visitor, 'public'), {
    issuer,
    subject,
    wishedCsrId: csrIdFrom(userName ?? email ?? ''),
    displayName: (name ?? userName ?? email ?? subject).slice(0, 200),
    email: (email ?? '').slice(0, 320),
  })
  return csrId
}

/**
 * Brings the groups that a member has by claim into step with what the provider says at this sign-in, and records what changed.
 * `none`: no group is left, by claim or otherwise. A claim that would take the last security officer away changes nothing.
 */
export async function claimGroups(
  sql: Sql,
  csr: Csr,
  groups: readonly string[],
  correlationId: string,
): Promise<{ hasLost: boolean; problem?: 'staff-without-group' | 'last-security-officer' }> {
  const { csrId } = csr
  const action = 'provisioned-staff:change'
  const grant = grantOf(csr, 'public')
  const providerGroups = [...groups]
  const by = { source: 'claim', change: 'groups-claimed', attribution: recordAttribution(csr) }
  const { effect } = await takeClaimedGroups.one(sql, grant, { ofCsrId: csrId, providerGroups, by })
  const { lost, gained, refused } = effect as Effect
  if (refused) {
    await raiseSignInAlert(sql, grant, {
      ofCsrId: csrId,
      entry: { action, reason: refused, correlation_id: correlationId, ...recordAttribution(csr) },
    })
    return { hasLost: false, problem: refused }
  }
  if (lost.length + gained.length > 0)
    await record(sql, csr, correlationId, [
      {
        event: 'changed',
        action,
        details: { change: 'groups-claimed', csrId, gained: gained.join(' '), lost: lost.join(' ') },
      },
    ])
  const { isInAGroup } = await standingByGroups.one(sql, { providerGroups, ofCsrId: csrId })
  return { hasLost: lost.length > 0, ...(!isInAGroup && { problem: 'staff-without-group' }) }
}
