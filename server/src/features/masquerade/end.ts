import type { Sql } from '#database/sql.ts'
import { recordAttribution } from '#pipeline/record.ts'
import type { Actor } from '#policy/actor.ts'
import { endMasqueradeRow } from './queries.ts'

/** Why a masquerade ended, where somebody ended it. What ends by itself is the database's to say. */
export type EndedBy =
  | 'banner'
  | 'desk'
  | 'desk-signed-out'
  | 'supervisor'
  | 'switched-off'
  | 'web-user-unavailable'
  | 'customer'

/**
 * Ends a masquerade once, with its own line in the record that names who ended it; true if this call did. The next request
 * on its view origin is refused.
 */
export async function endMasquerade(
  sql: Sql,
  masqueradeId: string,
  cause: EndedBy,
  actor: Actor,
  more: {
    /** Why, in the words of whoever ended it. */
    givenReason?: string | undefined
    /** Of the session that proves a customer or a masquerade; the database believes neither without. */
    tokenHash?: Uint8Array
  } = {},
): Promise<boolean> {
  const { givenReason, tokenHash = null } = more
  // The line names the masquerade's CSR unless the actor says otherwise: a customer's line names no CSR.
  const by = {
    csr_id: null,
    ...recordAttribution(actor),
    ...(givenReason !== undefined && { details: { givenReason } }),
  }
  const { isEnded } = await endMasqueradeRow.one(sql, { tokenHash, masqueradeId, cause, by })
  return isEnded
}
