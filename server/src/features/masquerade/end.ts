import type { Sql } from '#database/sql.ts'
import type { Grant } from '#policy/grant.ts'
import { type RecordProof, recordAttribution, recordProof } from '#record/record.ts'
import { endMasqueradeRow } from './queries.ts'

/** The actions that end the one masquerade that their grant is about, and why it ended. */
const causes = {
  'masquerade:leave': 'banner',
  'masquerade:end-own': 'desk',
  'masquerade:end-any': 'supervisor',
  'support-visit:end': 'customer',
} as const
type EnderOfOne = keyof typeof causes

/** The actions of which the end of some masquerades is a consequence. */
const consequences = {
  'desk-session:end': 'desk-signed-out',
  'issuer-session:end': 'desk-signed-out',
  'masquerade:end-many': 'supervisor',
  'settings:change': 'switched-off',
  'web-user:deactivate': 'web-user-unavailable',
  'account-link:unlink': 'web-user-unavailable',
} as const
type EnderOfSome = keyof typeof consequences

type More = {
  /** The reason that the ending actor typed. */
  givenReason?: string | undefined
  /** The token hash of the session. The database accepts a customer or a masquerade as the actor only with it. */
  tokenHash?: Uint8Array
}

async function end(
  sql: Sql,
  grant: Grant<EnderOfOne | EnderOfSome>,
  masqueradeId: string,
  cause: string,
  more: More,
) {
  const { givenReason, tokenHash = null } = more
  // The line names the masquerade's CSR unless the actor says otherwise: a customer's line names no CSR.
  const by = {
    csr_id: null,
    ...recordAttribution(grant.actor),
    ...(givenReason !== undefined && { details: { givenReason } }),
  }
  const { isEnded } = await endMasqueradeRow.one(sql, grant, { tokenHash, masqueradeId, cause, by })
  return isEnded
}

/**
 * Ends the masquerade that the grant is about, once. The database writes the line in the record that names who ended it; `isEnded`
 * if this call did. The next request on its view origin is refused.
 */
export async function endMasquerade(
  sql: Sql,
  grant: Grant<EnderOfOne>,
  more: More = {},
): Promise<{ isEnded: boolean; line: RecordProof }> {
  const isEnded = await end(sql, grant, grant.masqueradeId, causes[grant.action], more)
  return { isEnded, line: recordProof }
}

/** Ends a masquerade as a consequence of what the grant allows, with its own line in the record; true if this call did. */
export const endMasqueradeToo = (
  sql: Sql,
  grant: Grant<EnderOfSome>,
  masqueradeId: string,
  more: More = {},
): Promise<boolean> => end(sql, grant, masqueradeId, consequences[grant.action], more)

/** Ends several masquerades, each with its own line in the record; `ended` counts those that this call ended. */
export async function endMasquerades(
  sql: Sql,
  grant: Grant<'masquerade:end-many'>,
  masqueradeIds: readonly string[],
  more: More = {},
): Promise<{ ended: number; line: RecordProof }> {
  let ended = 0
  for (const masqueradeId of masqueradeIds)
    if (await endMasqueradeToo(sql, grant, masqueradeId, more)) ended += 1
  return { ended, line: recordProof }
}
