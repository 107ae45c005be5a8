import { command, query } from '#database/query.ts'
import type {
  DevicesOf,
  EndAllOwnSessions,
  EndOwnSession,
  QuestionSupportVisit,
  SupportVisitChanges,
  SupportVisitPage,
  SupportVisits,
} from './queries.generated.ts'

/** The sign-ins of the last thirty days: this one, those that still hold, the newest. A masquerade is none. */
export const devicesOf = query<DevicesOf>(
  'devices-of',
  `SELECT customer_session_id, created_at, last_used_at, host(ip_address) AS "ip_address!", user_agent,
     ended_at IS NULL AND expires_at > current_instant() AND last_used_at > current_instant() - interval '30 minutes'
       AS "is_signed_in!"
   FROM customer_sessions
   WHERE web_user_id = $webUserId AND last_used_at > current_instant() - interval '30 days'
   ORDER BY (customer_session_id = $sessionId::bigint) IS TRUE DESC, 6 DESC, last_used_at DESC, customer_session_id DESC LIMIT 20`,
)

/** False if this session is over, or is of another customer. */
export const endOwnSession = command<EndOwnSession, 'device:sign-out'>(
  'end-own-session',
  'SELECT end_own_session($tokenHash::bytea, $customerSessionId::bigint) AS "is_ended!"',
)

/** Ends every session of the customer. Browsers other than this one have to become known again. */
export const endAllOwnSessions = command<EndAllOwnSessions, 'device:sign-out-all'>(
  'end-all-own-sessions',
  'SELECT end_all_own_sessions($tokenHash::bytea, $deviceHash::bytea) AS "ended!"',
)

const visitColumns = `m.masquerade_id, m.csr_id, m.web_user_id, m.arrived_at AS "started_at!",
     COALESCE(m.ended_at, CASE WHEN m.ends_at <= current_instant() THEN m.ends_at END) AS ended_at,
     m.account_id, m.purpose_kind, m.mode, m.caller_grade, ARRAY(
       SELECT DISTINCT e.action FROM record_entries e
       WHERE e.masquerade_id = m.masquerade_id AND e.event = 'read' AND e.action <> 'portal:open'
       ORDER BY 1) AS "read!",
     q.questioned_at AS "questioned_at?"`

const visitTables = 'masquerades m LEFT JOIN own_questioned_visits() q ON q.masquerade_id = m.masquerade_id'

/** The newest visits that arrived, live ones first, with the actions whose data each one read. */
export const supportVisits = query<SupportVisits>(
  'support-visits',
  `SELECT ${visitColumns} FROM ${visitTables}
   WHERE m.web_user_id = $webUserId AND m.arrived_at IS NOT NULL
   ORDER BY m.ended_at IS NOT NULL, m.created_at DESC LIMIT 50`,
)

/** A page of all visits, one more than it shows; the newest first. */
export const supportVisitPage = query<SupportVisitPage>(
  'support-visit-page',
  `SELECT ${visitColumns} FROM ${visitTables}
   WHERE m.web_user_id = $webUserId AND m.arrived_at IS NOT NULL
     AND ($before::text IS NULL OR (m.arrived_at, m.masquerade_id) < (
       SELECT b.arrived_at, b.masquerade_id FROM masquerades b WHERE b.masquerade_id = $before))
     AND (NOT $onlyChanges::boolean OR EXISTS (
       SELECT 1 FROM self_service_tasks t WHERE t.masquerade_id = m.masquerade_id AND t.self_service_user_id = $webUserId))
   ORDER BY m.arrived_at DESC, m.masquerade_id DESC LIMIT 21`,
)

/** What was changed in these support visits, the newest first. */
export const supportVisitChanges = query<SupportVisitChanges>(
  'support-visit-changes',
  `SELECT masquerade_id AS "masquerade_id!", self_service_task_id AS task_id, task_type, created_at AS at,
     amount_cents, currency, payload
   FROM self_service_tasks WHERE self_service_user_id = $webUserId AND masquerade_id = ANY ($masqueradeIds::text[])
   ORDER BY self_service_task_id DESC LIMIT 2000`,
)

/** Ends every visit that is going on, and raises the alert. */
export const questionSupportVisit = command<QuestionSupportVisit, 'support-visit:question'>(
  'question-support-visit',
  `SELECT outcome AS "outcome!", ended AS "ended!"
   FROM question_support_visit($tokenHash::bytea, $masqueradeId::text, $ip::inet)`,
)
