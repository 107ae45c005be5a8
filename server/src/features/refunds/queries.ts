import { command, query } from '#database/query.ts'
import type {
  AskForRefund,
  ClaimCardRefunds,
  EndRefund,
  LockRefunds,
  OrderBankRefunds,
  RefundablePayments,
  RefundLimit,
  RefundToEnd,
} from './queries.generated.ts'

export const refundLimit = query<RefundLimit>(
  'refund-limit',
  `SELECT setting_value('refunds.approval-above-cents')::bigint AS "above_cents?"`,
)

// Two CSRs at once: the second waits here until the first has committed, and then finds the refund.
export const lockRefunds = query<LockRefunds>(
  'lock-refunds',
  `SELECT pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'refund', $accountId::bigint), 0))`,
)

/** The newest payments of an account, or one of them. Those by card and from a bank account that were made here can be given back. */
export const refundablePayments = query<RefundablePayments>(
  'refundable-payments',
  `SELECT p.payment_id, p.received_on, p.amount_cents, p.currency, p.tender, p.paid_with, p.self_service_task_id AS task_id,
     t.self_service_user_id AS "web_user_id?", r.payment_id IS NOT NULL AS "is_reversed!",
     f.self_service_task_id AS "refund_task_id?", f.is_open IS TRUE AS "is_under_way!",
     t.self_service_user_id IS NOT NULL AND p.tender IN ('card', 'bank') AS "is_electronic!"
   FROM payments p
   LEFT JOIN self_service_tasks t USING (self_service_task_id)
   LEFT JOIN payment_reversals r ON r.payment_id = p.payment_id
   LEFT JOIN LATERAL (
     SELECT n.self_service_task_id, n.state = 'waiting' AND NOT k.is_final AS is_open
     FROM payment_refunds n JOIN self_service_tasks k USING (self_service_task_id)
     WHERE n.payment_id = p.payment_id ORDER BY n.self_service_task_id DESC LIMIT 1) f ON true
   WHERE p.account_id = $accountId AND ($paymentId::bigint IS NULL OR p.payment_id = $paymentId)
   ORDER BY p.received_on DESC, p.payment_id DESC LIMIT 25`,
)

export const askForRefund = command<AskForRefund, 'payment:refund'>(
  'ask-for-refund',
  `INSERT INTO payment_refunds (self_service_task_id, payment_id, next_attempt_at)
   VALUES ($taskId, $paymentId, current_instant())`,
)

const untilReversed = `f.state = 'waiting' AND t.state = 'pending'
     AND NOT EXISTS (SELECT 1 FROM payment_reversals r WHERE r.payment_id = f.payment_id)`

/** Approved refunds of card payments, each with the time of the next attempt if this one fails, as transfers to the bank. */
export const claimCardRefunds = command<ClaimCardRefunds, 'job:make-refunds'>(
  'claim-card-refunds',
  `WITH due AS (
     SELECT f.self_service_task_id FROM payment_refunds f JOIN self_service_tasks t USING (self_service_task_id)
     JOIN payments p USING (payment_id)
     WHERE ${untilReversed} AND p.tender = 'card' AND f.next_attempt_at <= current_instant()
     ORDER BY f.next_attempt_at LIMIT $most FOR UPDATE OF f SKIP LOCKED)
   UPDATE payment_refunds f
   SET attempts = f.attempts + 1,
     next_attempt_at = current_instant() + least(interval '10 seconds' * power(2, least(f.attempts, 20)), interval '10 minutes')
   FROM due, payments p, self_service_tasks b, card_payment_sessions s
   WHERE f.self_service_task_id = due.self_service_task_id AND p.payment_id = f.payment_id
     AND b.self_service_task_id = p.self_service_task_id
     AND s.self_service_task_id = COALESCE((SELECT o.self_service_task_id FROM card_payment_sessions o
       WHERE o.self_service_task_id = b.self_service_task_id), b.originating_task_id)
   RETURNING f.self_service_task_id AS task_id, f.refund_key::text AS "refund_key!", f.attempts, s.provider_session_id AS session_id,
     p.amount_cents, p.currency`,
)

/** Orders the transfers of approved refunds of bank payments, once each. */
export const orderBankRefunds = command<OrderBankRefunds, 'job:make-refunds'>(
  'order-bank-refunds',
  `INSERT INTO bank_transfers (purpose, bank_account_id, self_service_task_id, amount_cents, currency, next_attempt_at)
   SELECT 'refund', x.bank_account_id, f.self_service_task_id, p.amount_cents, p.currency, current_instant()
   FROM payment_refunds f JOIN self_service_tasks t USING (self_service_task_id) JOIN payments p USING (payment_id)
   JOIN self_service_tasks b ON b.self_service_task_id = p.self_service_task_id
   JOIN bank_transfers x ON x.self_service_task_id IN (b.self_service_task_id, b.originating_task_id) AND x.purpose = 'payment'
   WHERE ${untilReversed} AND p.tender = 'bank'
   ON CONFLICT (self_service_task_id, purpose, part) DO NOTHING`,
)

/** Notes the answer to a refund, once. No row: another process has noted it. */
export const endRefund = command<EndRefund, 'job:make-refunds'>(
  'end-refund',
  `UPDATE payment_refunds SET state = $state, provider_reference = $reference, refused_because = $because, ended_at = current_instant()
   WHERE self_service_task_id = $taskId AND state = 'waiting' RETURNING payment_id`,
)

export const refundToEnd = query<RefundToEnd>(
  'refund-to-end',
  `SELECT p.account_id, p.amount_cents, p.currency, p.paid_with, b.self_service_user_id AS "web_user_id!",
     t.payload ->> 'refundCause' AS "cause!",
     EXISTS (SELECT 1 FROM payment_reversals r WHERE r.payment_id = p.payment_id) AS "is_reversed!"
   FROM payment_refunds f JOIN payments p USING (payment_id) JOIN self_service_tasks t ON t.self_service_task_id = f.self_service_task_id
   JOIN self_service_tasks b ON b.self_service_task_id = p.self_service_task_id
   WHERE f.self_service_task_id = $taskId AND b.self_service_user_id IS NOT NULL`,
)
