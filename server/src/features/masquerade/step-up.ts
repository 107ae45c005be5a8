import type { Sql } from '#database/sql.ts'
import type { Grant } from '#policy/grant.ts'
import { ownLiveMasquerade, stepUpMasquerade } from './queries.ts'

type StepUp = Grant<'masquerade:step-up'>

/** Returns whether the masquerade of the grant is live and was started from this CSR's own desk session. */
export async function isOwnMasquerade(sql: Sql, grant: StepUp): Promise<boolean> {
  const { masqueradeId, csrId, deskSessionId } = grant
  return (await ownLiveMasquerade.first(sql, { masqueradeId, csrId, deskSessionId })) !== undefined
}

/**
 * Opens what asks for a step-up, for five minutes by the database's clock, in this one masquerade. The caller has seen that
 * its CSR showed the second factor just now, and records it. The masquerade's id as it is stored; undefined where it is over.
 */
export async function stepUp(sql: Sql, grant: StepUp): Promise<string | undefined> {
  return (await stepUpMasquerade.first(sql, grant))?.masqueradeId
}
