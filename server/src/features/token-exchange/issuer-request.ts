import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Pool } from '#database/sql.ts'
import { asOutage } from '#database/transaction.ts'
import { countAttempt } from '#features/attempts/index.ts'
import { type HttpOptions, incoming } from '#http/http.ts'
import { badToken, OAuthError } from '#http/oauth-error.ts'
import type { IncomingRequest } from '#pipeline/request.ts'
import type { Actor, Integration } from '#policy/actor.ts'
import { decide, grantOf } from '#policy/decide.ts'
import type { Grant } from '#policy/grant.ts'
import { Refusal } from '#policy/refusal.ts'
import { isAlerting, raiseAlert } from '#record/raise-alert.ts'
import { record } from '#record/record.ts'
import {
  checkClaims,
  clockSkewSeconds,
  readAssertion,
  type UnverifiedAssertion,
  verifySignature,
} from './assertion.ts'
import { type IssuerRow, issuerKey } from './issuer-keys.ts'
import { clientIdOf } from './issuer-names.ts'
import { issuerByName, takeAssertion } from './queries.ts'
import { readForm } from './read-form.ts'

export type IssuerAction = 'masquerade:exchange' | 'issuer-session:end'

/** The most refused requests of one network in a quarter of an hour that are recorded. Later ones are only answered. */
const mostRefused = 100

/** What is known of an issuer's request so far. The record line of a refusal names it. */
export type IssuerRequest<A extends IssuerAction> = {
  pool: Pool
  http: HttpOptions
  action: A
  request: IncomingRequest
  /** The actor: a visitor until the token is verified, then the issuer, then its CSR. */
  actor: Actor
  accountId: number | undefined
}

export type Verified<A extends IssuerAction> = {
  issuer: IssuerRow
  assertion: UnverifiedAssertion
  grant: Grant<A>
}

/**
 * Verifies a token of a registered issuer: its form, the issuer, the claims, the signature by the issuer's key, and that it was not
 * used before. Each token counts once, in all processes, whatever becomes of the request.
 * @throws OAuthError
 */
export async function verifyAssertion<A extends IssuerAction>(
  received: IssuerRequest<A>,
  text: string,
  isOfType: (typ: string | undefined) => boolean,
): Promise<Verified<A>> {
  const { pool, http, action, request } = received
  const { installation } = http
  const assertion = readAssertion(text)
  if (!isOfType(assertion.typ?.toLowerCase())) throw badToken('wrong-type')
  const issuer = await issuerByName.first(pool, { issuer: assertion.issuer })
  if (!issuer) throw badToken('unknown-issuer')
  const actor: Integration = {
    kind: 'integration',
    clientId: clientIdOf(issuer.issuerKey),
    ip: request.ip,
  }
  const decision = decide(actor, action, {})
  if (!decision.allow) throw badToken(decision.reason)
  const { grant } = decision
  checkClaims(assertion, issuer)
  await verifySignature(assertion, await issuerKey(issuer, assertion, { pool, grant, installation }))
  received.actor = actor
  const { jti, exp } = assertion.claims
  const taken = await takeAssertion.first(pool, grant, {
    assertionHash: createHash('sha256')
      .update(JSON.stringify([issuer.issuerKey, jti]))
      .digest(),
    // The clocks of issuer and database can differ, so the id is kept longer than the token is accepted.
    expiresAt: new Date((exp + 2 * clockSkewSeconds) * 1000),
  })
  if (!taken) throw badToken('used-before')
  return { issuer, assertion, grant }
}

/** Returns an error in the form of RFC 6749; undefined for an unexpected one. */
function asOAuthError(error: unknown): OAuthError | undefined {
  if (error instanceof OAuthError) return error
  const thrown = asOutage(error)
  if (thrown instanceof Refusal && thrown.status === 503)
    return new OAuthError('temporarily_unavailable', 'Try again in a moment.', 'out-of-order', {
      cause: error,
    })
  return undefined
}

async function recordRefusal<A extends IssuerAction>(
  received: IssuerRequest<A>,
  refusal: OAuthError,
): Promise<boolean> {
  const { pool, http, action, request, actor, accountId } = received
  const { ip, network, correlationId } = request
  const visitor = grantOf({ kind: 'visitor', ip }, 'public')
  const { installation } = http
  if (!(await countAttempt(pool, visitor, installation, `token-exchange network ${network}`, mostRefused)))
    return false
  const entry = { event: 'refused' as const, action, reason: refusal.why, accountId }
  await record(pool, actor, correlationId, [entry])
  const alert = refusal.cause instanceof Refusal ? refusal.cause.reason : undefined
  if (actor.kind === 'csr' && alert && isAlerting(alert))
    await raiseAlert(pool, actor, { subject: alert, action, accountId, correlationId, isOnceAnHour: true })
  return true
}

/**
 * Answers a request of another system by RFC 6749: the form with its parameters, the work, or an error with its code. Every refusal
 * leaves a line in the record, with the reason that the sender is not told.
 */
export async function answerIssuer<A extends IssuerAction>(
  { http, pool, action }: { http: HttpOptions; pool: Pool; action: A },
  [request, response]: [FastifyRequest, FastifyReply],
  work: (received: IssuerRequest<A>, fields: ReadonlyMap<string, string>) => Promise<object>,
) {
  const incomingRequest = incoming(request, http)
  const actor: Actor = { kind: 'visitor', ip: incomingRequest.ip }
  const received: IssuerRequest<A> = {
    pool,
    http,
    action,
    request: incomingRequest,
    actor,
    accountId: undefined,
  }
  const { log } = http.installation
  response.header('cache-control', 'no-store').header('pragma', 'no-cache')
  try {
    return await response.send(await work(received, readForm(request, incomingRequest.credential)))
  } catch (error) {
    const refusal = asOAuthError(error)
    if (!refusal) throw error
    const { correlationId } = incomingRequest
    log.warn(
      { code: refusal.code, why: refusal.why, correlationId },
      'a request of another system was refused',
    )
    if (refusal.status === 503) {
      request.outage = refusal
      return response.code(503).send(refusal.toBody())
    }
    const isWithin = await recordRefusal(received, refusal)
    const told = isWithin
      ? refusal
      : new OAuthError('slow_down', 'Too many requests were refused. Wait a quarter of an hour.', 'too-many')
    return response.code(told.status).send(told.toBody())
  }
}
