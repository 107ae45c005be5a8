import { command, query } from '#database/query.ts'
import type { ClaimAlerts, SettleAlert, SettledAlerts, UnsettledAlerts } from './queries.generated.ts'

/** With the further reason of an opening: made in the alert's transaction, at the same instant. */
export const unsettledAlerts = query<UnsettledAlerts>(
  'unsettled-alerts',
  `SELECT t.to_do_id, t.created_at AS at, t.subject, u.csr_id AS "csr_id?", u.display_name AS "csr_name?", t.account_id,
     o.reason_kind AS "reason_kind?", o.reference AS "reference?"
   FROM to_dos t LEFT JOIN csr_users u ON u.csr_id = t.about_csr_id
   LEFT JOIN protected_openings o ON o.account_id = t.account_id AND o.opened_at = t.created_at
     AND o.csr_id = t.about_csr_id AND t.subject = 'protected-customer-opened'
   WHERE t.to_do_role = 'security-officer' AND t.completed_at IS NULL
   ORDER BY t.created_at DESC, t.to_do_id DESC LIMIT 100`,
)

/** One more than a page, behind one that is named by its id. */
export const settledAlerts = query<SettledAlerts>(
  'settled-alerts',
  `SELECT t.to_do_id, t.created_at AS at, t.subject, u.csr_id AS "csr_id?", u.display_name AS "csr_name?", t.account_id,
     t.completed_at AS "settled_at!", t.completed_by_csr_id AS settled_by, t.completion_note AS reason
   FROM to_dos t LEFT JOIN csr_users u ON u.csr_id = t.about_csr_id
   WHERE t.to_do_role = 'security-officer' AND t.completed_at IS NOT NULL
     AND ($csrId::text IS NULL OR t.about_csr_id = $csrId)
     AND ($before::bigint IS NULL OR (t.completed_at, t.to_do_id) < (
       SELECT b.completed_at, b.to_do_id FROM to_dos b WHERE b.to_do_id = $before))
   ORDER BY t.completed_at DESC, t.to_do_id DESC LIMIT 51`,
)

export const settleAlert = command<SettleAlert, 'alert:settle'>(
  'settle-alert',
  `UPDATE to_dos SET completed_at = current_instant(), assigned_csr_id = $csrId, completed_by_csr_id = $csrId,
     completion_note = $reason, version = version + 1
   WHERE to_do_id = $toDoId AND to_do_role = 'security-officer' AND about_csr_id IS DISTINCT FROM $csrId AND completed_at IS NULL
   RETURNING account_id, subject`,
)

/** Alerts without mail so far, with the address (null or empty if none is set). A claimed alert counts as mailed. */
export const claimAlerts = command<ClaimAlerts, 'job:tell-of-alerts'>(
  'claim-alerts',
  `WITH untold AS (
     SELECT to_do_id FROM to_dos
     WHERE to_do_role = 'security-officer' AND told_at IS NULL
     ORDER BY to_do_id LIMIT $most FOR UPDATE SKIP LOCKED)
   UPDATE to_dos t SET told_at = current_instant()
   FROM untold JOIN to_dos o USING (to_do_id) LEFT JOIN csr_users u ON u.csr_id = o.about_csr_id WHERE t.to_do_id = untold.to_do_id
   RETURNING t.subject, u.csr_id AS "csr_id?", u.display_name AS "csr_name?", t.account_id, setting_value('alerts.email') AS recipient`,
)
