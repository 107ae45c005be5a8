import type { Sql } from '@porchlight/server/database/sql.ts'
import { hashToken } from '@porchlight/server/sessions/token.ts'
import { type DemoUserName, demoCustomer } from '../cast/cast.ts'

/** Switches on the accounts that are paid automatically: the CIS reads that switch. */
export const switchAutopayOn = (sql: Sql) => sql`
  UPDATE accounts SET is_autopay = true WHERE account_id IN (SELECT account_id FROM autopays)`

/** Registers a company, whose secret is `sunny-side-demo`, and lets it read the usage of a customer of the cast. */
export async function addDataAccess(sql: Sql): Promise<void> {
  const maria: DemoUserName = 'm.alvarez'
  const [accountId] = demoCustomer(maria).accountIds
  await sql`INSERT INTO data_clients (client_id, name, website, redirect_uris, secret_hash, created_at)
    VALUES ('sunny-side', 'Sunny Side Solar', 'https://sunny-side.example', '{https://sunny-side.example/connected}',
      ${hashToken('sunny-side-demo')}, current_instant() - interval '200 days')`
  await sql`INSERT INTO data_grants (client_id, web_user_id, account_id, readings_from, ends_on, created_at, redirect_uri, state,
      code_nonce, code_hash, code_challenge, code_expires_at, code_used_at, last_read_at)
    SELECT 'sunny-side', w.web_user_id, ${accountId ?? null}, current_date - 420, current_date + 310, current_instant() - interval '55 days',
      'https://sunny-side.example/connected', '', '', 'used', '', current_instant() - interval '55 days',
      current_instant() - interval '55 days', current_instant() - interval '7 hours'
    FROM web_users w WHERE w.user_name = ${maria}`
}
