import type { Pool } from '#database/sql.ts'
import { isOwnMasquerade, stepUp } from '#features/masquerade/index.ts'
import { claimGroups } from '#features/staff-provisioning/index.ts'
import type { SignedIn } from '#integrations/identity-provider/identity-provider.ts'
import { type Asked, exchange } from '#pipeline/exchange.ts'
import type { IncomingRequest } from '#pipeline/request.ts'
import { admit } from '#policy/admit.ts'
import { idsForRecord } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { isShownJustNow, staffMemberOf } from './queries.ts'

const action = 'masquerade:step-up'
const attempt: Asked = { action, accountId: undefined }

/** Refuses a confirmation unless the masquerade is live and was started from this desk session. */
export function checkStepUp(pool: Pool, request: IncomingRequest, masqueradeId: string): Promise<void> {
  return exchange(pool, request, false, attempt, async (sql, actor) => {
    const { grant } = await admit(sql, actor, action, { masqueradeId })
    if (!(await isOwnMasquerade(sql, grant))) throw new Refusal('not-found')
    return { result: undefined }
  })
}

export type SteppedUp =
  | { outcome: 'stepped-up'; masqueradeId: string }
  | { outcome: 'second-factor-required' | 'another-person' | 'not-found' }

/**
 * Steps a masquerade up if the provider confirms that the CSR at this desk has just shown the second factor. Refuses and
 * records every other case.
 */
export function finishStepUp(
  pool: Pool,
  request: IncomingRequest,
  masqueradeId: string,
  signedIn: SignedIn,
): Promise<SteppedUp> {
  const { issuer, subject, secondFactor, authenticatedAt } = signedIn
  return exchange<SteppedUp>(pool, request, false, attempt, async (sql, actor) => {
    const { grant } = await admit(sql, actor, action, { masqueradeId })
    const about = idsForRecord(grant)
    const [member, { isJustNow }] = await Promise.all([
      staffMemberOf.first(sql, { issuer, subject }),
      isShownJustNow.one(sql, { authenticatedAt }),
    ])
    const refused = (reason: 'another-person' | 'second-factor-required') => ({
      result: { outcome: reason },
      entries: [{ event: 'refused' as const, action, reason, ...about }],
    })
    if (member?.csrId !== grant.csrId) return refused('another-person')
    // The provider has just said which groups this person is in: who left one is out, also here.
    if (signedIn.groups) {
      const { hasLost, problem } = await claimGroups(sql, grant.actor, signedIn.groups, request.correlationId)
      if (hasLost || problem)
        return {
          result: { outcome: 'not-found' },
          entries: [{ event: 'refused', action, reason: problem ?? 'group-lost', ...about }],
        }
    }
    if (!secondFactor || !isJustNow) return refused('second-factor-required')
    const steppedUp = await stepUp(sql, grant)
    if (!steppedUp) throw new Refusal('not-found')
    return {
      result: { outcome: 'stepped-up', masqueradeId: steppedUp },
      entries: [{ event: 'changed', action, ...about }],
    }
  })
}
