import { command, query } from '#database/query.ts'
import type {
  AddBalance,
  CardPayment,
  CardPaymentCancelled,
  CardPaymentSession,
  CardPaymentsBetween,
  CardPaymentsOfSessions,
  CardPaymentToSettle,
  ClaimCardPayments,
  ClaimSessionsToAsk,
  InsertPayment,
  InsertReversal,
  KeepCardPaymentSession,
  LockPaymentKey,
  NameCard,
  NewestPaymentNow,
  NoteProviderEvent,
  NoteProviderState,
  OpenCardPages,
  PayableAccount,
  PayerOf,
  PaymentByKey,
  PaymentsUnderWay,
  ReduceBalance,
  UsualPayments,
} from './queries.generated.ts'

export const payableAccount = query<PayableAccount>(
  'payable-account',
  'SELECT account_id, balance_cents, currency, is_cash_only FROM accounts WHERE account_id = $accountId',
)

/** The amounts of the newest payments of an account, from which the usual amount is made. */
export const usualPayments = query<UsualPayments>(
  'usual-payments',
  `SELECT p.amount_cents FROM payments p LEFT JOIN payment_reversals r USING (payment_id)
   WHERE p.account_id = $accountId AND r.payment_id IS NULL ORDER BY p.payment_id DESC LIMIT 12`,
)

export const paymentsUnderWay = query<PaymentsUnderWay>(
  'payments-under-way',
  `SELECT self_service_task_id AS task_id, amount_cents AS "amount_cents!", created_at,
     idempotency_key AS "idempotency_key!"
   FROM self_service_tasks
   WHERE account_id = $accountId AND self_service_user_id = $webUserId AND task_type = 'one-time-payment'
     AND state = 'pending' AND expires_at > current_instant() AND amount_cents IS NOT NULL
     AND idempotency_key IS NOT NULL
   ORDER BY self_service_task_id DESC LIMIT 5`,
)

/** The newest payment of yesterday or today; with the time, if this web user paid it. */
export const newestPaymentNow = query<NewestPaymentNow>(
  'newest-payment-now',
  `SELECT p.payment_id, p.amount_cents, t.self_service_task_id IS NOT NULL AS "is_own!",
     p.received_on = today.date AS "is_today!", current_instant() AS "now!",
     (SELECT min(l.at) FROM self_service_task_log l
      WHERE l.self_service_task_id = t.self_service_task_id AND l.state IN ('processing', 'completed')) AS paid_at
   FROM payments p
   CROSS JOIN (SELECT (current_instant() AT TIME ZONE $timeZone::text)::date AS date) today
   LEFT JOIN self_service_tasks t
     ON t.self_service_task_id = p.self_service_task_id AND t.self_service_user_id = $webUserId
   WHERE p.account_id = $accountId AND p.received_on >= today.date - 1
   ORDER BY p.payment_id DESC LIMIT 1`,
)

/** The card pages that this web user has open on the account, but for the one of a form's own key. */
export const openCardPages = query<OpenCardPages>(
  'open-card-pages',
  `SELECT t.self_service_task_id AS task_id, s.provider_session_id AS "session_id?"
   FROM self_service_tasks t LEFT JOIN card_payment_sessions s USING (self_service_task_id)
   WHERE t.account_id = $accountId AND t.self_service_user_id = $webUserId AND t.task_type = 'one-time-payment'
     AND t.amount_cents IS NOT NULL AND t.payload ->> 'payBy' = 'card'
     -- After a declined card its page takes another one.
     AND (t.state = 'pending' OR ($taskId::bigint IS NULL AND t.state = 'rejected'
       AND t.created_at > current_instant() - interval '2 hours'))
     AND NOT EXISTS (
       SELECT 1 FROM payments p JOIN self_service_tasks b USING (self_service_task_id)
       WHERE b.self_service_task_id = t.self_service_task_id OR b.originating_task_id = t.self_service_task_id)
     AND ($key::text IS NULL OR t.idempotency_key IS DISTINCT FROM $key)
     AND ($taskId::bigint IS NULL OR t.self_service_task_id = $taskId)
   ORDER BY t.self_service_task_id LIMIT 20`,
)

// Two clicks at once: the second waits here until the first has committed, and then finds its task.
export const lockPaymentKey = query<LockPaymentKey>(
  'lock-payment-key',
  `SELECT pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'card payment', $webUserId::bigint, $key::text), 0))`,
)

export const paymentByKey = query<PaymentByKey>(
  'payment-by-key',
  `SELECT t.self_service_task_id AS task_id, t.account_id, t.amount_cents, t.state, s.redirect_url AS "redirect_url?"
   FROM self_service_tasks t LEFT JOIN card_payment_sessions s USING (self_service_task_id)
   WHERE t.self_service_user_id = $webUserId AND t.task_type = 'one-time-payment' AND t.idempotency_key = $key`,
)

export const keepCardPaymentSession = command<KeepCardPaymentSession, 'card-payment:start'>(
  'keep-card-payment-session',
  `INSERT INTO card_payment_sessions (self_service_task_id, provider_session_id, redirect_url, ask_at)
   VALUES ($taskId, $sessionId, $redirectUrl, current_instant() + interval '20 seconds') ON CONFLICT (self_service_task_id) DO NOTHING`,
)

export const cardPaymentSession = query<CardPaymentSession>(
  'card-payment-session',
  'SELECT redirect_url FROM card_payment_sessions WHERE self_service_task_id = $taskId',
)

export const cardPayment = query<CardPayment>(
  'card-payment',
  `SELECT t.self_service_task_id AS task_id, t.state, t.amount_cents AS "amount_cents!", t.currency AS "currency!",
     t.created_at, t.idempotency_key, a.balance_cents, s.provider_state AS "provider_state?", s.told_at AS "told_at?",
     s.decline_reason AS "decline_reason?", y.payment_id IS NOT NULL AS "is_paid!", y.payment_id AS "payment_id?", y.booked_at AS "paid_at?", y.paid_with AS "paid_with?",
     r.reversed_on AS "refunded_on?", t.created_at > current_instant() - interval '30 minutes' AS "is_page_open!"
   FROM self_service_tasks t JOIN accounts a USING (account_id)
   LEFT JOIN card_payment_sessions s USING (self_service_task_id)
   LEFT JOIN LATERAL (SELECT p.* FROM payments p JOIN self_service_tasks b USING (self_service_task_id)
     WHERE (b.self_service_task_id = t.self_service_task_id OR b.originating_task_id = t.self_service_task_id)
     ORDER BY p.payment_id LIMIT 1) y ON true
   LEFT JOIN payment_reversals r ON r.payment_id = y.payment_id
   WHERE t.self_service_task_id = $taskId AND t.account_id = $accountId AND t.task_type = 'one-time-payment'
     AND t.amount_cents IS NOT NULL AND t.payload ->> 'payBy' = 'card'`,
)

export const cardPaymentToSettle = query<CardPaymentToSettle>(
  'card-payment-to-settle',
  `SELECT t.self_service_task_id AS task_id, t.state, t.account_id AS "account_id!",
     t.self_service_user_id AS "web_user_id!", t.amount_cents, t.currency, t.actor_kind,
     m.ended_at AS "visit_ended_at?",
     EXISTS (
       SELECT 1 FROM payments p JOIN self_service_tasks b USING (self_service_task_id)
       WHERE b.self_service_task_id = t.self_service_task_id OR b.originating_task_id = t.self_service_task_id
     ) AS "is_paid!"
   FROM self_service_tasks t JOIN card_payment_sessions s USING (self_service_task_id)
   LEFT JOIN masquerades m ON m.masquerade_id = t.masquerade_id
   WHERE t.self_service_task_id = $taskId AND s.provider_session_id = $sessionId AND t.account_id IS NOT NULL
     AND t.self_service_user_id IS NOT NULL`,
)

export const noteProviderEvent = command<NoteProviderEvent, 'card-payment:settle' | 'job:ask-payment-page'>(
  'note-provider-event',
  'UPDATE card_payment_sessions SET provider_event_id = $eventId WHERE self_service_task_id = $taskId',
)

/** Who books payments. */
type Booking = 'card-payment:settle' | 'job:make-bank-payments' | 'job:ask-payment-page'

export const insertPayment = command<InsertPayment, Booking>(
  'insert-payment',
  `INSERT INTO payments (account_id, received_on, amount_cents, currency, tender, self_service_task_id, paid_with, booked_at)
   VALUES ($accountId, (current_instant() AT TIME ZONE $timeZone)::date, $amountCents, $currency, $tender, $taskId, $paidWith,
     current_instant()) RETURNING payment_id, booked_at AS "booked_at!"`,
)

export const reduceBalance = command<ReduceBalance, Booking>(
  'reduce-balance',
  `UPDATE accounts SET balance_cents = balance_cents - $amountCents, version = version + 1
   WHERE account_id = $accountId RETURNING balance_cents`,
)

/** Who takes payments back. */
type Reversing = 'job:read-bank-returns' | 'job:make-refunds'

export const insertReversal = command<InsertReversal, Reversing>(
  'insert-reversal',
  `INSERT INTO payment_reversals (payment_id, kind, reason, reversed_on, self_service_task_id)
   VALUES ($paymentId, $kind, $reason, (current_instant() AT TIME ZONE $timeZone::text)::date, $taskId)`,
)

export const addBalance = command<AddBalance, Reversing>(
  'add-balance',
  `UPDATE accounts SET balance_cents = balance_cents + $amountCents, version = version + 1
   WHERE account_id = $accountId RETURNING balance_cents`,
)

export const payerOf = query<PayerOf>(
  'payer-of',
  `SELECT w.email, w.locale, full_name(n.given_name, n.surname, n.organisation_name) AS "display_name?",
     (p.choices -> 'payment-received' ->> 'email')::boolean AS wants_mail
   FROM web_users w
   LEFT JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
   LEFT JOIN notification_preferences p ON p.web_user_id = w.web_user_id AND p.account_id = $accountId
   WHERE w.web_user_id = $webUserId`,
)

/** Card pages that are to be taken back, each with the time of the next try if this one fails: twenty tries in an hour. */
export const claimCardPayments = command<ClaimCardPayments, 'job:cancel-card-payments'>(
  'claim-card-payments',
  `WITH due AS (
     SELECT self_service_task_id FROM card_payment_sessions
     WHERE cancel_at <= current_instant() AND cancelled_at IS NULL AND cancel_attempts < 20
     ORDER BY cancel_at LIMIT $most FOR UPDATE SKIP LOCKED)
   UPDATE card_payment_sessions s
   SET cancel_attempts = s.cancel_attempts + 1,
     cancel_at = current_instant() + least(interval '5 seconds' * power(2, s.cancel_attempts), interval '4 minutes')
   FROM due WHERE s.self_service_task_id = due.self_service_task_id
   RETURNING s.self_service_task_id AS task_id, s.provider_session_id AS session_id`,
)

export const cardPaymentCancelled = command<CardPaymentCancelled, 'job:cancel-card-payments'>(
  'card-payment-cancelled',
  'UPDATE card_payment_sessions SET cancelled_at = current_instant() WHERE self_service_task_id = $taskId',
)

/**
 * Card pages to ask the provider about, each with the time of the next question: after half a minute, later every two minutes, and after a
 * day every hour. What was paid at the last moment is told then.
 */
export const claimSessionsToAsk = command<ClaimSessionsToAsk, 'job:ask-payment-page'>(
  'claim-sessions-to-ask',
  `WITH due AS (
     SELECT self_service_task_id FROM card_payment_sessions WHERE ask_at <= current_instant()
     ORDER BY ask_at LIMIT $most FOR UPDATE SKIP LOCKED)
   UPDATE card_payment_sessions s
   SET ask_attempts = s.ask_attempts + 1,
     ask_at = CASE WHEN s.ask_attempts < 1000 THEN current_instant() + CASE WHEN s.ask_attempts < 4 THEN interval '30 seconds'
       WHEN s.ask_attempts < 40 THEN interval '2 minutes' ELSE interval '1 hour' END END
   FROM due WHERE s.self_service_task_id = due.self_service_task_id
   RETURNING s.self_service_task_id AS task_id, s.provider_session_id AS session_id`,
)

export const noteProviderState = command<NoteProviderState, 'job:ask-payment-page'>(
  'note-provider-state',
  `UPDATE card_payment_sessions SET provider_state = $state, decline_reason = $declineReason, told_at = current_instant(),
     ask_at = CASE WHEN $isOver::boolean THEN NULL ELSE ask_at END
   WHERE self_service_task_id = $taskId`,
)

/** Names the card of a payment whose webhook did not. */
export const nameCard = command<NameCard, 'job:ask-payment-page'>(
  'name-card',
  `UPDATE payments p SET paid_with = $paidWith FROM self_service_tasks t
   WHERE p.self_service_task_id = t.self_service_task_id AND p.paid_with IS NULL
     AND (t.self_service_task_id = $taskId OR t.originating_task_id = $taskId)`,
)

const compared = `SELECT s.provider_session_id AS key, t.self_service_task_id AS task_id, t.account_id,
     COALESCE(y.amount_cents, t.amount_cents) AS "amount_cents!", CASE WHEN r.payment_id IS NOT NULL THEN 'returned'
       WHEN f.is_open THEN 'waiting' WHEN y.payment_id IS NOT NULL THEN 'accepted' WHEN s.ask_at IS NOT NULL THEN 'waiting' ELSE 'nothing' END AS "state!"
   FROM card_payment_sessions s JOIN self_service_tasks t USING (self_service_task_id)
   LEFT JOIN LATERAL (SELECT p.payment_id, p.amount_cents, p.booked_at FROM payments p
     JOIN self_service_tasks b USING (self_service_task_id)
     WHERE b.self_service_task_id = t.self_service_task_id OR b.originating_task_id = t.self_service_task_id
     ORDER BY p.payment_id LIMIT 1) y ON true
   LEFT JOIN payment_reversals r ON r.payment_id = y.payment_id
   LEFT JOIN LATERAL (SELECT true AS is_open FROM payment_refunds o
     WHERE o.payment_id = y.payment_id AND o.state = 'waiting' AND o.attempts > 0 LIMIT 1) f ON true`

/** Card payments that were booked since one instant and until another. */
export const cardPaymentsBetween = query<CardPaymentsBetween>(
  'card-payments-between',
  `${compared} WHERE t.created_at >= $since::timestamptz - interval '1 day' AND y.booked_at >= $since
     AND y.booked_at < $until::timestamptz`,
)

export const cardPaymentsOfSessions = query<CardPaymentsOfSessions>(
  'card-payments-of-sessions',
  `${compared} WHERE s.provider_session_id = ANY ($sessionIds::text[])`,
)
