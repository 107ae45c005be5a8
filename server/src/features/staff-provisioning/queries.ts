import { command, publicCommand, query } from '#database/query.ts'
import type {
  AddProviderGroupMembers,
  CsrOfSubject,
  DeleteProviderGroup,
  DeleteProvisionedStaff,
  GroupsOfStaff,
  InsertProviderGroup,
  InsertProvisionedStaff,
  LockStaff,
  MembersOfGroups,
  OpenProvisioningRequest,
  ProviderGroupById,
  ProviderGroups,
  ProvisionedStaff,
  ProvisionedStaffById,
  PutProvisionedCsr,
  RaiseProviderAlert,
  RaiseSignInAlert,
  RemoveProviderGroupMembers,
  StaffOfScimIds,
  StandingByGroups,
  SyncProviderGroups,
  TakeClaimedGroups,
  UpdateProviderGroup,
  UpdateProvisionedStaff,
} from './queries.generated.ts'

export const openProvisioningRequest = publicCommand<OpenProvisioningRequest>(
  'open-provisioning-request',
  `SELECT client_id AS "client_id!", standing AS "standing!" FROM open_provisioning_request($tokenHash::bytea)`,
)

/** Locks everything about staff until the end of the transaction. */
export const lockStaff = query<LockStaff>('lock-staff', 'SELECT lock_staff()')

const staffColumns = `s.scim_id::text AS "scim_id!", s.csr_id, s.user_name, s.external_id, s.attributes, s.version, s.created_at, s.changed_at`

/** The people that a filter can match: null matches any. A user name is the same in upper and lower case. */
export const provisionedStaff = query<ProvisionedStaff>(
  'provisioned-staff',
  `SELECT ${staffColumns} FROM provisioned_staff s
   WHERE ($userName::text IS NULL OR lower(s.user_name) = lower($userName))
     AND ($externalId::text IS NULL OR s.external_id = $externalId)
     AND ($scimId::text IS NULL OR s.scim_id::text = $scimId)
   ORDER BY s.created_at, s.scim_id`,
)

export const provisionedStaffById = query<ProvisionedStaffById>(
  'provisioned-staff-by-id',
  `SELECT ${staffColumns} FROM provisioned_staff s WHERE s.scim_id = $scimId::text::uuid`,
)

/** The provider's groups of these people. */
export const groupsOfStaff = query<GroupsOfStaff>(
  'groups-of-staff',
  `SELECT m.member_scim_id::text AS "member_scim_id!", q.scim_id::text AS "scim_id!", q.display_name
   FROM provider_group_members m JOIN provider_groups q ON q.scim_id = m.group_scim_id
   WHERE m.member_scim_id = ANY ($scimIds::text[]::uuid[]) ORDER BY q.display_name`,
)

/** The subject that a person signs in with. Without one from the provider, a name that no provider gives. */
export const csrOfSubject = publicCommand<CsrOfSubject, 'provisioned-staff:change'>(
  'csr-of-subject',
  `SELECT csr_of_subject($issuer::text, $subject::text, $wishedCsrId::text, $displayName::text, $email::text) AS "csr_id!"`,
)

export const insertProvisionedStaff = command<InsertProvisionedStaff, 'provisioned-staff:change'>(
  'insert-provisioned-staff',
  `INSERT INTO provisioned_staff (scim_id, csr_id, user_name, external_id, attributes, created_at, changed_at)
   VALUES ($scimId::text::uuid, $newCsrId, $userName, $externalId, $attributes::text::jsonb, current_instant(), current_instant())`,
)

export const updateProvisionedStaff = command<UpdateProvisionedStaff, 'provisioned-staff:change'>(
  'update-provisioned-staff',
  `UPDATE provisioned_staff SET user_name = $userName, external_id = $externalId, attributes = $attributes::text::jsonb,
     version = version + 1, changed_at = current_instant()
   WHERE scim_id = $scimId::text::uuid`,
)

export const deleteProvisionedStaff = command<DeleteProvisionedStaff, 'provisioned-staff:change'>(
  'delete-provisioned-staff',
  'DELETE FROM provisioned_staff WHERE scim_id = $scimId::text::uuid',
)

/** Puts name, address, subject and (not null) whether the person is active. */
export const putProvisionedCsr = command<PutProvisionedCsr, 'provisioned-staff:change'>(
  'put-provisioned-csr',
  `SELECT put_provisioned_csr($ofCsrId::text, $subject::text, $displayName::text, $email::text, $isActive::boolean, $by::jsonb)
     AS effect`,
)

export const syncProviderGroups = command<SyncProviderGroups, 'provisioned-staff:change'>(
  'sync-provider-groups',
  'SELECT sync_provider_groups($ofCsrId::text, $by::jsonb) AS "effect!"',
)

const groupColumns = `q.scim_id::text AS "scim_id!", q.display_name, q.external_id, q.version, q.created_at, q.changed_at`

/** The groups that a filter can match: null matches any. */
export const providerGroups = query<ProviderGroups>(
  'provider-groups',
  `SELECT ${groupColumns} FROM provider_groups q
   WHERE ($displayName::text IS NULL OR lower(q.display_name) = lower($displayName))
     AND ($externalId::text IS NULL OR q.external_id = $externalId)
     AND ($scimId::text IS NULL OR q.scim_id::text = $scimId)
   ORDER BY q.created_at, q.scim_id`,
)

export const providerGroupById = query<ProviderGroupById>(
  'provider-group-by-id',
  `SELECT ${groupColumns} FROM provider_groups q WHERE q.scim_id = $scimId::text::uuid`,
)

export const membersOfGroups = query<MembersOfGroups>(
  'members-of-groups',
  `SELECT m.group_scim_id::text AS "group_scim_id!", m.member_scim_id::text AS "member_scim_id!", u.display_name
   FROM provider_group_members m JOIN provisioned_staff s ON s.scim_id = m.member_scim_id JOIN csr_users u USING (csr_id)
   WHERE m.group_scim_id = ANY ($scimIds::text[]::uuid[]) ORDER BY s.created_at, s.scim_id`,
)

export const staffOfScimIds = query<StaffOfScimIds>(
  'staff-of-scim-ids',
  `SELECT scim_id::text AS "scim_id!", csr_id FROM provisioned_staff WHERE scim_id::text = ANY ($scimIds::text[]) ORDER BY csr_id`,
)

export const insertProviderGroup = command<InsertProviderGroup, 'provisioned-staff:change'>(
  'insert-provider-group',
  `INSERT INTO provider_groups (scim_id, display_name, external_id, created_at, changed_at)
   VALUES ($scimId::text::uuid, $displayName, $externalId, current_instant(), current_instant())`,
)

export const updateProviderGroup = command<UpdateProviderGroup, 'provisioned-staff:change'>(
  'update-provider-group',
  `UPDATE provider_groups SET display_name = $displayName, external_id = $externalId, version = version + 1,
     changed_at = current_instant()
   WHERE scim_id = $scimId::text::uuid`,
)

export const deleteProviderGroup = command<DeleteProviderGroup, 'provisioned-staff:change'>(
  'delete-provider-group',
  'DELETE FROM provider_groups WHERE scim_id = $scimId::text::uuid',
)

export const addProviderGroupMembers = command<AddProviderGroupMembers, 'provisioned-staff:change'>(
  'add-provider-group-members',
  `INSERT INTO provider_group_members (group_scim_id, member_scim_id)
   SELECT $scimId::text::uuid, unnest($memberIds::text[]::uuid[]) ON CONFLICT DO NOTHING`,
)

export const removeProviderGroupMembers = command<RemoveProviderGroupMembers, 'provisioned-staff:change'>(
  'remove-provider-group-members',
  `DELETE FROM provider_group_members
   WHERE group_scim_id = $scimId::text::uuid AND member_scim_id = ANY ($memberIds::text[]::uuid[])`,
)

export const raiseProviderAlert = command<RaiseProviderAlert, 'provisioned-staff:change'>(
  'raise-provider-alert',
  'SELECT raise_provider_alert($ofCsrId::text, $entry::jsonb)',
)

/** Whether the mapping gives anything for one of these groups of the provider, and whether the CSR is in any group now. */
export const standingByGroups = query<StandingByGroups>(
  'standing-by-groups',
  `SELECT EXISTS (SELECT 1 FROM group_mappings p JOIN csr_groups g USING (csr_group)
       WHERE g.deleted_at IS NULL AND p.provider_group = ANY ($providerGroups::text[])) AS "is_any_mapped!",
     EXISTS (SELECT 1 FROM group_memberships m WHERE m.csr_id = $ofCsrId::text
       AND m.effective_from <= current_instant() AND m.effective_to > current_instant()) AS "is_in_a_group!"`,
)

/** Keeps what the group claim of a sign-in says, and brings the groups into step with it. */
export const takeClaimedGroups = publicCommand<TakeClaimedGroups>(
  'take-claimed-groups',
  'SELECT take_claimed_groups($ofCsrId::text, $providerGroups::text[], $by::jsonb) AS "effect!"',
)

/** An alert about a sign-in that would have taken the last security officer away. */
export const raiseSignInAlert = publicCommand<RaiseSignInAlert>(
  'raise-sign-in-alert',
  'SELECT raise_provider_alert($ofCsrId::text, $entry::jsonb)',
)
