import { masqueradePageSize } from '@porchlight/contract/limits.ts'
import { command, publicCommand, query } from '#database/query.ts'
import type {
  ArriveMasquerade,
  ClaimVisitNews,
  DeleteOldVisitNews,
  EndedViews,
  EndMasquerade,
  InsertMasquerade,
  LiveMasqueradeFor,
  LiveMasqueradesOf,
  LiveMasqueradesToEnd,
  LiveOfCsrs,
  LockMasqueradeStart,
  MasqueradeDetail,
  MasqueradeEntries,
  MasqueradeList,
  NewCodeForMasquerade,
  NotesToWrite,
  OwnLiveMasquerade,
  PromptSettings,
  StartSettings,
  StepUpMasquerade,
  SweepMasquerades,
  SwitchMasquerade,
  TargetNames,
  ViewToFollow,
} from './queries.generated.ts'

export const targetNames = query<TargetNames>(
  'target-names',
  `SELECT w.user_name, full_name(n.given_name, n.surname, n.organisation_name) AS "person_name!"
   FROM web_users w JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
   WHERE w.web_user_id = $webUserId`,
)

/** The prompt in a language, with the number of its version (0: the shipped text). */
export const promptSettings = query<PromptSettings>(
  'prompt-settings',
  `SELECT setting_value('masquerade.prompt', $locale::text) AS prompt,
     (SELECT COALESCE(max(version), 0) FROM setting_versions WHERE setting = 'masquerade.prompt' AND locale = $locale)
       AS "prompt_version!"`,
)

export const startSettings = query<StartSettings>(
  'start-settings',
  `SELECT setting_value('masquerade.prompt-shown') AS prompt_shown, setting_value('masquerade.purposes') AS purposes,
     setting_value('masquerade.minutes') AS minutes, setting_value('masquerade.idle-minutes') AS idle_minutes`,
)

/** Two starts of the same masquerade at once wait for each other, until the end of the transaction. */
export const lockMasqueradeStart = query<LockMasqueradeStart>(
  'lock-masquerade-start',
  'SELECT pg_advisory_xact_lock(hashtextextended($key, 7301))',
)

export const liveMasqueradeFor = query<LiveMasqueradeFor>(
  'live-masquerade-for',
  `SELECT masquerade_id, ends_at, caller_grade FROM masquerades
   WHERE csr_id = $csrId AND desk_session_id = $deskSessionId AND web_user_id = $webUserId AND account_id = $accountId
     AND purpose_kind = $purposeKind AND purpose_reference = $purposeReference AND ended_at IS NULL
     AND ends_at > current_instant() AND last_activity_at + make_interval(secs => idle_seconds) > current_instant()`,
)

export const insertMasquerade = command<InsertMasquerade, 'masquerade:start'>(
  'insert-masquerade',
  `INSERT INTO masquerades (masquerade_id, csr_id, desk_session_id, web_user_id, account_id, purpose_kind,
     purpose_reference, prompt_version, prompt_locale, created_at, ends_at, idle_seconds, ip_address, code_hash,
     code_expires_at, last_activity_at, csr_locale, caller_grade)
   VALUES ($masqueradeId, $csrId, $deskSessionId, $webUserId, $accountId, $purposeKind, $purposeReference,
     $promptVersion, $promptLocale, current_instant(), current_instant() + make_interval(mins => $minutes), $idleSeconds,
     $ip::inet, $codeHash, current_instant() + interval '15 seconds', current_instant(), $csrLocale, $callerGrade)
   RETURNING ends_at`,
)

/** A repeated start replaces the code; the previous unused code becomes invalid. The grade can only rise. */
export const newCodeForMasquerade = command<NewCodeForMasquerade, 'masquerade:start'>(
  'new-code-for-masquerade',
  `UPDATE masquerades SET code_hash = $codeHash, code_expires_at = current_instant() + interval '15 seconds',
     code_used_at = NULL, caller_grade = CASE WHEN caller_grade_rank($callerGrade) > caller_grade_rank(caller_grade)
       THEN $callerGrade ELSE caller_grade END
   WHERE masquerade_id = $masqueradeId AND ended_at IS NULL`,
)

export const arriveMasquerade = publicCommand<ArriveMasquerade>(
  'arrive-masquerade',
  `SELECT outcome AS "outcome!", masquerade_id, ends_at, account_id
   FROM arrive_masquerade($codeHash::bytea, $tokenHash::bytea, $heldTokenHash::bytea, $hostMasqueradeId::text, $ip::inet)`,
)

export const switchMasquerade = command<SwitchMasquerade, 'masquerade:act' | 'masquerade:read-only'>(
  'switch-masquerade',
  'SELECT switch_own_masquerade($tokenHash::bytea, $mode::text) AS "is_switched!"',
)

/** What ends a masquerade: its own actions, and those of which its end is a consequence (end.ts says which cause each gives). */
type MasqueradeEnder =
  | `masquerade:${'leave' | 'end-own' | 'end-any' | 'end-many'}`
  | 'support-visit:end'
  | 'desk-session:end'
  | 'issuer-session:end'
  | 'settings:change'
  | 'web-user:deactivate'
  | 'account-link:unlink'

export const endMasqueradeRow = command<EndMasquerade, MasqueradeEnder>(
  'end-masquerade',
  'SELECT end_own_masquerade($tokenHash::bytea, $masqueradeId::text, $cause::text, $by::jsonb) AS "is_ended!"',
)

/** Masquerades that are live, arrived, and started from this desk session, or from another CIS by the same CSR. */
const isOwnAndLive = `masquerade_id = $masqueradeId AND csr_id = $csrId AND (desk_session_id = $deskSessionId OR EXISTS (
       SELECT 1 FROM desk_sessions s WHERE s.desk_session_id = masquerades.desk_session_id AND s.issuer_key IS NOT NULL))
     AND arrived_at IS NOT NULL AND ended_at IS NULL AND ends_at > current_instant()
     AND last_activity_at + make_interval(secs => idle_seconds) > current_instant()`

export const ownLiveMasquerade = query<OwnLiveMasquerade>(
  'own-live-masquerade',
  `SELECT masquerade_id FROM masquerades WHERE ${isOwnAndLive}`,
)

/** Opens step-up actions for five minutes, but not beyond the end of the masquerade. */
export const stepUpMasquerade = command<StepUpMasquerade, 'masquerade:step-up'>(
  'step-up-masquerade',
  `UPDATE masquerades SET step_up_until = least(current_instant() + interval '5 minutes', ends_at)
   WHERE ${isOwnAndLive} RETURNING masquerade_id`,
)

const columns = `m.masquerade_id, m.csr_id, u.display_name AS csr_name, m.web_user_id, w.user_name,
  w.person_id, full_name(n.given_name, n.surname, n.organisation_name) AS "person_name!", m.account_id, m.purpose_kind,
  m.purpose_reference, m.mode, m.caller_grade, host(m.ip_address) AS "ip_address!", m.created_at AS started_at, m.arrived_at, m.ends_at,
  m.ended_at, m.end_cause, account_is_protected(m.account_id) OR person_is_protected(w.person_id) AS "is_protected!",
  s.event AS "step_event?", s.action AS "step_action?", s.at AS "step_at?"`
const tables = `masquerades m JOIN csr_users u USING (csr_id) JOIN web_users w ON w.web_user_id = m.web_user_id
  JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
  LEFT JOIN LATERAL (
    SELECT e.event, e.action, e.at FROM record_entries e
    WHERE m.ended_at IS NULL AND e.masquerade_id = m.masquerade_id AND e.actor_kind = 'masquerade'
      AND e.event IN ('read', 'changed', 'refused')
    ORDER BY e.at DESC LIMIT 1) s ON true`

export const masqueradeList = query<MasqueradeList>(
  'masquerade-list',
  `SELECT ${columns} FROM ${tables}
   WHERE ($liveOnly::boolean IS NOT TRUE OR m.ended_at IS NULL) AND ($csrId::text IS NULL OR m.csr_id = $csrId)
     AND ($accountId::bigint IS NULL OR m.account_id = $accountId)
     AND ($endedBefore::text IS NULL OR m.ended_at IS NOT NULL AND (m.created_at, m.masquerade_id) < (
       SELECT b.created_at, b.masquerade_id FROM masquerades b WHERE b.masquerade_id = $endedBefore))
   ORDER BY m.ended_at IS NOT NULL, m.created_at DESC, m.masquerade_id DESC LIMIT ${masqueradePageSize}`,
)

/** How many masquerades of each CSR are live: exactly those that `liveMasqueradesToEnd` lists. */
export const liveOfCsrs = query<LiveOfCsrs>(
  'live-of-csrs',
  `SELECT m.csr_id, u.display_name AS csr_name, count(*)::int AS "count!" FROM masquerades m JOIN csr_users u USING (csr_id)
   WHERE m.ended_at IS NULL GROUP BY m.csr_id, u.display_name ORDER BY count(*) DESC, m.csr_id`,
)

/** The live masquerades of a CSR, or of all; the oldest first. */
export const liveMasqueradesToEnd = query<LiveMasqueradesToEnd>(
  'live-masquerades-to-end',
  `SELECT masquerade_id FROM masquerades WHERE ended_at IS NULL AND ($ofCsrId::text IS NULL OR csr_id = $ofCsrId)
   ORDER BY created_at, masquerade_id`,
)

/** A CSR's masquerades of the last day that the CSR did not end, without a contact note; the newest first. */
export const notesToWrite = query<NotesToWrite>(
  'notes-to-write',
  `SELECT m.masquerade_id, m.account_id FROM masquerades m
   WHERE m.csr_id = $csrId AND m.arrived_at IS NOT NULL AND m.ended_at > current_instant() - interval '1 day'
     AND m.end_cause NOT IN ('banner', 'desk') AND NOT EXISTS (SELECT 1 FROM customer_contacts c
       WHERE c.masquerade_id = m.masquerade_id AND c.self_service_task_id IS NULL)
   ORDER BY m.ended_at DESC, m.masquerade_id LIMIT 20`,
)

export const masqueradeDetail = query<MasqueradeDetail>(
  'masquerade-detail',
  `SELECT ${columns} FROM ${tables} WHERE m.masquerade_id = $masqueradeId`,
)

export const masqueradeEntries = query<MasqueradeEntries>(
  'masquerade-entries',
  `SELECT e.at, e.event, e.action, e.account_id, e.self_service_task_id AS task_id, t.task_type AS "task_type?", e.reason,
     host(e.ip_address) AS ip_address, e.csr_id, u.display_name AS "csr_name?", e.actor_kind, e.details ->> 'givenReason' AS given_reason
   FROM record_entries e LEFT JOIN self_service_tasks t ON t.self_service_task_id = e.self_service_task_id
   LEFT JOIN csr_users u ON u.csr_id = e.csr_id
   WHERE e.masquerade_id = $masqueradeId AND (e.actor_kind <> 'csr' OR e.event <> 'read')
   ORDER BY e.at, e.record_entry_id LIMIT 2000`,
)

/** The live masquerade of a token, for an open tab to follow; null where it has ended or the token is unknown. */
export const viewToFollow = query<ViewToFollow>(
  'view-to-follow',
  'SELECT view_to_follow($tokenHash::bytea, $hostMasqueradeId::text) AS masquerade_id',
)

/** Of the given masquerades, those that have ended. */
export const endedViews = command<EndedViews, 'job:follow-views'>(
  'ended-views',
  'SELECT ended_views($masqueradeIds::text[]) AS "masquerade_id!"',
)

export const sweepMasquerades = command<SweepMasquerades, 'job:sweep-masquerades'>(
  'sweep-masquerades',
  'SELECT sweep_masquerades() AS "ended!"',
)

/** Claims support visits whose web users have not been told, the oldest first. A claim counts as told. */
export const claimVisitNews = command<ClaimVisitNews, 'job:tell-of-visits'>(
  'claim-visit-news',
  `WITH untold AS (
     SELECT masquerade_id FROM visit_news WHERE told_at IS NULL
     ORDER BY at LIMIT $most FOR UPDATE SKIP LOCKED),
   told AS (
     UPDATE visit_news n SET told_at = current_instant() FROM untold WHERE n.masquerade_id = untold.masquerade_id
     RETURNING n.*)
   SELECT n.account_id, n.purpose_kind, n.wants_mail, n.at, w.email, w.locale,
     full_name(p.given_name, p.surname, p.organisation_name) AS display_name
   FROM told n JOIN web_users w USING (web_user_id)
   LEFT JOIN person_names p ON p.person_id = w.person_id AND p.name_type = 'primary'
   ORDER BY n.at`,
)

export const deleteOldVisitNews = command<DeleteOldVisitNews, 'job:delete-old-rows'>(
  'delete-old-visit-news',
  `DELETE FROM visit_news WHERE told_at < current_instant() - interval '90 days'`,
)

/** The live masquerades of a web user; with an account, only those that were started on it. */
export const liveMasqueradesOf = query<LiveMasqueradesOf>(
  'live-masquerades-of',
  `SELECT m.masquerade_id, u.display_name AS csr_name FROM masquerades m JOIN csr_users u USING (csr_id)
   WHERE m.web_user_id = $webUserId AND m.ended_at IS NULL AND m.ends_at > current_instant()
     AND m.last_activity_at + make_interval(secs => m.idle_seconds) > current_instant()
     AND ($accountId::bigint IS NULL OR m.account_id = $accountId)
   ORDER BY m.created_at, m.masquerade_id`,
)
