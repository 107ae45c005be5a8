import { command, query } from '#database/query.ts'
import type {
  AccountForAutopay,
  AutopayOfAccount,
  AutopayRuns,
  BillsToPlan,
  ChangeAutopay,
  DecideRun,
  DueRuns,
  EndAutopay,
  EndOverAutopays,
  InsertAutopay,
  InsertRun,
  NewestAutopay,
  OrderRun,
  OrderRunPayment,
  PauseAutopay,
  StopAutopay,
  SwitchAutopay,
  SwitchAutopayOff,
  UnderWay,
  UnpaidBill,
} from './queries.generated.ts'

/** What autopay depends on, by the utility's day. */
export const accountForAutopay = query<AccountForAutopay>(
  'account-for-autopay',
  `SELECT balance_cents, currency, is_autopay, is_cash_only, status = 'closed' AS "is_closed!",
     (current_instant() AT TIME ZONE $timeZone::text)::date AS "today!"
   FROM accounts WHERE account_id = $accountId`,
)

/** The autopay of an account that is set up, else the last one. */
export const newestAutopay = query<NewestAutopay>(
  'newest-autopay',
  `SELECT autopay_id, web_user_id, bank_account_id, masked_number, day_of_month, limit_cents, started_on, version,
     paused_because, ended_at IS NULL AS "is_active!", ended_by
   FROM autopays WHERE account_id = $accountId ORDER BY version DESC LIMIT 1`,
)

/** The autopay that is set up, with the bill that is next and the request that began it, for the desk. */
export const autopayOfAccount = query<AutopayOfAccount>(
  'autopay-of-account',
  `SELECT p.masked_number AS bank_account, p.day_of_month, p.limit_cents, p.paused_because, n.state AS "next_state?",
     n.amount_cents AS "next_cents?", n.pay_on AS "next_on?", t.self_service_task_id AS task_id, t.web_user_id AS made_by,
     t.created_at AS asked_at
   FROM autopays p JOIN self_service_tasks t USING (self_service_task_id)
   LEFT JOIN LATERAL (SELECT r.state, r.amount_cents, r.pay_on FROM autopay_runs r
     WHERE r.autopay_id = p.autopay_id AND r.state IN ('planned', 'held') ORDER BY r.pay_on, r.autopay_run_id LIMIT 1) n ON true
   WHERE p.account_id = $accountId AND p.ended_at IS NULL`,
)

/** The newest bill with something to pay. */
export const unpaidBill = query<UnpaidBill>(
  'unpaid-bill',
  `SELECT LEAST(b.amount_due_cents, a.balance_cents) AS "amount_cents!", b.due_date
   FROM bills b JOIN accounts a USING (account_id)
   WHERE b.account_id = $accountId AND b.amount_due_cents > 0 AND a.balance_cents > 0
     AND b.bill_date = (SELECT max(n.bill_date) FROM bills n WHERE n.account_id = $accountId)
   ORDER BY b.bill_id DESC LIMIT 1`,
)

export const autopayRuns = query<AutopayRuns>(
  'autopay-runs',
  `SELECT r.autopay_run_id, r.bill_id, r.state, r.amount_cents, r.pay_on, r.self_service_task_id AS task_id
   FROM autopay_runs r WHERE r.account_id = $accountId ORDER BY r.autopay_run_id DESC LIMIT 12`,
)

/** No row where another one is set up meanwhile. */
export const insertAutopay = command<InsertAutopay, 'autopay:change'>(
  'insert-autopay',
  `INSERT INTO autopays (account_id, web_user_id, bank_account_id, masked_number, day_of_month, limit_cents, terms_version,
     self_service_task_id, started_on, version)
   VALUES ($accountId, $webUserId, $bankAccountId, $maskedNumber, $dayOfMonth, $limitCents, $termsVersion, $taskId, $today::date,
     $newVersion)
   ON CONFLICT (account_id) WHERE ended_at IS NULL DO NOTHING RETURNING version`,
)

export const changeAutopay = command<ChangeAutopay, 'autopay:change'>(
  'change-autopay',
  `UPDATE autopays SET bank_account_id = $bankAccountId, masked_number = $maskedNumber, day_of_month = $dayOfMonth,
     limit_cents = $limitCents, terms_version = $termsVersion, paused_because = NULL, version = version + 1
   WHERE account_id = $accountId AND web_user_id = $webUserId AND ended_at IS NULL AND version = $version RETURNING version`,
)

export const stopAutopay = command<StopAutopay, 'autopay:stop'>(
  'stop-autopay',
  `UPDATE autopays SET ended_at = current_instant(), ended_by = 'stopped', version = version + 1
   WHERE account_id = $accountId AND ended_at IS NULL AND version = $version RETURNING version`,
)

/** Writes the switch that the CIS reads. */
export const switchAutopay = command<SwitchAutopay, 'autopay:change' | 'autopay:stop'>(
  'switch-autopay',
  `UPDATE accounts SET is_autopay = $isOn, version = version + 1
   WHERE account_id = $accountId AND is_autopay <> $isOn`,
)

/** No row where it is decided already, or is another account's. */
export const decideRun = command<DecideRun, 'autopay:decide'>(
  'decide-run',
  `UPDATE autopay_runs r SET state = CASE WHEN $isPaid::boolean THEN 'planned' ELSE 'skipped' END
   FROM autopays p JOIN accounts a USING (account_id)
   WHERE r.autopay_run_id = $autopayRunId AND p.autopay_id = r.autopay_id AND p.account_id = $accountId AND p.ended_at IS NULL
     AND (r.state = 'held' OR r.state = 'planned' AND NOT $isPaid::boolean)
   RETURNING r.state, r.bill_id, r.amount_cents, a.currency`,
)

/** Newest bills of accounts with autopay that it has done nothing about. */
export const billsToPlan = query<BillsToPlan>(
  'bills-to-plan',
  `SELECT p.autopay_id, p.account_id, p.web_user_id, p.self_service_task_id AS task_id, p.masked_number, p.day_of_month, p.limit_cents, b.bill_id, b.bill_date, b.due_date,
     LEAST(b.amount_due_cents, a.balance_cents) AS "amount_cents!", a.currency,
     (current_instant() AT TIME ZONE $timeZone::text)::date AS "today!"
   FROM autopays p JOIN accounts a USING (account_id)
   JOIN LATERAL (SELECT n.bill_id, n.bill_date, n.due_date, n.amount_due_cents FROM bills n WHERE n.account_id = p.account_id
     ORDER BY n.bill_date DESC, n.bill_id DESC LIMIT 1) b ON true
   WHERE p.ended_at IS NULL AND p.paused_because IS NULL AND b.amount_due_cents > 0 AND a.balance_cents > 0 AND NOT a.is_cash_only
     AND NOT EXISTS (SELECT 1 FROM autopay_runs r WHERE r.autopay_id = p.autopay_id AND r.bill_id = b.bill_id)
   ORDER BY p.autopay_id LIMIT $most FOR UPDATE OF p SKIP LOCKED`,
)

export const insertRun = command<InsertRun, 'job:run-autopays'>(
  'insert-run',
  `INSERT INTO autopay_runs (autopay_id, account_id, bill_id, pay_on, amount_cents, state)
   VALUES ($autopayId, $accountId, $billId, $payOn::date, $amountCents, $state) ON CONFLICT DO NOTHING RETURNING autopay_run_id`,
)

/** Runs whose day has come, locked. */
export const dueRuns = query<DueRuns>(
  'due-runs',
  `SELECT r.autopay_run_id, r.amount_cents, p.account_id, p.web_user_id, p.bank_account_id, p.masked_number, p.terms_version,
     p.self_service_task_id AS task_id, a.balance_cents, a.currency,
     (current_instant() AT TIME ZONE $timeZone::text)::date AS "today!"
   FROM autopay_runs r JOIN autopays p USING (autopay_id) JOIN accounts a ON a.account_id = p.account_id
   WHERE r.state = 'planned' AND p.ended_at IS NULL AND p.paused_because IS NULL AND r.pay_on <= (current_instant() AT TIME ZONE $timeZone::text)::date
   ORDER BY r.autopay_run_id LIMIT $most FOR UPDATE OF r SKIP LOCKED`,
)

/** What other payments of the account that are scheduled or at the bank will take. */
export const underWay = query<UnderWay>(
  'under-way',
  `SELECT COALESCE(sum(t.amount_cents), 0)::bigint AS "cents!" FROM self_service_tasks t
   WHERE t.account_id = $accountId AND t.task_type = 'one-time-payment' AND t.state IN ('scheduled', 'pending')
     AND t.payload ->> 'payBy' = 'bank'`,
)

export const orderRunPayment = command<OrderRunPayment, 'job:run-autopays'>(
  'order-run-payment',
  `INSERT INTO bank_transfers (purpose, bank_account_id, self_service_task_id, amount_cents, currency, next_attempt_at)
   VALUES ('payment', $bankAccountId, $taskId, $amountCents, $currency, current_instant())`,
)

export const orderRun = command<OrderRun, 'job:run-autopays'>(
  'order-run',
  `UPDATE autopay_runs SET state = $state, amount_cents = $amountCents, self_service_task_id = $paymentTaskId
   WHERE autopay_run_id = $autopayRunId`,
)

/** Autopays that cannot go on, each with the reason, locked. */
export const endOverAutopays = query<EndOverAutopays>(
  'end-over-autopays',
  `SELECT p.autopay_id, p.account_id, p.web_user_id, p.self_service_task_id AS task_id, w.why AS "why!"
   FROM autopays p JOIN accounts a USING (account_id) JOIN bank_accounts b USING (bank_account_id)
   CROSS JOIN LATERAL (SELECT CASE
     WHEN NOT EXISTS (SELECT 1 FROM web_user_accounts l JOIN web_users u USING (web_user_id)
       WHERE l.account_id = p.account_id AND l.web_user_id = p.web_user_id AND l.is_active AND u.is_active) THEN 'unlinked'
     WHEN a.status = 'closed' AND a.balance_cents <= 0 THEN 'closed'
     WHEN NOT a.is_autopay THEN 'source'
     WHEN b.removed_at IS NOT NULL OR b.bank_reason IS NOT NULL THEN 'bank-account' END AS why) w
   WHERE p.ended_at IS NULL AND w.why IS NOT NULL
   ORDER BY p.autopay_id LIMIT $most FOR UPDATE OF p SKIP LOCKED`,
)

/** Pauses the autopay that made a payment, because the bank refused or returned it. No row where it is over, or is paused already. */
export const pauseAutopay = command<PauseAutopay, 'job:read-bank-returns' | 'job:make-bank-payments'>(
  'pause-autopay',
  `UPDATE autopays p SET paused_because = $reason, version = p.version + 1
   FROM autopay_runs r
   WHERE r.self_service_task_id = $paymentTaskId AND p.autopay_id = r.autopay_id AND p.ended_at IS NULL AND p.paused_because IS NULL
   RETURNING p.autopay_id, p.account_id, p.web_user_id, p.masked_number, p.self_service_task_id AS task_id`,
)

export const endAutopay = command<EndAutopay, 'job:run-autopays'>(
  'end-autopay',
  `UPDATE autopays SET ended_at = current_instant(), ended_by = $why, version = version + 1 WHERE autopay_id = $autopayId`,
)

export const switchAutopayOff = command<SwitchAutopayOff, 'job:run-autopays'>(
  'switch-autopay-off',
  'UPDATE accounts SET is_autopay = false, version = version + 1 WHERE account_id = $accountId AND is_autopay',
)
