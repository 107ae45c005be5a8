import type { Sql } from '#database/sql.ts'
import { endMasqueradeToo } from '#features/masquerade/index.ts'
import type { Csr } from '#policy/actor.ts'
import { decide } from '#policy/decide.ts'
import type { Grant } from '#policy/grant.ts'
import { Refusal } from '#policy/refusal.ts'
import { record } from '#record/record.ts'
import { endDeskSession, liveMasqueradesOfSession } from './queries.ts'

/** Ends a CSR's desk session and every masquerade that was started from it, at once. The caller records the sign-out. */
export async function endSessionOf(
  sql: Sql,
  grant: Grant<'desk-session:end'>,
  /** What the open tabs of the session are told, where its CSR did not end it. */
  endCause: 'signed-out-at-provider' | null = null,
): Promise<void> {
  const { csrId, deskSessionId } = grant
  await endDeskSession(sql, grant, { endCause })
  for (const { masqueradeId } of await liveMasqueradesOfSession(sql, { csrId, deskSessionId }))
    await endMasqueradeToo(sql, grant, masqueradeId)
}

type EndCause = 'signed-in-again' | 'signed-out-at-provider'

/**
 * Ends a desk session that its CSR did not end at the desk, and records it: one that a new sign-in of this browser replaces (no
 * token outlives its cookie), or that the identity provider ends.
 */
export async function endSessionElsewhere(
  sql: Sql,
  csr: Csr,
  correlationId: string,
  cause: EndCause,
): Promise<void> {
  const decision = decide(csr, 'desk-session:end', {})
  if (!decision.allow) throw new Refusal(decision.reason)
  await endSessionOf(sql, decision.grant, cause === 'signed-out-at-provider' ? cause : null)
  await record(sql, csr, correlationId, [
    { event: 'signed-out', action: 'desk-session:end', details: { cause } },
  ])
}
