import { currentTransaction } from '#database/queries.ts'
import type { Pool, Sql } from '#database/sql.ts'
import { CommittedRefusal, inTransaction, withCommit } from '#database/transaction.ts'
import type { Actor } from '#policy/actor.ts'
import { Refusal } from '#policy/refusal.ts'
import { isAlerting, raiseAlert } from '#record/raise-alert.ts'
import { type Entry, record } from '#record/record.ts'
import { identify } from '#sessions/identify.ts'
import { hashToken } from '#sessions/token.ts'
import type { LastStatement } from './handler.ts'
import type { IncomingRequest } from './request.ts'

/** The request, for the record's line of a refusal. */
export type Asked = { action: string; accountId: number | undefined }

/** What a request's work leads to: its result, and its entries in the record. `isChange`: said where the entries do not say it. */
type Done<T> = { result: T; entries?: Entry[]; isChange?: boolean }

/**
 * Runs one transaction of a request: identify the actor, do the work, write the record, commit. A refusal rolls back and writes
 * its line in a separate statement. A request of an ended masquerade stops, and its end is committed.
 * @param ahead sends statements together with BEGIN and the session
 */
export async function exchange<T, A = unknown>(
  pool: Pool,
  request: IncomingRequest,
  lazyCommit: boolean,
  attempt: Asked,
  work: (sql: Sql, actor: Actor, last: LastStatement, ahead: A | undefined) => Promise<Done<T>>,
  ahead?: (sql: Sql) => Promise<A>,
): Promise<T> {
  let actor: Actor | undefined
  const proof = request.credential ? hashToken(request.credential) : null
  try {
    return await inTransaction(
      pool,
      (sql) => Promise.all([identify(sql, request, lazyCommit), ahead?.(sql)]),
      async (sql, [who, readAhead], ending) => {
        if (who.kind === 'ended') throw new CommittedRefusal('masquerade-ended', { masqueradeEnd: who.end })
        actor = who
        const last: LastStatement = (send) => withCommit(sql, ending, send)
        const { result, entries = [], isChange } = await work(sql, who, last, readAhead)
        if (ending.sent && (isChange || entries.length > 0))
          throw new Error(
            'what follows the COMMIT would be lost: a last statement is for reads without a line of the record',
          )
        const { correlationId } = request
        const recorded = record(sql, who, correlationId, entries, proof)
        if (isChange ?? entries.some(({ event }) => event !== 'read')) {
          // In one packet with the record's line.
          const [{ transactionId }] = await Promise.all([currentTransaction.one(sql, {}), recorded])
          ending.change = { transactionId, correlationId: entries.length > 0 ? correlationId : undefined }
        }
        await recorded
        return result
      },
    )
  } catch (error) {
    const isOutage = error instanceof Refusal && error.status === 503
    if (error instanceof Refusal && !isOutage && actor && actor.kind !== 'visitor') {
      const { correlationId } = request
      await record(
        pool,
        actor,
        correlationId,
        [{ event: 'refused', reason: error.reason, ...attempt }],
        proof,
      )
      if (actor.kind === 'csr' && isAlerting(error.reason))
        await raiseAlert(pool, actor, {
          subject: error.reason,
          ...attempt,
          correlationId,
          isOnceAnHour: true,
        })
    }
    throw error
  }
}
