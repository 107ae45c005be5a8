import { endMasqueradeToo, liveMasqueradesOf } from '#features/masquerade/index.ts'
import type { Context } from '#pipeline/handler.ts'

/**
 * Ends every masquerade of a web user (on one account, where it is given) that is going on, each with its line in the record.
 * Their next requests are refused as soon as this transaction has committed.
 * @returns how many it ended
 */
export async function endViews(
  { sql, grant }: Context<'account-link:unlink' | 'web-user:deactivate'>,
  webUserId: number,
  accountId: number | null,
): Promise<number> {
  let ended = 0
  for (const { masqueradeId } of await liveMasqueradesOf(sql, { webUserId, accountId }))
    if (await endMasqueradeToo(sql, grant, masqueradeId)) ended += 1
  return ended
}
