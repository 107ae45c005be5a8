import type { Sql } from '@porchlight/server/database/sql.ts'

/**
 * Keeps an account-person row for every link. If the utility has none, makes one of self-service's reserved type, as when a customer
 * links an account. Deletes a row of that type with the last link that needs it.
 */
export async function keepAccountPersons(sql: Sql, webUserIds: readonly string[]): Promise<void> {
  if (webUserIds.length === 0) return
  await sql.unsafe(
    `INSERT INTO account_persons (account_id, person_id, relationship_type, is_financially_responsible)
     SELECT l.account_id, w.person_id, t.relationship_type, bool_or(r.is_financially_responsible)
     FROM web_user_accounts l JOIN web_users w USING (web_user_id) JOIN web_user_roles r USING (role)
     JOIN relationship_types t ON t.is_reserved
     WHERE l.web_user_id = ANY ($1::bigint[]) AND NOT EXISTS (
       SELECT FROM account_persons ap WHERE ap.account_id = l.account_id AND ap.person_id = w.person_id)
     GROUP BY 1, 2, 3
     ON CONFLICT DO NOTHING`,
    [[...webUserIds]],
  )
  await sql.unsafe(
    `DELETE FROM account_persons ap USING web_users w, relationship_types t
     WHERE w.web_user_id = ANY ($1::bigint[]) AND ap.person_id = w.person_id
       AND t.is_reserved AND ap.relationship_type = t.relationship_type AND NOT EXISTS (
         SELECT FROM web_user_accounts l JOIN web_users o USING (web_user_id)
         WHERE l.account_id = ap.account_id AND o.person_id = ap.person_id)`,
    [[...webUserIds]],
  )
}
