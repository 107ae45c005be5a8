import type { Pool, Sql } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import { claimGroups, memberFromClaim } from '#features/staff-provisioning/index.ts'
import { sealCookie } from '#http/sealed-cookie.ts'
import type { SignedIn } from '#integrations/identity-provider/identity-provider.ts'
import type { IncomingRequest } from '#pipeline/request.ts'
import type { Actor, Csr } from '#policy/actor.ts'
import { grantOf } from '#policy/decide.ts'
import { record } from '#record/record.ts'
import { hashToken, newToken } from '#sessions/token.ts'
import { endSessionElsewhere } from './end-session.ts'
import { deskSessionOf, insertDeskSession, staffMemberOf } from './queries.ts'

/** Seconds that a desk session lives at most; an hour without use ends it sooner. */
export const deskSessionSeconds = 10 * 60 * 60

export type Attempt = { encryptionKey: string; beganAt: Date; askedForSecondFactor: boolean }

export type Started =
  | { outcome: 'started'; token: string }
  /** Another tab of this browser signed the same person in while this one was at the provider: its session serves both. */
  | { outcome: 'joined' }
  /** A group asks for a second factor, and the provider was not asked for one yet. */
  | { outcome: 'second-factor-missing' }
  | { outcome: 'refused'; reason: RefusedBecause; csrId?: string }

type RefusedBecause =
  | 'staff-unknown'
  | 'staff-inactive'
  | 'second-factor-required'
  | 'staff-without-group'
  | 'last-security-officer'

type Member = NonNullable<Awaited<ReturnType<typeof staffMemberOf.first>>>

/**
 * Starts the desk session of whom the identity provider vouches for, under a new token; a session that this browser still holds
 * ends. Groups by claim are brought into step first. Records every
 * refusal: unknown or inactive staff, no group, a missing second factor.
 */
export function startSession(
  pool: Pool,
  signedIn: SignedIn,
  request: IncomingRequest,
  attempt: Attempt,
): Promise<Started> {
  const { issuer, subject, secondFactor } = signedIn
  return inTransaction(
    pool,
    (sql) => staffMemberOf.first(sql, { issuer, subject }),
    async (sql, staying) => {
      const standing = await withClaimedGroups(sql, staying, signedIn, request)
      if ('reason' in standing) return refuse(sql, request, standing.reason, standing.member)
      const { member } = standing
      if (member.isSecondFactorRequired && !secondFactor)
        return attempt.askedForSecondFactor
          ? refuse(sql, request, 'second-factor-required', member)
          : { outcome: 'second-factor-missing' }
      const held = await heldSession(sql, request)
      if (held && held.csrId === member.csrId && held.createdAt >= attempt.beganAt)
        if (held.hasSecondFactor || !secondFactor) return { outcome: 'joined' }
      if (held)
        await endSessionElsewhere(sql, recordedAs(held, request.ip), request.correlationId, 'signed-in-again')
      return start(sql, member, signedIn, request, attempt)
    },
  )
}

/** Returns the member with the groups that the provider says now, or why nobody is signed in. */
async function withClaimedGroups(
  sql: Sql,
  staying: Member | undefined,
  signedIn: SignedIn,
  { ip, correlationId }: IncomingRequest,
): Promise<{ member: Member } | { reason: RefusedBecause; member?: Member | undefined }> {
  const { issuer, subject, groups } = signedIn
  let member = staying
  if (!member && groups && (await memberFromClaim(sql, signedIn, { kind: 'visitor', ip })))
    member = await staffMemberOf.first(sql, { issuer, subject })
  if (!member) return { reason: 'staff-unknown' }
  if (!member.isActive) return { reason: 'staff-inactive', member }
  if (!groups) return { member }
  const csr = recordedAs({ ...member, deskSessionId: 0 }, ip)
  const { problem } = await claimGroups(sql, csr, groups, correlationId)
  if (problem) return { reason: problem, member }
  // A new group may ask for a second factor.
  return { member: await staffMemberOf.one(sql, { issuer, subject }) }
}

async function start(
  sql: Sql,
  member: Member,
  signedIn: SignedIn,
  request: IncomingRequest,
  { encryptionKey }: Attempt,
): Promise<Started> {
  const { ip, userAgent, correlationId } = request
  const { secondFactor, authenticatedAt, providerSession, signOutHint } = signedIn
  const token = newToken()
  const { deskSessionId } = await insertDeskSession.one(sql, grantOf({ kind: 'visitor', ip }, 'public'), {
    tokenHash: hashToken(token),
    csrId: member.csrId,
    secondFactorAt: secondFactor ? authenticatedAt : null,
    seconds: deskSessionSeconds,
    ip,
    userAgent,
    providerSession: providerSession ?? null,
    providerSubject: signedIn.providerSubject ?? null,
    signOutHint:
      signOutHint === undefined ? null : sealCookie(encryptionKey, 'desk sign-out', { hint: signOutHint }),
  })
  const csr = recordedAs({ ...member, deskSessionId }, ip)
  await record(sql, csr, correlationId, [{ event: 'signed-in', action: 'desk:open' }])
  return { outcome: 'started', token }
}

/** Names a member of staff in the record. For a subject that only the provider knows, the record has the IP address alone. */
async function refuse(
  sql: Sql,
  { ip, correlationId }: IncomingRequest,
  reason: RefusedBecause,
  member?: Member,
): Promise<Started> {
  const actor: Actor = member ? recordedAs({ ...member, deskSessionId: 0 }, ip) : { kind: 'visitor', ip }
  await record(sql, actor, correlationId, [{ event: 'refused', action: 'desk:open', reason }])
  return { outcome: 'refused', reason, ...(member && { csrId: member.csrId }) }
}

async function heldSession(sql: Sql, { credential }: IncomingRequest) {
  return credential === undefined ? undefined : deskSessionOf.first(sql, { tokenHash: hashToken(credential) })
}

type Known = { csrId: string; displayName?: string; deskSessionId: number }

/** For the record's lines: no permission is needed to sign in or out. */
export const recordedAs = ({ csrId, displayName = '', deskSessionId }: Known, ip: string): Csr => ({
  kind: 'csr',
  csrId,
  displayName,
  deskSessionId,
  permissions: new Set(),
  ip,
})
