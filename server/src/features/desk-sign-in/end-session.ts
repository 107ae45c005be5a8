import type { Sql } from '#database/sql.ts'
import { endMasquerade } from '#features/masquerade/index.ts'
import { type Entry, record } from '#pipeline/record.ts'
import type { Csr } from '#policy/actor.ts'
import { endDeskSession, liveMasqueradesOfSession } from './queries.ts'

/** The entry that stands in the record for a desk session's end. */
export const signedOut: Entry = { event: 'signed-out', action: 'desk-session:end' }

/** Ends a CSR's desk session and every masquerade that was started from it, at once. The caller records the sign-out. */
export async function endSessionOf(sql: Sql, csr: Csr): Promise<void> {
  const { csrId, deskSessionId } = csr
  await endDeskSession(sql, { deskSessionId })
  for (const { masqueradeId } of await liveMasqueradesOfSession(sql, { csrId, deskSessionId }))
    await endMasquerade(sql, masqueradeId, 'desk-signed-out', csr)
}

/** The same for the session that a new sign-in of this browser replaces: no token outlives its cookie. */
export async function replaceSession(sql: Sql, csr: Csr, correlationId: string): Promise<void> {
  await endSessionOf(sql, csr)
  await record(sql, csr, correlationId, [signedOut])
}
