import type { Sql } from '@porchlight/server/database/sql.ts'
import type { DemoOptions } from '../demo-options.ts'
import { tableNames, tables } from './tables.ts'

/** Tells whether the migrated database has neither customers nor staff. */
export async function isEmpty(sql: Sql): Promise<boolean> {
  const rows = await sql.unsafe(
    'SELECT EXISTS (SELECT FROM persons) OR EXISTS (SELECT FROM csr_users) AS "isFilled"',
  )
  return rows[0]?.isFilled === false
}

/** Written by statements (reviews.ts), not by COPY. */
const reviewTables = ['alert_steps', 'canary_customers', 'detector_mutes']

/** Sets the sequence of every identity column to continue after the keys in its table. */
export async function setSequences(sql: Sql): Promise<void> {
  const columns = await sql.unsafe(
    `SELECT c.table_name AS "table", c.column_name AS "column"
     FROM information_schema.columns c
     WHERE c.table_schema = 'public' AND c.is_identity = 'YES' AND c.table_name = ANY ($1)`,
    [[...tableNames, ...reviewTables]],
  )
  for (const { table, column } of columns) {
    await sql.unsafe(
      `SELECT setval(pg_get_serial_sequence('${table}', '${column}'), max(${column})) FROM ${table} HAVING max(${column}) IS NOT NULL`,
    )
  }
}

/**
 * Adds the news of each request that waits for approval, so that the first start mails the account's holders. Adds none that the
 * tables' triggers have added.
 */
export async function tellOfRequests(sql: Sql): Promise<void> {
  await sql.unsafe(
    `INSERT INTO link_news (news, account_id, web_user_id, self_service_task_id, at)
     SELECT 'requested', t.account_id, t.self_service_user_id, t.self_service_task_id, t.created_at
     FROM self_service_tasks t
     WHERE t.task_type = 'account-verification' AND t.state = 'awaiting-approval'
       AND NOT EXISTS (SELECT 1 FROM link_news n WHERE n.self_service_task_id = t.self_service_task_id)`,
  )
}

/** Makes the record's partitions for the months of the demo's history. */
export async function makePartitions(sql: Sql, { today }: DemoOptions): Promise<void> {
  for (let back = 4; back >= 0; back -= 1) {
    await sql.unsafe('SELECT make_record_partitions($1::date - make_interval(months => $2::int))', [
      today,
      back,
    ])
  }
}

/** Sets the demo utility's telephone numbers. 555-01xx is reserved for fiction. */
export async function setHelpLines(sql: Sql): Promise<void> {
  const numbers = { 'help.phone': '1-800-555-0142', 'help.emergency-phone': '1-800-555-0199' }
  for (const [setting, number] of Object.entries(numbers))
    for (const locale of ['en', 'es'])
      await sql.unsafe(
        `INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
         SELECT $1::text, $2::text, 1, to_jsonb($3::text), csr_id, current_instant() FROM csr_users
         WHERE csr_id = 'kenji.sato'`,
        [setting, locale, number],
      )
}

/** Sets where payments by mail go. The street is made up. */
export async function setRemittanceAddress(sql: Sql): Promise<void> {
  await sql.unsafe(
    `INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
     SELECT 'billing.remittance-address', '', 1, $1::text::jsonb, csr_id, current_instant() FROM csr_users
     WHERE csr_id = 'kenji.sato'`,
    [JSON.stringify(['Harbor Light & Water', 'Payment Center', 'PO Box 555', 'Port Ellis, CA 92191'])],
  )
}

/** Has the record's checkpoint mailed to the security officer every day. */
export async function setCheckpointMail(sql: Sql): Promise<void> {
  await sql.unsafe(
    `INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
     SELECT 'alerts.checkpoint-mails-en', '', 1, jsonb_build_array(email), csr_id, current_instant() FROM csr_users
     WHERE csr_id = 'kenji.sato'`,
  )
}

/**
 * Makes the transaction faster. A superuser leaves foreign keys unchecked: the rows are made so that they hold, and the test checks
 * them.
 */
export async function speedUp(sql: Sql): Promise<void> {
  const [row] = await sql.unsafe("SELECT current_setting('is_superuser') = 'on' AS superuser")
  if (row?.superuser === true) await sql.unsafe('SET LOCAL session_replication_role = replica')
  await sql.unsafe('SET LOCAL synchronous_commit = off')
}

/** Numbers the entries of the record in the order of their times, as they would have been appended. */
export async function orderRecord(sql: Sql): Promise<void> {
  const columns = tables.record_entries.filter((column) => column !== 'record_entry_id').join(', ')
  await sql.unsafe(
    `CREATE TEMPORARY TABLE unordered_entries ON COMMIT DROP AS SELECT record_entry_id, ${columns} FROM record_entries`,
  )
  await sql.unsafe('TRUNCATE record_entries')
  await sql.unsafe(`INSERT INTO record_entries (record_entry_id, ${columns}) OVERRIDING SYSTEM VALUE
    SELECT row_number() OVER (ORDER BY at, record_entry_id), ${columns} FROM unordered_entries ORDER BY at, record_entry_id`)
}

/** Enrolls accounts as their newest completed requests say: a completed request has changed what it says. */
export async function enrollAsAsked(sql: Sql, { timeZone }: Pick<DemoOptions, 'timeZone'>): Promise<void> {
  await sql.unsafe(
    `INSERT INTO account_programs (account_id, program, state, terms, started_on, changed_on, ended_on, version)
     SELECT account_id, task_type, CASE WHEN is_over THEN 'completed' ELSE 'active' END, terms, on_day, on_day,
       CASE WHEN is_over THEN on_day + 1 END, 1
     FROM (
       SELECT DISTINCT ON (t.account_id, t.task_type) t.account_id, t.task_type, t.payload, d.on_day,
         -- What was agreed some time ago has been paid since.
         t.task_type IN ('payment-extension', 'payment-arrangement') AND d.on_day < current_date - 4 AS is_over,
         CASE t.task_type
           WHEN 'paperless' THEN '{"paperToo": false}'
           WHEN 'charity-round-up' THEN '{}'
           WHEN 'budget-billing' THEN jsonb_build_object('monthlyCents', t.amount_cents)
           WHEN 'preferred-due-date' THEN jsonb_build_object('dayOfMonth', t.payload #> '{dayOfMonth,after}')
           WHEN 'payment-extension' THEN jsonb_build_object('untilOn', t.payload -> 'payUntil',
             'amountCents', GREATEST(a.balance_cents, 5000), 'afterPaymentId', y.last_id)
           WHEN 'payment-arrangement' THEN jsonb_build_object('afterPaymentId', y.last_id, 'parts', (
             SELECT jsonb_agg(jsonb_build_object('on', (d.on_day + 7 + make_interval(months => n))::date,
                 'amountCents', t.amount_cents / p.parts + CASE WHEN n < t.amount_cents % p.parts THEN 1 ELSE 0 END) ORDER BY n)
               FROM generate_series(0, p.parts - 1) n))
         END AS terms
       FROM self_service_tasks t JOIN accounts a USING (account_id)
       CROSS JOIN LATERAL (SELECT (t.updated_at AT TIME ZONE $1)::date AS on_day) d
       CROSS JOIN LATERAL (SELECT (t.payload ->> 'parts')::integer AS parts) p
       CROSS JOIN LATERAL (SELECT max(payment_id) AS last_id FROM payments WHERE account_id = t.account_id) y
       WHERE t.state = 'completed' AND t.task_type IN
         ('paperless', 'budget-billing', 'charity-round-up', 'preferred-due-date', 'payment-extension', 'payment-arrangement')
       ORDER BY t.account_id, t.task_type, t.updated_at DESC, t.self_service_task_id DESC) newest
     WHERE COALESCE(payload #>> '{paperless,after}', payload #>> '{roundUp,after}', 'true') = 'true'`,
    [timeZone],
  )
}
