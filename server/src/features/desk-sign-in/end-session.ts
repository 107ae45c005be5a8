import type { Sql } from '#database/sql.ts'
import { endMasquerade } from '#features/masquerade/index.ts'
import { record } from '#pipeline/record.ts'
import type { Csr } from '#policy/actor.ts'
import { endDeskSession, liveMasqueradesOfSession } from './queries.ts'

/** Ends a CSR's desk session and every masquerade that was started from it, at once. The caller records the sign-out. */
export async function endSessionOf(sql: Sql, csr: Csr): Promise<void> {
  const { csrId, deskSessionId } = csr
  await endDeskSession(sql, { deskSessionId })
  for (const { masqueradeId } of await liveMasqueradesOfSession(sql, { csrId, deskSessionId }))
    await endMasquerade(sql, masqueradeId, 'desk-signed-out', csr)
}

type EndCause = 'signed-in-again' | 'signed-out-at-provider'

/** Records the end of a desk session that its CSR did not ask for at the desk. */
export const signedOutAs = (sql: Sql, csr: Csr, correlationId: string, cause: EndCause): Promise<void> =>
  record(sql, csr, correlationId, [{ event: 'signed-out', action: 'desk-session:end', details: { cause } }])

/** Ends the session that a new sign-in of this browser replaces: no token outlives its cookie. */
export async function replaceSession(sql: Sql, csr: Csr, correlationId: string): Promise<void> {
  await endSessionOf(sql, csr)
  await signedOutAs(sql, csr, correlationId, 'signed-in-again')
}
