import { currentTransaction } from '#database/queries.ts'
import type { Sql } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import {
  liveMasqueradeFor,
  lockMasqueradeStart,
  newCodeForMasquerade,
  newMasqueradeId,
  readStartSettings,
} from '#features/masquerade/index.ts'
import { badToken, OAuthError } from '#http/oauth-error.ts'
import type { Csr } from '#policy/actor.ts'
import { decide } from '#policy/decide.ts'
import type { Grant } from '#policy/grant.ts'
import { loadSubject } from '#policy/load-subject.ts'
import { Refusal } from '#policy/refusal.ts'
import { noteOpenings } from '#record/note-openings.ts'
import { record } from '#record/record.ts'
import { permissionsFrom } from '#sessions/identify.ts'
import { hashToken, newToken } from '#sessions/token.ts'
import { viewOrigin } from '../../installation.ts'
import { type ExchangeClaims, grantCodeType, readExchange, readExchangeClaims } from './exchange-claims.ts'
import { sessionHash } from './issuer-names.ts'
import { type IssuerRequest, type Verified, verifyAssertion } from './issuer-request.ts'
import {
  csrOfIssuer,
  exchangeFor,
  insertExchange,
  newCodeForExchange,
  noteIssuerUse,
  openIssuerSession,
  webUserNamed,
} from './queries.ts'

/** Seconds that a session of another CIS lives at most here, as one of the desk does. */
const sessionSeconds = 10 * 60 * 60
/** Seconds that the code of an arrival lives. */
const codeSeconds = 15

type Received = IssuerRequest<'masquerade:exchange'>
type Claims = ExchangeClaims & { return_url: string }

/**
 * Takes a token exchange (RFC 8693): the CSR whom the actor token names may arrive at the portal as the customer whom it names, and
 * confirms there. Returns the response of section 2.2.1: the grant code, and the address to which the CIS leads its CSR.
 */
export async function exchange(received: Received, fields: ReadonlyMap<string, string>): Promise<object> {
  const { actorToken, userName } = readExchange(fields)
  const verified = await verifyAssertion(received, actorToken, (typ) => typ !== 'logout+jwt')
  const claims = readExchangeClaims(verified.assertion, userName, verified.issuer)
  const { issuerKey } = verified.issuer
  const { masqueradeId, code } = await inTransaction(
    received.pool,
    (sql) => csrOfIssuer.first(sql, { issuerKey, subject: claims.sub }),
    async (sql, member, ending) => {
      if (!member) throw badToken('subject-unknown')
      const csr = await openSession(sql, received, verified, claims, member)
      const made = await askFor(sql, csr, received, claims, issuerKey)
      await noteIssuerUse(sql, verified.grant, { issuerKey })
      const { correlationId } = received.request
      const entry = {
        event: 'changed' as const,
        action: received.action,
        accountId: claims.account,
        webUserId: made.webUserId,
        masqueradeId: made.masqueradeId,
        details: { issuer: issuerKey, purposeKind: claims.purpose, ...contextOf(claims) },
      }
      const [{ transactionId }] = await Promise.all([
        currentTransaction.one(sql, {}),
        record(sql, csr, correlationId, [entry]),
      ])
      ending.change = { transactionId, correlationId }
      return made
    },
  )
  const origin = viewOrigin(received.http.installation.origins, masqueradeId)
  return {
    access_token: code,
    issued_token_type: grantCodeType,
    token_type: 'N_A',
    expires_in: codeSeconds,
    redirect_uri: `${origin}/arrive#code=${code}`,
  }
}

/** The token's further facts for the record, such as `context.call_id`. */
const contextOf = ({ context }: Claims) =>
  Object.fromEntries(Object.entries(context).map(([name, value]) => [`context.${name}`, value]))

type Member = NonNullable<Awaited<ReturnType<typeof csrOfIssuer.first>>>

/** Opens or continues the session that the token names. Returns its CSR. */
async function openSession(
  sql: Sql,
  received: Received,
  { issuer, grant, assertion }: Verified<'masquerade:exchange'>,
  claims: Claims,
  member: Member,
): Promise<Csr> {
  const { ip } = received.request
  const { csrId, displayName, permissions, isSecondFactorRequired } = member
  const csr: Csr = {
    kind: 'csr',
    csrId,
    displayName,
    deskSessionId: 0,
    permissions: permissionsFrom(permissions),
    ip,
  }
  received.actor = csr
  received.accountId = claims.account
  const hasSecondFactor = claims.amr.includes('mfa')
  if (isSecondFactorRequired && !hasSecondFactor) throw badToken('second-factor-required')
  const { deskSessionId } = await openIssuerSession.one(sql, grant, {
    issuerKey: issuer.issuerKey,
    sessionHash: sessionHash(claims.sid),
    ofCsrId: csrId,
    secondFactorAt: hasSecondFactor ? new Date(assertion.claims.iat * 1000) : null,
    seconds: sessionSeconds,
    ip,
  })
  if (deskSessionId === null) throw badToken('session-ended')
  received.actor = { ...csr, deskSessionId }
  return received.actor
}

/**
 * Decides as the desk does, and makes the code. Unknown, forbidden and protected targets get the same refusal after the same
 * statements.
 */
async function askFor(sql: Sql, csr: Csr, received: Received, claims: Claims, issuerKey: string) {
  const action = 'masquerade:start'
  const { webUserId } = await webUserNamed.one(sql, { userName: claims.web_user })
  // No web user has this id. So an unknown name takes the same steps as a known one.
  const named = { webUserId: webUserId ?? 0, accountId: claims.account }
  const subject = await loadSubject(sql, csr, action, named)
  const decision = decide(csr, action, subject)
  if (!decision.allow) {
    if (decision.reason === 'permission-missing') throw badToken('permission-missing')
    const cause = new Refusal(decision.reason)
    throw new OAuthError('invalid_target', 'This masquerade is not possible.', decision.reason, { cause })
  }
  const { grant } = decision
  const { purposes } = await readStartSettings(sql, claims.locale)
  if (!purposes.includes(claims.purpose)) throw badToken('purpose-unknown')
  await noteOpenings(sql, grant, action, named, subject)
  return { ...(await makeCode(sql, grant, received, claims, issuerKey)), webUserId: named.webUserId }
}

/** Replaces the code of the live masquerade, or of the one that waits for its arrival, when an exchange is repeated. */
async function makeCode(
  sql: Sql,
  grant: Grant<'masquerade:start'>,
  received: Received,
  claims: Claims,
  issuerKey: string,
) {
  const { csrId, deskSessionId, webUserId, accountId } = grant
  const purpose = { purposeKind: claims.purpose, purposeReference: claims.purpose_reference }
  const same = { csrId, deskSessionId, webUserId, accountId, ...purpose }
  await lockMasqueradeStart(sql, { key: JSON.stringify(same) })
  const code = newToken()
  const codeHash = hashToken(code)
  const live = await liveMasqueradeFor.first(sql, same)
  if (live) {
    const { masqueradeId, callerGrade } = live
    await newCodeForMasquerade(sql, grant, { masqueradeId, codeHash, callerGrade })
    return { masqueradeId, code }
  }
  const more = {
    codeHash,
    context: JSON.stringify(claims.context),
    returnUrl: claims.return_url,
    locale: claims.locale,
  }
  const waiting = await exchangeFor.first(sql, same)
  const masqueradeId = waiting?.masqueradeId ?? newMasqueradeId()
  if (waiting) await newCodeForExchange(sql, grant, { ofId: masqueradeId, ...more })
  else
    await insertExchange(sql, grant, {
      newId: masqueradeId,
      issuerKey,
      ...purpose,
      ...more,
      ip: received.request.ip,
    })
  return { masqueradeId, code }
}
