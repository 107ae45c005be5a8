import type { Sql } from '#database/sql.ts'
import type { Csr } from '#policy/actor.ts'
import { ownLiveMasquerade, stepUpMasquerade } from './queries.ts'

/** The id of a masquerade that is live and was started from this CSR's own desk session; undefined for any other. */
export async function findOwnMasquerade(
  sql: Sql,
  masqueradeId: string,
  { csrId, deskSessionId }: Csr,
): Promise<string | undefined> {
  return (await ownLiveMasquerade.first(sql, { masqueradeId, csrId, deskSessionId }))?.masqueradeId
}

/**
 * Opens what asks for a step-up, for five minutes by the database's clock, in this one masquerade. The caller has seen that
 * its CSR showed the second factor just now, and records it. The masquerade's id as it is stored; undefined where it is over.
 */
export async function stepUp(
  sql: Sql,
  masqueradeId: string,
  { csrId, deskSessionId }: Csr,
): Promise<string | undefined> {
  return (await stepUpMasquerade.first(sql, { masqueradeId, csrId, deskSessionId }))?.masqueradeId
}
