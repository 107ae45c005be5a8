import { openPool } from '@porchlight/server/database/sql.ts'

/** First number of the accounts and web users of the measured tasks. */
const firstAccount = 2_500_000_000
const firstUser = 1_000_000

/** Number of accounts of each web user. */
export const accountsEach = 100

export type Customer = { webUserId: number; userName: string; accountIds: readonly number[] }

/** Returns the nth customer of the measured town. */
export const customerAt = (n: number): Customer => ({
  webUserId: firstUser + n,
  userName: `measured.${n}`,
  accountIds: Array.from({ length: accountsEach }, (_, at) => firstAccount + n * accountsEach + at),
})

/** Adds `count` customers with a hundred accounts each. */
export async function addCustomers(ownerUrl: string, count: number): Promise<void> {
  const owner = openPool(ownerUrl, 1)
  const accounts = count * accountsEach
  try {
    await owner`INSERT INTO persons (person_id, kind) SELECT ${firstUser} + n, 'human' FROM generate_series(0, ${count - 1}) n`
    await owner`INSERT INTO web_users (web_user_id, user_name, email, person_id)
      SELECT ${firstUser} + n, 'measured.' || n, 'measured.' || n || '@example.com', ${firstUser} + n
      FROM generate_series(0, ${count - 1}) n`
    // The transactions of the benchmark identify their customer by these sessions.
    await owner`INSERT INTO customer_sessions (token_hash, web_user_id, created_at, last_used_at, expires_at, ip_address, user_agent)
      SELECT sha256(convert_to('measured.' || n, 'UTF8')), ${firstUser} + n, now(), now(), now() + interval '12 hours',
        '192.0.2.10', 'benchmark' FROM generate_series(0, ${count - 1}) n`
    await owner`INSERT INTO accounts (account_id, customer_class, division, status, opened_on)
      SELECT ${firstAccount}::bigint + n, 'residential', 'north', 'active', '2020-01-01' FROM generate_series(0, ${accounts - 1}) n`
    await owner`INSERT INTO account_persons (account_id, person_id, is_main_customer, is_financially_responsible, relationship_type)
      SELECT ${firstAccount}::bigint + n, ${firstUser} + n / ${accountsEach}, true, true,
        (SELECT relationship_type FROM account_persons WHERE is_main_customer LIMIT 1)
      FROM generate_series(0, ${accounts - 1}) n`
    await owner`INSERT INTO web_user_accounts (web_user_id, account_id, role)
      SELECT ${firstUser} + n / ${accountsEach}, ${firstAccount}::bigint + n, 'account-holder'
      FROM generate_series(0, ${accounts - 1}) n`
    await owner.unsafe('VACUUM ANALYZE')
  } finally {
    await owner.end()
  }
}
