import { command, query } from '#database/query.ts'
import type {
  AddAlertStep,
  AgeHours,
  AlertOwners,
  AlertRows,
  AlertSteps,
  AssignAlert,
  ClaimAlerts,
  MuteFinding,
  SettleAlert,
  UnsettledAlerts,
} from './queries.generated.ts'

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

export const settleAlert = command<SettleAlert, 'alert:settle'>(
  'settle-alert',
  `UPDATE to_dos SET completed_at = current_instant(), assigned_csr_id = $csrId, completed_by_csr_id = $csrId,
     completion_note = $reason, outcome = $outcome, version = version + 1
   WHERE to_do_id = $toDoId AND to_do_role = 'security-officer' AND about_csr_id IS DISTINCT FROM $csrId AND completed_at IS NULL
   RETURNING subject`,
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

/** Null where nobody changed the setting. */
export const ageHours = query<AgeHours>(
  'age-hours',
  `SELECT setting_value('alerts.due-hours')::integer AS "due?", setting_value('alerts.overdue-hours')::integer AS "overdue?"`,
)

const priorityOf = '$priority::smallint'

/** Alerts by filters, one more than a page; or one of them by its id. Names of people and of staff are of today. */
export const alertRows = query<AlertRows>(
  'alert-rows',
  `SELECT t.to_do_id, t.created_at AS at, t.subject, t.priority, t.about_csr_id AS csr_id, u.display_name AS "csr_name?", t.account_id,
     t.assigned_csr_id AS owner_csr_id, w.display_name AS "owner_name?", t.completed_at AS settled_at,
     t.completed_by_csr_id AS settled_by, t.outcome, t.completion_note AS reason,
     extract(epoch FROM current_instant() - t.created_at)::float8 / 3600 AS "hours!",
     o.reason_kind AS "reason_kind?", o.reference AS "reference?",
     f.detector AS "detector?", f.first_at AS "first_at?", f.last_at AS "last_at?", f.times AS "times?", f.facts AS "facts?",
     f.person_id AS "person_id?", n.given_name AS "given_name?", n.surname AS "surname?", n.organisation_name AS "organisation_name?",
     (SELECT e.at FROM record_entries e WHERE e.at = f.first_at AND e.record_entry_id = f.record_entry_id) AS "record_at?",
     COALESCE(account_is_protected(f.account_id), false) AS "is_protected!",
     EXISTS (SELECT FROM detector_mutes m WHERE m.detector = f.detector AND m.csr_id = f.csr_id AND m.account_id = f.account_id
       AND m.ended_at IS NULL) AS "is_muted!"
   FROM to_dos t LEFT JOIN csr_users u ON u.csr_id = t.about_csr_id
   LEFT JOIN csr_users w ON w.csr_id = t.assigned_csr_id
   LEFT JOIN protected_openings o ON o.account_id = t.account_id AND o.opened_at = t.created_at
     AND o.csr_id = t.about_csr_id AND t.subject = 'protected-customer-opened'
   LEFT JOIN alert_findings f ON f.to_do_id = t.to_do_id
   LEFT JOIN person_names n ON n.person_id = f.person_id AND n.name_type = 'primary'
   WHERE t.to_do_role = 'security-officer' AND ($toDoId::bigint IS NULL OR t.to_do_id = $toDoId)
     AND ($state::text IS NULL OR ($state = 'open') = (t.completed_at IS NULL))
     AND ($subject::text IS NULL OR t.subject = $subject) AND (${priorityOf} IS NULL OR t.priority = $priority)
     AND ($outcome::text IS NULL OR t.outcome = $outcome)
     AND ($hours::integer IS NULL
       OR t.completed_at IS NULL AND t.created_at <= current_instant() - make_interval(hours => $hours))
     AND ($aboutCsrId::text IS NULL OR t.about_csr_id = $aboutCsrId)
     AND ($ownerCsrId::text IS NULL OR COALESCE(t.assigned_csr_id, '-') = $ownerCsrId)
     AND ($accountId::bigint IS NULL OR t.account_id = $accountId)
     AND ($from::date IS NULL OR t.created_at >= $from::date::timestamp AT TIME ZONE $timeZone::text)
     AND ($to::date IS NULL OR t.created_at < ($to::date + 1)::timestamp AT TIME ZONE $timeZone)
     AND ($before::bigint IS NULL OR (t.created_at, t.to_do_id) < (
       SELECT b.created_at, b.to_do_id FROM to_dos b WHERE b.to_do_id = $before))
   ORDER BY t.created_at DESC, t.to_do_id DESC LIMIT 51`,
)

export const alertSteps = query<AlertSteps>(
  'alert-steps',
  `SELECT s.step, s.at, s.by_csr_id, b.display_name AS by_name, t.display_name AS "to_name?"
   FROM alert_steps s JOIN csr_users b ON b.csr_id = s.by_csr_id LEFT JOIN csr_users t ON t.csr_id = s.to_csr_id
   WHERE s.to_do_id = $toDoId ORDER BY s.alert_step_id`,
)

/** Active staff who may settle alerts, without the CSR that this one is about. */
export const alertOwners = query<AlertOwners>(
  'alert-owners',
  `SELECT u.csr_id, u.display_name AS name FROM csr_users u
   WHERE u.is_active AND u.csr_id IS DISTINCT FROM $aboutCsrId::text AND u.csr_id IN (
     SELECT m.csr_id FROM group_memberships m JOIN group_permissions p USING (csr_group)
     WHERE p.resource = 'alert' AND p.access_mode = 'settle'
       AND m.effective_from <= current_instant() AND m.effective_to > current_instant()
       AND p.effective_from <= current_instant() AND p.effective_to > current_instant())
   ORDER BY u.display_name, u.csr_id`,
)

type Works = 'alert:take' | 'alert:hand-over' | 'alert:mute' | 'alert:settle'

/** No row where somebody settled it in between, or where it is about the new owner. */
export const assignAlert = command<AssignAlert, 'alert:take' | 'alert:hand-over'>(
  'assign-alert',
  `UPDATE to_dos SET assigned_csr_id = $ownerCsrId, version = version + 1
   WHERE to_do_id = $toDoId AND to_do_role = 'security-officer' AND completed_at IS NULL
     AND about_csr_id IS DISTINCT FROM $ownerCsrId
   RETURNING subject`,
)

export const addAlertStep = command<AddAlertStep, Works>(
  'add-alert-step',
  `INSERT INTO alert_steps (to_do_id, step, by_csr_id, to_csr_id, at)
   VALUES ($toDoId, $step, $csrId, $toCsrId, current_instant())`,
)

/** `now()` is the time of the record's line in this transaction, which has the reason. No row where it is muted, or no detector found it; a canary is opened by nobody. */
export const muteFinding = command<MuteFinding, 'alert:mute'>(
  'mute-finding',
  `INSERT INTO detector_mutes (detector, csr_id, account_id, muted_by_csr_id, muted_at)
   SELECT f.detector, f.csr_id, f.account_id, $csrId, now() FROM alert_findings f WHERE f.to_do_id = $toDoId AND f.detector <> 'canary-opened'
   ON CONFLICT DO NOTHING RETURNING detector_mute_id, detector, csr_id AS about_csr_id`,
)
