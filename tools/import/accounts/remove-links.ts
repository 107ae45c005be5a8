import type { Sql } from '@porchlight/server/database/sql.ts'

/** Removes links without an account-person row. When the CIS takes a person off an account, their links in the portal go too. */
export async function removeLinksWithoutPerson(sql: Sql, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return
  await sql.unsafe(
    `DELETE FROM web_user_accounts l USING web_users w
     WHERE l.account_id = ANY ($1::bigint[]) AND w.web_user_id = l.web_user_id AND NOT EXISTS (
       SELECT FROM account_persons ap WHERE ap.account_id = l.account_id AND ap.person_id = w.person_id)`,
    [[...accountIds]],
  )
}
