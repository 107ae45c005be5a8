import { command, query } from '#database/query.ts'
import type {
  AddNotice,
  AddUsageNotice,
  BillOfNotice,
  ClaimNotices,
  ClaimUsageChecks,
  DeleteOldNotices,
  InsertStopKey,
  OverdueBills,
  PointForUsageCheck,
  ReadersOfNotice,
} from './queries.generated.ts'

/** Claims notices that nobody was told of, the oldest first. A claim counts as told when its transaction commits. */
export const claimNotices = command<ClaimNotices, 'job:tell-of-notices'>(
  'claim-notices',
  `WITH untold AS (
     SELECT account_id, notification, about FROM notices WHERE told_at IS NULL ORDER BY at LIMIT $most FOR UPDATE SKIP LOCKED)
   UPDATE notices n SET told_at = current_instant() FROM untold u
   WHERE (n.account_id, n.notification, n.about) = (u.account_id, u.notification, u.about)
   RETURNING n.account_id, n.notification, n.about, n.details`,
)

export const billOfNotice = query<BillOfNotice>(
  'bill-of-notice',
  'SELECT amount_due_cents, currency, due_date FROM bills WHERE bill_id = $billId AND account_id = $accountId',
)

/** Who can be told of an account: its active web users whose role has the right, with their choices and mobile number. */
export const readersOfNotice = query<ReadersOfNotice>(
  'readers-of-notice',
  `SELECT w.web_user_id, w.email, w.locale, full_name(n.given_name, n.surname, n.organisation_name) AS "display_name?",
     p.choices AS "choices?",
     (SELECT c.normalised_value FROM person_contacts c
      WHERE c.person_id = w.person_id AND c.contact_type = 'mobile' AND c.state = 'approved'
      ORDER BY c.is_primary DESC, c.person_contact_id LIMIT 1) AS "mobile?"
   FROM web_user_accounts l JOIN web_users w USING (web_user_id) JOIN web_user_roles r ON r.role = l.role
   LEFT JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
   LEFT JOIN notification_preferences p ON p.web_user_id = l.web_user_id AND p.account_id = l.account_id
   WHERE l.account_id = $accountId AND l.is_active AND w.is_active AND $neededRight = ANY (r.rights)
   ORDER BY w.web_user_id`,
)

/** The key of a link that switches the notification off. It counts for longer than the mail is kept. */
export const insertStopKey = command<InsertStopKey, 'job:tell-of-notices'>(
  'insert-stop-key',
  `INSERT INTO mailed_keys (purpose, web_user_id, email, nonce, key_hash, created_at, expires_at, lifetime, account_id, stops)
   VALUES ('notice-off', $webUserId, $email, $nonce, $keyHash, current_instant(), current_instant() + interval '1 year',
     interval '180 days', $accountId, $stops)
   RETURNING mailed_key_id`,
)

/** The newest overdue bill of each account that owes something, has agreed to nothing, and was not told of that bill. */
export const overdueBills = query<OverdueBills>(
  'overdue-bills',
  `SELECT b.account_id, max(b.bill_id) AS "bill_id!" FROM bills b JOIN accounts a USING (account_id)
   WHERE b.account_id > $after AND a.balance_cents > 0
     AND b.due_date < (current_instant() AT TIME ZONE $timeZone::text)::date
     AND b.due_date >= (current_instant() AT TIME ZONE $timeZone::text)::date - 7
     AND NOT EXISTS (SELECT 1 FROM account_programs g WHERE g.account_id = b.account_id AND g.state = 'active'
       AND g.program IN ('payment-extension', 'payment-arrangement'))
     AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.account_id = b.account_id AND n.notification = 'payment-overdue'
       AND n.about = b.bill_id::text)
   GROUP BY b.account_id ORDER BY b.account_id LIMIT $most`,
)

/** Another worker may have noted the same: it is noted once. */
export const addNotice = command<AddNotice, 'job:find-overdue'>(
  'add-notice',
  `WITH added AS (
     INSERT INTO notices (notification, account_id, about, details, at)
     VALUES ($notification, $accountId, $about, $details, current_instant()) ON CONFLICT DO NOTHING RETURNING about)
   SELECT pg_notify('notices', '') FROM added`,
)

export const claimUsageChecks = command<ClaimUsageChecks, 'job:find-high-usage'>(
  'claim-usage-checks',
  `DELETE FROM usage_checks WHERE service_point_id IN (
     SELECT service_point_id FROM usage_checks ORDER BY at LIMIT $most FOR UPDATE SKIP LOCKED)
   RETURNING service_point_id`,
)

/** Whose service it is now, the months to compare, and the rule. */
export const pointForUsageCheck = query<PointForUsageCheck>(
  'point-for-usage-check',
  `SELECT a.account_id, sp.service_type, a.started_on,
     ARRAY(SELECT to_char(d.today - make_interval(months => ago), 'YYYY-MM') FROM generate_series(0, 2) ago) AS "months!",
     d.today - 3 AS "not_before!", setting_value('notices.high-usage-percent') AS set_percent
   FROM service_points sp JOIN service_agreement_points x USING (service_point_id) JOIN service_agreements a USING (service_agreement_id),
     LATERAL (SELECT (current_instant() AT TIME ZONE $timeZone::text)::date AS today) d
   WHERE sp.service_point_id = $servicePointId AND a.started_on <= d.today AND (a.ended_on IS NULL OR a.ended_on >= d.today)
   ORDER BY a.started_on DESC LIMIT 1`,
)

/** Once a day, and at most once a week for a service point. */
export const addUsageNotice = command<AddUsageNotice, 'job:find-high-usage'>(
  'add-usage-notice',
  `WITH added AS (
     INSERT INTO notices (notification, account_id, about, details, at)
     SELECT 'usage-high', $accountId, $servicePointId::bigint || ' ' || $day::text, $details, current_instant()
     WHERE NOT EXISTS (SELECT 1 FROM notices n WHERE n.account_id = $accountId AND n.notification = 'usage-high'
       AND n.about LIKE $servicePointId::bigint || ' %' AND n.at > current_instant() - interval '7 days')
     ON CONFLICT DO NOTHING RETURNING about)
   SELECT pg_notify('notices', '') FROM added`,
)

export const deleteOldNotices = command<DeleteOldNotices, 'job:delete-old-rows'>(
  'delete-old-notices',
  `DELETE FROM notices WHERE told_at < current_instant() - interval '90 days'`,
)
