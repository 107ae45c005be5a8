import type { Pool, Sql } from '#database/sql.ts'
import type { SignedIn } from '#integrations/identity-provider/identity-provider.ts'
import { record } from '#pipeline/record.ts'
import type { IncomingRequest } from '#pipeline/request.ts'
import { hashToken, newToken } from '#pipeline/token.ts'
import { inTransaction } from '#pipeline/transaction.ts'
import type { Csr } from '#policy/actor.ts'
import { replaceSession } from './end-session.ts'
import { deskSessionOf, insertDeskSession, staffMemberOf } from './queries.ts'

/** Seconds that a desk session lives at most; an hour without use ends it sooner. */
export const deskSessionSeconds = 10 * 60 * 60

export type Started =
  | { outcome: 'started'; token: string }
  | { outcome: 'staff-unknown' }
  | { outcome: 'second-factor-required' }

/**
 * Starts the desk session of whom the identity provider vouches for, always under a new token; a session that this browser
 * still holds ends. Unknown and inactive staff are told alike, and stand in the record as refused.
 */
export function startSession(pool: Pool, signedIn: SignedIn, request: IncomingRequest): Promise<Started> {
  const { issuer, subject } = signedIn
  return inTransaction(
    pool,
    (sql) => staffMemberOf.first(sql, { issuer, subject }),
    async (sql, member) => {
      if (!member) {
        await recordStranger(sql, request)
        return { outcome: 'staff-unknown' }
      }
      if (member.isSecondFactorRequired && !signedIn.secondFactor)
        return { outcome: 'second-factor-required' }
      await endHeldSession(sql, request)
      const token = newToken()
      const { deskSessionId } = await insertDeskSession.one(sql, {
        tokenHash: hashToken(token),
        csrId: member.csrId,
        secondFactorAt: signedIn.secondFactor ? signedIn.authenticatedAt : null,
        seconds: deskSessionSeconds,
        ip: request.ip,
        userAgent: request.userAgent,
      })
      const csr = recordedAs(member.csrId, member.displayName, deskSessionId, request.ip)
      await record(sql, csr, request.correlationId, [{ event: 'signed-in', action: 'desk:open' }])
      return { outcome: 'started', token }
    },
  )
}

/** Someone whom the provider knows and we do not: the line names the address alone. */
const recordStranger = (sql: Sql, { ip, correlationId }: IncomingRequest) =>
  record(sql, { kind: 'visitor', ip }, correlationId, [
    { event: 'refused', action: 'desk:open', reason: 'staff-unknown' },
  ])

async function endHeldSession(sql: Sql, { credential, ip, correlationId }: IncomingRequest) {
  if (credential === undefined) return
  const held = await deskSessionOf.first(sql, { tokenHash: hashToken(credential) })
  if (held) await replaceSession(sql, recordedAs(held.csrId, '', held.deskSessionId, ip), correlationId)
}

/** For the record's lines: no permission is needed to sign in or out. */
const recordedAs = (csrId: string, displayName: string, deskSessionId: number, ip: string): Csr => ({
  kind: 'csr',
  csrId,
  displayName,
  deskSessionId,
  permissions: new Set(),
  ip,
})
