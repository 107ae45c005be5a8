import type { FastifyReply, FastifyRequest } from 'fastify'
import { currentTransaction } from '#database/queries.ts'
import type { Pool, Sql } from '#database/sql.ts'
import { asOutage, inTransaction } from '#database/transaction.ts'
import { type HttpOptions, incoming } from '#http/http.ts'
import { OAuthError } from '#http/oauth-error.ts'
import type { IncomingRequest } from '#pipeline/request.ts'
import type { Integration } from '#policy/actor.ts'
import { decide } from '#policy/decide.ts'
import type { Grant } from '#policy/grant.ts'
import { Refusal } from '#policy/refusal.ts'
import { type Entry, record } from '#record/record.ts'

export type ThirdPartyDoor = { http: HttpOptions; pool: Pool }

/** What a request of a known third party works with, inside its transaction. */
export type ThirdPartyContext = {
  sql: Sql
  grant: Grant<'data-grant:use'>
  /** Adds a line to the record. */
  note(entry: Omit<Entry, 'action'>): void
}

/** Runs one transaction of a registered third party: the decision, the work, its lines in the record, commit. */
export async function asThirdParty<T>(
  { pool }: ThirdPartyDoor,
  { ip, correlationId }: IncomingRequest,
  clientId: string,
  work: (context: ThirdPartyContext) => Promise<T>,
): Promise<T> {
  const actor: Integration = { kind: 'integration', clientId: `data:${clientId}`, ip }
  const decision = decide(actor, 'data-grant:use', {})
  if (!decision.allow) throw new Refusal(decision.reason)
  return inTransaction(
    pool,
    async () => {},
    async (sql, _, ending) => {
      const entries: Entry[] = []
      const note = (entry: Omit<Entry, 'action'>) => entries.push({ action: 'data-grant:use', ...entry })
      const result = await work({ sql, grant: decision.grant, note })
      if (entries.length === 0) return result
      const [{ transactionId }] = await Promise.all([
        currentTransaction.one(sql, {}),
        record(sql, actor, correlationId, entries),
      ])
      ending.change = { transactionId, correlationId }
      return result
    },
  )
}

/** Returns an error in the form of RFC 6749; undefined for an unexpected one. */
function asOAuthError(error: unknown): OAuthError | undefined {
  if (error instanceof OAuthError) return error
  const thrown = asOutage(error)
  if (!(thrown instanceof Refusal)) return undefined
  if (thrown.status === 503)
    return new OAuthError('temporarily_unavailable', 'Try again in a moment.', 'out-of-order', {
      cause: error,
    })
  return new OAuthError('invalid_request', 'The request cannot be taken as it is.', thrown.reason, {
    cause: error,
  })
}

/** Answers a third party's request: the work, or an error with its code. No answer is kept on the way. */
export async function answerThirdParty(
  { http }: ThirdPartyDoor,
  request: FastifyRequest,
  response: FastifyReply,
  work: (incomingRequest: IncomingRequest) => Promise<unknown>,
) {
  const incomingRequest = incoming(request, http)
  response.header('cache-control', 'no-store').header('pragma', 'no-cache')
  try {
    return await response.send(await work(incomingRequest))
  } catch (error) {
    const refusal = asOAuthError(error)
    if (!refusal) throw error
    const { code, why, status } = refusal
    http.installation.log.warn(
      { code, why, correlationId: incomingRequest.correlationId },
      'a request of a third party was refused',
    )
    if (status === 503) request.outage = refusal
    if (status === 401)
      response.header('www-authenticate', code === 'invalid_token' ? 'Bearer error="invalid_token"' : 'Basic')
    return response.code(status).send(refusal.toBody())
  }
}
