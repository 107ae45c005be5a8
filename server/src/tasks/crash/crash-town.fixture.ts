import type { Pool } from '#database/sql.ts'

export const firstAccount = 3_000_000_000

/** A customer with an account for each task, so that each effect is a version of a row of its own. */
export async function addTown(owner: Pool, accounts: number): Promise<void> {
  await owner`INSERT INTO persons (person_id, kind) VALUES (900001, 'human')`
  await owner`INSERT INTO web_users (web_user_id, user_name, email, person_id) VALUES (900001, 'crash.test', 'crash@example.com', 900001)`
  await owner`INSERT INTO accounts (account_id, customer_class, division, status, opened_on)
    SELECT ${firstAccount}::bigint + n, 'residential', 'north', 'active', '2020-01-01' FROM generate_series(0, ${accounts - 1}) n`
  await owner`INSERT INTO account_persons (account_id, person_id, is_main_customer, is_financially_responsible, relationship_type)
    SELECT ${firstAccount}::bigint + n, 900001, true, true, (SELECT relationship_type FROM account_persons WHERE is_main_customer LIMIT 1)
    FROM generate_series(0, ${accounts - 1}) n`
  await owner`INSERT INTO web_user_accounts (web_user_id, account_id, role)
    SELECT 900001, ${firstAccount}::bigint + n, 'account-holder' FROM generate_series(0, ${accounts - 1}) n`
}

/**
 * Adds tasks for `count` accounts from the nth on, in one transaction with the first lines of their logs.
 * @param due when they are due, in PostgreSQL's words: `30 minutes` from now
 */
export const addTasks = (owner: Pool, from: number, count: number, due = '0 minutes') =>
  owner`WITH made AS (
      INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
        self_service_user_id, payload, due_at, correlation_id, created_at, updated_at)
      SELECT 'nickname', 'pending', ${firstAccount}::bigint + n, 'customer', 'crash.test', 'crash@example.com', '192.0.2.1', 900001,
        '{"nickname": {"before": "", "after": "Home"}}', current_instant() + ${due}::interval, gen_random_uuid(), current_instant(), current_instant()
      FROM generate_series(${from}::int, ${from + count - 1}::int) n RETURNING self_service_task_id)
    INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor)
    SELECT self_service_task_id, 1, current_instant(), 'pending', 'crash.test' FROM made`
