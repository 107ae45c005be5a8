import type { FastifyRequest } from 'fastify'
import { PostgresError } from '#database/driver/errors.ts'
import { currentTransaction } from '#database/queries.ts'
import type { Pool, Sql } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import { type HttpOptions, incoming } from '#http/http.ts'
import type { Integration } from '#policy/actor.ts'
import { decide, grantOf } from '#policy/decide.ts'
import type { Grant } from '#policy/grant.ts'
import { type Entry, record, recordAttribution } from '#record/record.ts'
import { hashToken } from '#sessions/token.ts'
import { ScimError } from './protocol/scim-error.ts'
import { openProvisioningRequest, raiseProviderAlert } from './queries.ts'

export type ProvisioningAction = 'provisioned-staff:view' | 'provisioned-staff:change'

/** What a SCIM request works with, inside its transaction. */
export type ScimContext<A extends ProvisioningAction> = {
  sql: Sql
  grant: Grant<A>
  /** Adds the one line of a change to the record. A change that changed nothing has none. */
  note(details: NonNullable<Entry['details']>): void
  /** Whom the request is about, for the alert of a refusal. */
  about(csrId: string): void
}

type Options = { http: HttpOptions; pool: Pool }

const unauthorized = (detail: string) => new ScimError(401, detail)

/** Returns the token of a request. */
function bearerOf({ headers }: FastifyRequest): string {
  const [, token] = /^Bearer ([\w.~+/=-]{20,500})$/i.exec(headers.authorization ?? '') ?? []
  if (token === undefined) throw unauthorized('Send the bearer token that was made for this client.')
  return token
}

const isLastOfficer = (error: unknown) => error instanceof PostgresError && error.code === 'P7301'
const isTwice = (error: unknown) => error instanceof PostgresError && error.code === '23505'

/** Says in SCIM's form what the database refused. Other errors stay as they are. */
function asScimError(error: unknown): unknown {
  if (isLastOfficer(error))
    return new ScimError(
      409,
      'last-security-officer: no active security officer would be left. Make another person a security officer first; docs/operating.md, "The last security officer", says how.',
    )
  if (isTwice(error))
    return new ScimError(409, 'Another resource has this value already, and it must be unique.', 'uniqueness')
  return error
}

/**
 * Runs one transaction of a SCIM request: who asks by the token, the decision, the work, the line in the record, commit. A refusal
 * of a known client leaves a line of its own; the attempt to take the last security officer away raises an alert too.
 */
export async function scimRequest<A extends ProvisioningAction, T>(
  { http, pool }: Options,
  request: FastifyRequest,
  action: A,
  work: (context: ScimContext<A>) => Promise<T>,
): Promise<T> {
  const { ip, correlationId } = incoming(request, http)
  const tokenHash = hashToken(bearerOf(request))
  let actor: Integration | undefined
  let concerned: string | undefined
  try {
    return await inTransaction(
      pool,
      (sql) => openProvisioningRequest.first(sql, grantOf({ kind: 'visitor', ip }, 'public'), { tokenHash }),
      async (sql, token, ending) => {
        if (!token) throw unauthorized('This token is not known here.')
        actor = { kind: 'integration', clientId: `scim:${token.clientId}`, ip }
        if (token.standing !== 'live')
          throw unauthorized(`This token has ${token.standing === 'ended' ? 'been ended' : 'expired'}.`)
        const decision = decide(actor, action, {})
        if (!decision.allow) throw new ScimError(403, `This client may not do that: ${decision.reason}.`)
        const entries: Entry[] = []
        const result = await work({
          sql,
          grant: decision.grant,
          note: (details) => entries.push({ event: 'changed', action, details }),
          about: (csrId) => {
            concerned = csrId
          },
        })
        if (entries.length > 0) {
          const [{ transactionId }] = await Promise.all([
            currentTransaction.one(sql, {}),
            record(sql, actor, correlationId, entries),
          ])
          ending.change = { transactionId, correlationId }
        }
        return result
      },
    )
  } catch (error) {
    const refusal = asScimError(error)
    if (actor && refusal instanceof ScimError && [401, 403, 409].includes(refusal.status))
      await recordRefusal(pool, actor, { action, correlationId, concerned, error, refusal })
    throw refusal
  }
}

type Refused = {
  action: ProvisioningAction
  correlationId: string
  concerned: string | undefined
  error: unknown
  refusal: ScimError
}

async function recordRefusal(
  pool: Pool,
  actor: Integration,
  { action, correlationId, concerned, error, refusal }: Refused,
): Promise<void> {
  const reason = isLastOfficer(error)
    ? 'last-security-officer'
    : refusal.status === 401
      ? 'token-not-valid'
      : (refusal.scimType ?? 'refused')
  const details = concerned === undefined ? {} : { details: { csrId: concerned } }
  await record(pool, actor, correlationId, [{ event: 'refused', action, reason, ...details }])
  const decision = decide(actor, 'provisioned-staff:change', {})
  if (!isLastOfficer(error) || concerned === undefined || !decision.allow) return
  await raiseProviderAlert(pool, decision.grant, {
    ofCsrId: concerned,
    entry: { action, reason, correlation_id: correlationId, ...recordAttribution(actor), ...details },
  })
}

/** What a change of staff names as its source, for the versions of staff and for the ends of masquerades. */
export const changedBy = (grant: Grant<'provisioned-staff:change'>, change: string) => ({
  source: 'scim',
  change,
  // A line about the end of a masquerade names the client, and no CSR.
  attribution: { csr_id: null, ...recordAttribution(grant.actor) },
})
