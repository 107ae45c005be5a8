import { command, query } from '#database/query.ts'
import type {
  BankPayment,
  BankPaymentToSettle,
  BankReturnPosition,
  ChangePlannedPayment,
  ChangePlannedTransfer,
  CloseBankAccount,
  DueBankPayments,
  LockAccountPayments,
  MoveReturnPosition,
  OrderPayment,
  PlannedPayments,
  ReturnTransfer,
  TransferOfKey,
  TransfersOfKeys,
  TransfersOfUtcDay,
  UtilityDay,
} from './queries.generated.ts'

export const utilityDay = query<UtilityDay>(
  'utility-day',
  'SELECT (current_instant() AT TIME ZONE $timeZone::text)::date AS "today!"',
)

// Two tabs at once: the second waits here until the first has committed, and then finds its payment.
export const lockAccountPayments = query<LockAccountPayments>(
  'lock-account-payments',
  `SELECT pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'bank payment', $webUserId::bigint, $accountId::bigint), 0))`,
)

/** Payments of this web user on the account that the bank has not made yet, the next one first. */
export const plannedPayments = query<PlannedPayments>(
  'planned-payments',
  `SELECT t.self_service_task_id AS task_id, t.amount_cents AS "amount_cents!", t.scheduled_on AS "pay_on!",
     t.payload ->> 'bankAccount' AS "bank_account!"
   FROM self_service_tasks t
   WHERE t.account_id = $accountId AND t.self_service_user_id = $webUserId AND t.task_type = 'one-time-payment'
     AND t.state IN ('scheduled', 'pending') AND t.payload ->> 'payBy' = 'bank' AND t.payload ? 'bankAccount'
     AND t.amount_cents IS NOT NULL AND t.scheduled_on IS NOT NULL
   ORDER BY t.scheduled_on, t.self_service_task_id LIMIT 20`,
)

export const orderPayment = command<OrderPayment, 'bank-payment:make'>(
  'order-payment',
  `INSERT INTO bank_transfers (purpose, bank_account_id, self_service_task_id, amount_cents, currency, next_attempt_at)
   VALUES ('payment', $bankAccountId, $taskId, $amountCents, $currency, current_instant())`,
)

export const bankPayment = query<BankPayment>(
  'bank-payment',
  `SELECT t.self_service_task_id AS task_id, t.version, t.state, t.amount_cents AS "amount_cents!", t.currency AS "currency!",
     t.scheduled_on AS "pay_on!", x.bank_account_id, t.payload ->> 'bankAccount' AS "bank_account!", t.created_at,
     x.bank_reason, a.balance_cents, p.payment_id IS NOT NULL AS "is_paid!", r.kind AS "reversal?",
     x.ended_at AS paid_at, p.payment_id AS "payment_id?", p.paid_with AS "paid_with?", r.reversed_on AS "reversed_on?"
   FROM self_service_tasks t
   JOIN bank_transfers x ON x.self_service_task_id = t.self_service_task_id AND x.purpose = 'payment'
   JOIN accounts a USING (account_id)
   LEFT JOIN payments p ON p.self_service_task_id = t.self_service_task_id
   LEFT JOIN payment_reversals r USING (payment_id)
   WHERE t.self_service_task_id = $taskId AND t.account_id = $accountId AND t.task_type = 'one-time-payment'
     AND t.amount_cents IS NOT NULL AND t.scheduled_on IS NOT NULL`,
)

/** What a changed payment pays, and from where. The move writes the day and the line in the log. */
export const changePlannedPayment = command<ChangePlannedPayment, 'bank-payment:change'>(
  'change-planned-payment',
  `UPDATE self_service_tasks SET amount_cents = $amountCents, payload = payload || jsonb_build_object('bankAccount', $bankAccount::text)
   WHERE self_service_task_id = $taskId`,
)

export const changePlannedTransfer = command<ChangePlannedTransfer, 'bank-payment:change'>(
  'change-planned-transfer',
  `UPDATE bank_transfers SET amount_cents = $amountCents, bank_account_id = $bankAccountId
   WHERE self_service_task_id = $taskId AND purpose = 'payment' AND state = 'waiting'`,
)

/** Scheduled payments whose day has come, locked. */
export const dueBankPayments = query<DueBankPayments>(
  'due-bank-payments',
  `SELECT t.self_service_task_id AS task_id, t.account_id AS "account_id!", t.self_service_user_id AS "web_user_id!",
     b.verified_at IS NOT NULL AND b.removed_at IS NULL AND b.bank_reason IS NULL AS "is_usable!", a.is_cash_only
   FROM self_service_tasks t
   JOIN bank_transfers x ON x.self_service_task_id = t.self_service_task_id AND x.purpose = 'payment' AND x.state = 'waiting'
   JOIN bank_accounts b USING (bank_account_id) JOIN accounts a USING (account_id)
   WHERE t.task_type = 'one-time-payment' AND t.state = 'scheduled' AND t.self_service_user_id IS NOT NULL
     AND t.scheduled_on <= (current_instant() AT TIME ZONE $timeZone::text)::date
   ORDER BY t.scheduled_on, t.self_service_task_id LIMIT $most FOR UPDATE OF t SKIP LOCKED`,
)

export const bankPaymentToSettle = query<BankPaymentToSettle>(
  'bank-payment-to-settle',
  `SELECT t.account_id AS "account_id!", t.self_service_user_id AS "web_user_id!", t.actor_kind,
     t.payload ->> 'bankAccount' AS "bank_account!"
   FROM self_service_tasks t
   WHERE t.self_service_task_id = $taskId AND t.account_id IS NOT NULL AND t.self_service_user_id IS NOT NULL`,
)

type BankJob = 'job:make-bank-payments' | 'job:read-bank-returns'

/** Nothing more is paid from a bank account that the bank does not know or has closed. */
export const closeBankAccount = command<CloseBankAccount, BankJob>(
  'close-bank-account',
  `UPDATE bank_accounts SET bank_reason = $reason, is_default = false, version = version + is_default::integer
   WHERE bank_account_id = $bankAccountId AND removed_at IS NULL AND bank_reason IS NULL`,
)

export const bankReturnPosition = query<BankReturnPosition>(
  'bank-return-position',
  'SELECT position FROM bank_return_position FOR UPDATE',
)

export const moveReturnPosition = command<MoveReturnPosition, 'job:read-bank-returns'>(
  'move-return-position',
  'UPDATE bank_return_position SET position = $position',
)

export const transferOfKey = query<TransferOfKey>(
  'transfer-of-key',
  `SELECT x.bank_transfer_id, x.purpose, x.state, x.bank_account_id, x.self_service_task_id AS task_id, x.amount_cents, x.currency,
     p.payment_id AS "payment_id?", p.self_service_task_id AS "booked_by?",
     EXISTS (SELECT 1 FROM payment_reversals r WHERE r.payment_id = p.payment_id) AS "is_reversed!"
   FROM bank_transfers x
   LEFT JOIN self_service_tasks late ON late.originating_task_id = x.self_service_task_id AND late.task_type = 'one-time-payment'
   LEFT JOIN payments p ON p.self_service_task_id IN (x.self_service_task_id, late.self_service_task_id)
   WHERE x.bank_key::text = $key::text FOR UPDATE OF x`,
)

export const returnTransfer = command<ReturnTransfer, 'job:read-bank-returns'>(
  'return-transfer',
  `UPDATE bank_transfers SET state = 'returned', bank_reason = $reason
   WHERE bank_transfer_id = $bankTransferId AND state = 'accepted' RETURNING bank_transfer_id`,
)

const compared = `SELECT x.bank_key::text AS "key!", x.self_service_task_id AS task_id, t.account_id, x.amount_cents, x.state
   FROM bank_transfers x JOIN self_service_tasks t USING (self_service_task_id)`

/** Transfers that the bank answered on a UTC day, a quarter of an hour away from its midnights. */
export const transfersOfUtcDay = query<TransfersOfUtcDay>(
  'transfers-of-utc-day',
  `${compared} WHERE x.ended_at >= $day::date::timestamp AT TIME ZONE 'UTC' + interval '15 minutes'
     AND x.ended_at < $day::date::timestamp AT TIME ZONE 'UTC' + interval '23 hours 45 minutes'
     AND x.state IN ('accepted', 'returned') AND x.attempts = 1`,
)

export const transfersOfKeys = query<TransfersOfKeys>(
  'transfers-of-keys',
  `${compared} WHERE x.bank_key::text = ANY ($keys::text[])`,
)
