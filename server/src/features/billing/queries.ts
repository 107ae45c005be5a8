import { query } from '#database/query.ts'
import type {
  AccountBalance,
  BalanceOf,
  BalancesOf,
  BillAddressee,
  BillHistory,
  BillLines,
  BillOfAccount,
  BillsOfAccount,
  BillWeather,
  BillYearBefore,
  ExportedPayments,
  PaymentsOfAccount,
} from './queries.generated.ts'

/** What is owed on the account now; `today` in the utility's calendar. */
export const accountBalance = query<AccountBalance>(
  'account-balance',
  `SELECT balance_cents, currency, is_autopay, is_paperless,
     (current_instant() AT TIME ZONE $timeZone::text)::date AS "today!"
   FROM accounts WHERE account_id = $accountId`,
)

/** The same of every account that a web user is linked to, each with its newest bills: six explain what is late. */
export const balancesOf = query<BalancesOf>(
  'balances-of',
  `SELECT a.account_id, a.balance_cents, a.currency, a.is_autopay,
     (current_instant() AT TIME ZONE $timeZone::text)::date AS "today!",
     COALESCE((SELECT jsonb_agg(jsonb_build_object('dueDate', b.due_date, 'chargesCents', b.charges_cents,
         'adjustmentsCents', b.adjustments_cents))
       FROM (SELECT due_date, charges_cents, adjustments_cents FROM bills
         WHERE account_id = a.account_id ORDER BY bill_date DESC, bill_id DESC LIMIT 6) b), '[]') AS "bills!"
   FROM web_user_accounts l JOIN accounts a USING (account_id)
   WHERE l.web_user_id = $webUserId
   ORDER BY a.status, a.account_id LIMIT 500`,
)

/**
 * What is owed on the account now; its newest bill and those before it that may still be open; the charges of the bill nearest to
 * a year before the newest, within three weeks of that; and its newest payment. One statement: the overview waits for it.
 */
export const balanceOf = query<BalanceOf>(
  'balance-of',
  `WITH newest AS (
     SELECT bill_id, bill_date, due_date, charges_cents, adjustments_cents, amount_due_cents FROM bills
     WHERE account_id = $accountId ORDER BY bill_date DESC, bill_id DESC LIMIT 6)
   SELECT a.balance_cents, a.currency, a.is_autopay, a.is_paperless,
     (current_instant() AT TIME ZONE $timeZone::text)::date AS "today!",
     COALESCE((SELECT jsonb_agg(jsonb_build_object('billId', bill_id, 'billDate', bill_date, 'dueDate', due_date,
         'chargesCents', charges_cents, 'adjustmentsCents', adjustments_cents, 'amountDueCents', amount_due_cents)
       ORDER BY bill_date DESC, bill_id DESC) FROM newest), '[]') AS "bills!",
     (SELECT b.charges_cents FROM bills b,
         (SELECT (max(bill_date) - interval '1 year')::date AS a_year_before FROM newest) n
       WHERE b.account_id = $accountId AND b.bill_date BETWEEN n.a_year_before - 21 AND n.a_year_before + 21
       ORDER BY abs(b.bill_date - n.a_year_before), b.bill_id LIMIT 1) AS "last_year_cents?",
     p.received_on AS "received_on?", p.amount_cents AS "paid_cents?", p.tender AS "tender?"
   FROM accounts a LEFT JOIN LATERAL (
     SELECT received_on, amount_cents, tender FROM payments
     WHERE account_id = $accountId AND NOT EXISTS (SELECT 1 FROM payment_reversals r WHERE r.payment_id = payments.payment_id)
     ORDER BY received_on DESC, payment_id DESC LIMIT 1) p ON true
   WHERE a.account_id = $accountId`,
)

/** All bills of an account, newest first. Which of them are paid depends on all the newer ones. */
export const billsOfAccount = query<BillsOfAccount>(
  'bills-of-account',
  `SELECT bill_id, kind, bill_date, due_date, period_from, period_to, charges_cents, adjustments_cents, amount_due_cents,
     currency, disputed_cents, disputed_on
   FROM bills WHERE account_id = $accountId ORDER BY bill_date DESC, bill_id DESC LIMIT 1200`,
)

/** Payments after one day and up to another, newest first. */
export const paymentsOfAccount = query<PaymentsOfAccount>(
  'payments-of-account',
  `SELECT payment_id, received_on, amount_cents, tender,
     (SELECT r.reversed_on FROM payment_reversals r WHERE r.payment_id = payments.payment_id) AS "reversed_on?"
   FROM payments
   WHERE account_id = $accountId
     AND ($after::date IS NULL OR received_on > $after)
     AND ($until::date IS NULL OR received_on <= $until)
     AND ($year::integer IS NULL
       OR (received_on >= make_date($year, 1, 1) AND received_on < make_date($year + 1, 1, 1)))
   ORDER BY received_on DESC, payment_id DESC LIMIT 200`,
)

/** A bill. `newer_cents`: what the newer bills of the account added to what is owed. */
export const billOfAccount = query<BillOfAccount>(
  'bill-of-account',
  `SELECT b.bill_id, b.kind, b.bill_date, b.due_date, b.period_from, b.period_to, b.previous_balance_cents, b.payments_cents,
     b.adjustments_cents, b.charges_cents, b.amount_due_cents, b.currency, b.disputed_cents, b.disputed_on, a.balance_cents,
     (current_instant() AT TIME ZONE $timeZone::text)::date AS "today!",
     (SELECT max(o.bill_date) FROM bills o WHERE o.account_id = b.account_id
       AND (o.bill_date, o.bill_id) < (b.bill_date, b.bill_id)) AS "previous_bill_date?",
     n.count = 0 AS "is_newest!", n.added AS "newer_cents!"
   FROM bills b JOIN accounts a USING (account_id)
   CROSS JOIN LATERAL (SELECT count(*) AS count,
       COALESCE(sum(GREATEST(0, charges_cents + GREATEST(0, adjustments_cents))), 0)::bigint AS added
     FROM bills n WHERE n.account_id = b.account_id AND (n.bill_date, n.bill_id) > (b.bill_date, b.bill_id)) n
   WHERE b.account_id = $accountId AND b.bill_id = $billId`,
)

/** The bill nearest to a year before another, within three weeks of that. */
export const billYearBefore = query<BillYearBefore>(
  'bill-year-before',
  `WITH compared AS (
     SELECT (bill_date - interval '1 year')::date AS a_year_before FROM bills
     WHERE account_id = $accountId AND bill_id = $billId)
   SELECT b.bill_id, b.bill_date, b.period_from, b.period_to, b.charges_cents
   FROM bills b JOIN compared c ON abs(b.bill_date - c.a_year_before) <= 21
   WHERE b.account_id = $accountId
   ORDER BY abs(b.bill_date - c.a_year_before), b.bill_id LIMIT 1`,
)

export const billLines = query<BillLines>(
  'bill-lines',
  `SELECT l.bill_id, l.section, l.service_type, l.kind, l.names, l.quantity, l.unit, l.rate_micros, l.amount_cents,
     l.step_from, l.step_to, l.step_per,
     NULLIF(concat_ws(', ', p.line1, NULLIF(p.line2, ''), p.city), '') AS "premise?"
   FROM bill_lines l LEFT JOIN premises p USING (premise_id)
   WHERE l.bill_id = ANY ($billIds::bigint[])
   ORDER BY l.bill_id, l.position`,
)

/** What the bills of two years measured, each up to a bill: quantities of energy, or of delivery for a service without energy lines. */
export const billHistory = query<BillHistory>(
  'bill-history',
  `WITH periods AS (
     SELECT bill_id, period_from, period_to FROM bills WHERE account_id = $accountId AND bill_date <= $until::date
     ORDER BY bill_date DESC, bill_id DESC LIMIT 26),
   measured AS (
     SELECT p.bill_id, p.period_to - p.period_from + 1 AS days, l.service_type, l.unit, l.kind, sum(l.quantity) AS quantity
     FROM periods p JOIN bill_lines l USING (bill_id)
     WHERE l.kind IN ('energy', 'delivery') AND l.service_type IS NOT NULL AND l.unit IS NOT NULL AND l.quantity IS NOT NULL
     GROUP BY p.bill_id, p.period_from, p.period_to, l.service_type, l.unit, l.kind)
   SELECT m.bill_id AS "bill_id!", m.days AS "days!", m.service_type AS "service_type!", m.unit AS "unit!", m.quantity AS "quantity!"
   FROM measured m
   WHERE m.kind = 'energy' OR NOT EXISTS (SELECT 1 FROM measured e
     WHERE e.bill_id = m.bill_id AND e.service_type = m.service_type AND e.kind = 'energy')`,
)

/**
 * The weather of the same bills, in the area of the first premise of the bill. `known_days` is less than the days of the period
 * where the weather of a day is missing.
 */
export const billWeather = query<BillWeather>(
  'bill-weather',
  `WITH periods AS (
     SELECT bill_id, period_from, period_to FROM bills WHERE account_id = $accountId AND bill_date <= $until::date
     ORDER BY bill_date DESC, bill_id DESC LIMIT 26),
   place AS (
     SELECT p.division AS area FROM bill_lines l JOIN premises p USING (premise_id)
     WHERE l.bill_id = $billId ORDER BY l.position LIMIT 1)
   SELECT p.bill_id AS "bill_id!", w.known_days AS "known_days!", w.heating AS "heating!", w.cooling AS "cooling!",
     w.mean_c AS "mean_c!", w.hot_days AS "hot_days!", w.cold_nights AS "cold_nights!"
   FROM place CROSS JOIN periods p CROSS JOIN LATERAL (
     SELECT count(*)::integer AS known_days, sum(d.heating_degree_days) AS heating, sum(d.cooling_degree_days) AS cooling,
       avg(d.mean_c)::numeric(5, 2) AS mean_c, (count(*) FILTER (WHERE d.high_c >= $hotC::numeric))::integer AS hot_days,
       (count(*) FILTER (WHERE d.low_c < $coldC::numeric))::integer AS cold_nights
     FROM weather_days d WHERE d.area = place.area AND d.day BETWEEN p.period_from AND p.period_to) w
   WHERE w.known_days > 0`,
)

/** To whom and where a bill is mailed, as this customer sees it, and where payments are mailed. */
export const billAddressee = query<BillAddressee>(
  'bill-addressee',
  `SELECT (SELECT name_between(ap.account_id, ap.person_id, full_name(n.given_name, n.surname, n.organisation_name))
       FROM account_persons ap JOIN person_names n ON n.person_id = ap.person_id AND n.name_type = 'primary'
       WHERE ap.account_id = a.account_id AND ap.is_main_customer) AS "name?",
     setting_value('billing.remittance-address', '') AS "remittance?",
     m.line1 AS "line1?", m.line2 AS "line2?", m.city AS "city?", m.region AS "region?", m.postal_code AS "postal_code?",
     m.country AS "country?"
   FROM accounts a LEFT JOIN shown_mailing_addresses m USING (account_id)
   WHERE a.account_id = $accountId`,
)

/** All payments of an account, or of one year, newest first. */
export const exportedPayments = query<ExportedPayments>(
  'exported-payments',
  `SELECT payment_id, received_on, amount_cents, tender,
     (SELECT r.reversed_on FROM payment_reversals r WHERE r.payment_id = payments.payment_id) AS "reversed_on?"
   FROM payments
   WHERE account_id = $accountId
     AND ($year::integer IS NULL
       OR (received_on >= make_date($year, 1, 1) AND received_on < make_date($year + 1, 1, 1)))
   ORDER BY received_on DESC, payment_id DESC LIMIT 5000`,
)
