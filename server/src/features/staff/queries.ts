import { command, query } from '#database/query.ts'
import type {
  AddStaffProposal,
  ChangeStaff,
  CsrGroupRows,
  CsrRows,
  DayEdges,
  DecideStaffProposal,
  FourEyes,
  LockStaff,
  MasqueradesNamed,
  MembershipRows,
  PreviewStaffChange,
  StaffNames,
  StaffProposals,
  StaffState,
  StaffVersionState,
  StaffVersions,
  SwitchesOfGroups,
  ToDoRolesInUse,
  UtilityStanding,
} from './queries.generated.ts'

/**
 * The actions that change who is in which group, and who is active. A feature that brings staff from elsewhere adds its own.
 */
export type StaffChanger = 'staff:change'
/** The actions of the desk by which a CSR, a group or the utility's switches are changed. */
export type DeskStaffChanger =
  | 'staff:change'
  | 'csr-group:change'
  | 'entitlements:change'
  | 'staff-change:decide'

/** Locks everything about staff until the end of the transaction, so that concurrent changes run one after the other. */
export const lockStaff = query<LockStaff>('lock-staff', 'SELECT lock_staff()')

/** What a version keeps of a CSR, a group or the utility, and its number; null where there is none. */
export const staffState = query<StaffState>(
  'staff-state',
  `SELECT staff_state($kind::text, $subject::text) AS state, staff_version($kind::text, $subject::text) AS version`,
)

/** Changes a CSR, a group or the utility to a state, with a version, and says whom it affects. */
export const changeStaff = command<ChangeStaff, DeskStaffChanger>(
  'change-staff',
  'SELECT change_staff($kind::text, $subject::text, $state::jsonb, $by::jsonb, $shipped::jsonb) AS effect',
)

/** Makes the same change and takes it back in the same statement. */
export const previewStaffChange = command<PreviewStaffChange, DeskStaffChanger>(
  'preview-staff-change',
  'SELECT preview_staff_change($kind::text, $subject::text, $state::jsonb, $by::jsonb, $shipped::jsonb) AS effect',
)

/** The newest versions of a subject. */
export const staffVersions = query<StaffVersions>(
  'staff-versions',
  `SELECT v.version, v.change, v.source, v.before, v.after, v.reason, v.changed_at,
     COALESCE(changer.display_name, v.changed_by_csr_id) AS changed_by_name,
     COALESCE(approver.display_name, v.approved_by_csr_id) AS approved_by_name,
     v.changed_by_csr_id AS changed_by, v.approved_by_csr_id AS approved_by
   FROM staff_versions v LEFT JOIN csr_users changer ON changer.csr_id = v.changed_by_csr_id
     LEFT JOIN csr_users approver ON approver.csr_id = v.approved_by_csr_id
   WHERE v.subject_kind = $kind AND v.subject = $subject ORDER BY v.version DESC LIMIT 100`,
)

export const staffVersionState = query<StaffVersionState>(
  'staff-version-state',
  'SELECT after AS state FROM staff_versions WHERE subject_kind = $kind AND subject = $subject AND version = $version',
)

/** When each of these days begins and ends in the utility's time zone, and which day it is there now. */
export const dayEdges = query<DayEdges>(
  'day-edges',
  `SELECT d.day AS "day!", (d.day::date::timestamp AT TIME ZONE $timeZone::text)::text AS "begins!",
     ((d.day::date + 1)::timestamp AT TIME ZONE $timeZone::text)::text AS "ends!",
     (current_instant() AT TIME ZONE $timeZone::text)::date::text AS "today!"
   FROM unnest($days::text[]) d (day)`,
)

export const staffNames = query<StaffNames>(
  'staff-names',
  'SELECT csr_id, display_name AS name FROM csr_users WHERE csr_id = ANY ($csrIds::text[])',
)

export const masqueradesNamed = query<MasqueradesNamed>(
  'masquerades-named',
  `SELECT m.masquerade_id, u.display_name AS csr_name, w.user_name, m.created_at AS started_at
   FROM masquerades m JOIN csr_users u USING (csr_id) JOIN web_users w USING (web_user_id)
   WHERE m.masquerade_id = ANY ($masqueradeIds::text[]) ORDER BY m.masquerade_id`,
)

const isRunning = (table: string) =>
  `${table}.effective_from <= current_instant() AND ${table}.effective_to > current_instant()`

/** All staff, or one CSR, with what is open now. */
export const csrRows = query<CsrRows>(
  'csr-rows',
  `SELECT u.csr_id, u.display_name AS name, u.email, u.is_active, u.version,
     (SELECT max(s.last_used_at) FROM desk_sessions s WHERE s.csr_id = u.csr_id) AS last_seen_at,
     (SELECT count(*) FROM desk_sessions s WHERE s.csr_id = u.csr_id AND s.ended_at IS NULL
       AND s.expires_at > current_instant() AND s.last_used_at > current_instant() - interval '1 hour')::integer AS "open_sessions!",
     (SELECT count(*) FROM masquerades m WHERE m.csr_id = u.csr_id AND m.ended_at IS NULL)::integer AS "live_masquerades!"
   FROM csr_users u WHERE $csrId::text IS NULL OR u.csr_id = $csrId
   ORDER BY u.display_name, u.csr_id LIMIT 5000`,
)

/** The memberships that run or will: of all staff, of one CSR, or of one group. */
export const membershipRows = query<MembershipRows>(
  'membership-rows',
  `SELECT m.csr_id, u.display_name AS csr_name, m.csr_group, g.name, m.source,
     moment_or_null(m.effective_from) AS "from", moment_or_null(m.effective_to) AS "to",
     ${isRunning('m')} AS "is_now!"
   FROM group_memberships m JOIN csr_groups g USING (csr_group) JOIN csr_users u USING (csr_id)
   WHERE m.effective_to > current_instant() AND m.effective_to > m.effective_from
     AND ($csrId::text IS NULL OR m.csr_id = $csrId) AND ($csrGroup::text IS NULL OR m.csr_group = $csrGroup)
   ORDER BY g.name, u.display_name, m.csr_id, m.source, m.effective_from`,
)

/** Every group, deleted ones too, or one. */
export const csrGroupRows = query<CsrGroupRows>(
  'csr-group-rows',
  `SELECT g.csr_group, g.name, g.version, g.deleted_at IS NOT NULL AS "is_deleted!", g.requires_second_factor,
     (SELECT count(DISTINCT m.csr_id) FROM group_memberships m WHERE m.csr_group = g.csr_group AND ${isRunning('m')})::integer
       AS "members!",
     (SELECT count(*) FROM group_permissions p WHERE p.csr_group = g.csr_group AND ${isRunning('p')})::integer AS "permissions!"
   FROM csr_groups g WHERE $csrGroup::text IS NULL OR g.csr_group = $csrGroup ORDER BY g.name, g.csr_group`,
)

/** The switches that groups have set. */
export const switchesOfGroups = query<SwitchesOfGroups>(
  'switches-of-groups',
  `SELECT g.csr_group, g.name, standing_switches(g.csr_group) AS "switches!" FROM csr_groups g
   WHERE g.deleted_at IS NULL ORDER BY g.name, g.csr_group`,
)

/** The roles of to-dos: those that a group works, and those that a to-do has had. */
export const toDoRolesInUse = query<ToDoRolesInUse>(
  'to-do-roles-in-use',
  `SELECT DISTINCT role AS "role!" FROM (
     SELECT to_do_role AS role FROM group_to_do_roles UNION ALL SELECT to_do_role FROM to_dos) r ORDER BY 1`,
)

export const utilityStanding = query<UtilityStanding>(
  'utility-standing',
  `SELECT standing_switches(NULL) AS "switches!", staff_version('utility', '') AS "version!",
     masquerading_is_on() AS "is_masquerade_enabled!", staff_has_four_eyes() AS "has_four_eyes!",
     COALESCE((SELECT max(v.version) FROM setting_versions v WHERE v.setting = 'masquerade.enabled'), 0)
       AS "masquerade_setting_version!",
     (SELECT count(*) FROM masquerades WHERE ended_at IS NULL)::integer AS "live_masquerades!"`,
)

/** Whether a change needs a second person, and how many CSRs could be one. */
export const fourEyes = query<FourEyes>(
  'four-eyes',
  'SELECT staff_has_four_eyes() AS "has_four_eyes!", staff_deciders() AS "deciders!"',
)

/** Keeps a proposal. No row where an open one is about the same subject. */
export const addStaffProposal = command<AddStaffProposal, DeskStaffChanger>(
  'add-staff-proposal',
  `INSERT INTO staff_proposals (subject_kind, subject, change, base_version, base_state, wanted, reason, proposed_by_csr_id, proposed_at)
   VALUES ($kind, $subject, $change, $version, $current::jsonb, $wanted::jsonb, $reason, $csrId, current_instant())
   ON CONFLICT (subject_kind, subject) WHERE standing = 'open' DO NOTHING
   RETURNING staff_proposal_id AS "proposal_id!"`,
)

/** One proposal, or (null) the open ones and the newest that were decided. */
export const staffProposals = query<StaffProposals>(
  'staff-proposals',
  `SELECT p.staff_proposal_id AS proposal_id, p.subject_kind AS kind, p.subject, p.change, p.base_version, p.base_state,
     p.wanted, p.reason, p.proposed_by_csr_id AS proposed_by, p.proposed_at, p.standing,
     p.decided_by_csr_id AS decided_by, p.decided_at, p.decision_reason,
     COALESCE(proposer.display_name, p.proposed_by_csr_id) AS "proposed_by_name!",
     COALESCE(decider.display_name, p.decided_by_csr_id) AS decided_by_name
   FROM staff_proposals p LEFT JOIN csr_users proposer ON proposer.csr_id = p.proposed_by_csr_id
     LEFT JOIN csr_users decider ON decider.csr_id = p.decided_by_csr_id
   WHERE $proposalId::bigint IS NULL OR p.staff_proposal_id = $proposalId
   ORDER BY p.standing <> 'open', COALESCE(p.decided_at, p.proposed_at) DESC LIMIT 100`,
)

/** Decides an open proposal, once. No row where it was decided before. */
export const decideStaffProposal = command<
  DecideStaffProposal,
  'staff-change:decide' | 'staff-change:withdraw'
>(
  'decide-staff-proposal',
  `UPDATE staff_proposals SET standing = $standing, decided_by_csr_id = $csrId, decided_at = current_instant(),
     decision_reason = $reason
   WHERE staff_proposal_id = $proposalId AND standing = 'open' RETURNING staff_proposal_id`,
)
