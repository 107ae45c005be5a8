import type { Pool } from '#database/sql.ts'
import { sealValue } from '#encryption/sealed-value.ts'
import {
  type CrashOptions,
  crashAtBank,
  crashCents,
  endingOf,
  type PaymentCrashes,
} from '#features/bank-payments/crash/payment-crash.fixture.ts'
import { firstAccount } from '#tasks/crash/crash-town.fixture.ts'
import { testEncryptionKey } from '#testing/cluster.ts'

/** Adds accounts that owe a bill of today, each with autopay from a bank account of its own. */
async function addAutopays(owner: Pool, from: number, count: number): Promise<void> {
  for (let n = from; n < from + count; n++)
    await owner.begin(async (sql) => {
      const accountId = firstAccount + n
      const number = `${100_000 + n}${endingOf(n)}`
      const [task] = await sql`
        INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
          self_service_user_id, payload, applied_at, correlation_id, created_at, updated_at)
        VALUES ('autopay-enrol', 'completed', ${accountId}, 'customer', 'crash.test', 'crash@example.com', '192.0.2.1', 900001,
          '{"bankAccount": "•••• 6789", "drawn": "due-date"}', current_instant(), gen_random_uuid(), current_instant(), current_instant())
        RETURNING self_service_task_id`
      const taskId = Number(task?.selfServiceTaskId)
      await sql`
        WITH bank AS (
          INSERT INTO bank_accounts (web_user_id, self_service_task_id, kind, routing_number, number_encrypted, number_hash,
            masked_number, added_at, verified_at)
          VALUES (900001, ${taskId}, 'checking', '122105155', ${sealValue(testEncryptionKey, number)}, ${Buffer.from(number)},
            '•••• 6789', current_instant(), current_instant())
          RETURNING bank_account_id)
        INSERT INTO autopays (account_id, web_user_id, bank_account_id, masked_number, terms_version, self_service_task_id,
          started_on, version)
        SELECT ${accountId}, 900001, bank_account_id, '•••• 6789', 1, ${taskId}, current_date - 40, 1 FROM bank`
      await sql`UPDATE accounts SET is_autopay = true, balance_cents = ${crashCents} WHERE account_id = ${accountId}`
      await sql`
        INSERT INTO bills (account_id, bill_date, due_date, period_from, period_to, previous_balance_cents, payments_cents,
          adjustments_cents, charges_cents, amount_due_cents, currency)
        SELECT ${accountId}, d.day, d.day, d.day - 30, d.day - 1, 0, 0, 0, ${crashCents}, ${crashCents}, 'USD'
        FROM (SELECT (current_instant() AT TIME ZONE 'America/Los_Angeles')::date AS day) d`
    })
}

/** Kills the worker while it plans bills, orders their payments and makes them at the bank. */
export const autopayCrashTest = (options: CrashOptions): Promise<PaymentCrashes> =>
  crashAtBank(options, {
    add: addAutopays,
    waiting: async (owner) => {
      const [row] =
        await owner`SELECT count(*)::int AS n FROM autopays p WHERE p.account_id >= ${firstAccount}
        AND NOT EXISTS (SELECT 1 FROM autopay_runs r JOIN bank_transfers x USING (self_service_task_id)
          WHERE r.autopay_id = p.autopay_id AND x.state <> 'waiting')`
      return Number(row?.n)
    },
    owedCents: crashCents,
  })
