import { command, publicCommand, query } from '#database/query.ts'
import type {
  AddProviderGroupMembers,
  ChangeGroupMapping,
  CsrOfSubject,
  DeleteProviderGroup,
  DeleteProvisionedStaff,
  EndProvisioningToken,
  GroupMappings,
  GroupsOfStaff,
  GroupsToGive,
  InsertProviderGroup,
  InsertProvisionedStaff,
  InsertProvisioningToken,
  LockStaff,
  MembersOfGroups,
  OpenProvisioningRequest,
  ProviderGroupById,
  ProviderGroups,
  ProvisionedStaff,
  ProvisionedStaffById,
  ProvisioningTokens,
  PutProvisionedCsr,
  RaiseProviderAlert,
  RaiseSignInAlert,
  RemoveProviderGroupMembers,
  StaffOfScimIds,
  StandingByGroups,
  SyncProviderGroups,
  TakeClaimedGroups,
  UnmappedGroups,
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

/** Tokens of SCIM clients, newest first. An ended or expired one is listed for a year. */
export const provisioningTokens = query<ProvisioningTokens>(
  'provisioning-tokens',
  `SELECT provisioning_token_id AS token_id, client_id, created_at, created_by_csr_id AS created_by, expires_at, last_used_at,
     CASE WHEN ended_at IS NOT NULL THEN 'ended' WHEN expires_at <= current_instant() THEN 'expired' ELSE 'live' END
       AS "standing!"
   FROM provisioning_tokens
   WHERE COALESCE(ended_at, expires_at) > current_instant() - interval '1 year'
   ORDER BY created_at DESC, provisioning_token_id DESC LIMIT 200`,
)

export const insertProvisioningToken = command<InsertProvisioningToken, 'provisioning:change'>(
  'insert-provisioning-token',
  `INSERT INTO provisioning_tokens (client_id, token_hash, created_at, created_by_csr_id, expires_at)
   VALUES ($clientId, $tokenHash, current_instant(), $csrId, current_instant() + make_interval(days => $days::int))
   RETURNING provisioning_token_id AS token_id`,
)

/** Returns no row for a token that has ended already, and for an unknown one. */
export const endProvisioningToken = command<EndProvisioningToken, 'provisioning-token:end'>(
  'end-provisioning-token',
  `UPDATE provisioning_tokens SET ended_at = current_instant(), ended_by_csr_id = $csrId
   WHERE provisioning_token_id = $tokenId AND ended_at IS NULL RETURNING client_id`,
)

/** How many members of staff the provider has in each of its groups, by the group's id and by its name. */
const toldGroups = `(SELECT t.provider_group, count(DISTINCT t.csr_id)::int AS people FROM (
     SELECT unnest(ARRAY[q.display_name, q.external_id]) AS provider_group, s.csr_id FROM provider_groups q
     LEFT JOIN provider_group_members m ON m.group_scim_id = q.scim_id
     LEFT JOIN provisioned_staff s ON s.scim_id = m.member_scim_id
     UNION ALL SELECT unnest(c.provider_groups), c.csr_id FROM claimed_groups c) t
   WHERE t.provider_group IS NOT NULL GROUP BY t.provider_group)`

export const groupMappings = query<GroupMappings>(
  'group-mappings',
  `SELECT p.provider_group, p.csr_group, g.name AS csr_group_name, p.mapped_by_csr_id AS mapped_by, p.mapped_at,
     COALESCE(t.people, 0) AS "people!"
   FROM group_mappings p JOIN csr_groups g USING (csr_group) LEFT JOIN ${toldGroups} t USING (provider_group)
   ORDER BY p.provider_group, g.name`,
)

/** Groups of the provider that give nothing, those with most people first. Of a group with an id, the name is listed. */
export const unmappedGroups = query<UnmappedGroups>(
  'unmapped-groups',
  `SELECT t.provider_group AS "provider_group!", t.people AS "people!" FROM ${toldGroups} t
   WHERE NOT EXISTS (SELECT 1 FROM group_mappings p WHERE p.provider_group = t.provider_group)
     AND NOT EXISTS (SELECT 1 FROM provider_groups q LEFT JOIN group_mappings p ON p.provider_group = q.display_name
       OR p.provider_group = q.external_id
       WHERE q.external_id = t.provider_group OR (q.display_name = t.provider_group AND p.provider_group IS NOT NULL))
   ORDER BY t.people DESC, t.provider_group LIMIT 100`,
)

export const groupsToGive = query<GroupsToGive>(
  'groups-to-give',
  'SELECT csr_group, name FROM csr_groups WHERE deleted_at IS NULL ORDER BY name',
)

export const changeGroupMapping = command<ChangeGroupMapping, 'provisioning:change'>(
  'change-group-mapping',
  `SELECT change_group_mapping($providerGroup::text, $csrGroup::text, $isMapped::boolean, $csrId::text, $attribution::jsonb)
     AS "effect!"`,
)
