import { command, query } from '#database/query.ts'
import type {
  CsrGroups,
  EntitlementHistory,
  EntitlementStands,
  InsertSettingVersion,
  LiveMasquerades,
  LockSettings,
  NewestSwitches,
  NewestVersion,
  SettingVersions,
} from './queries.generated.ts'

/** The newest versions of every setting. */
export const settingVersions = query<SettingVersions>(
  'setting-versions',
  `SELECT setting, locale, version, value, changed_by_csr_id AS changed_by, changed_at
   FROM (SELECT v.*, row_number() OVER (PARTITION BY setting, locale ORDER BY version DESC) AS place
     FROM setting_versions v) newest
   WHERE place <= 50 ORDER BY setting, locale, version DESC`,
)

/** The newest switch of each entitlement, for each group and (group null) for the whole utility. */
export const newestSwitches = query<NewestSwitches>(
  'newest-switches',
  `SELECT DISTINCT ON (entitlement, csr_group) entitlement, csr_group, is_on FROM entitlement_changes
   ORDER BY entitlement, csr_group, entitlement_change_id DESC`,
)

export const entitlementHistory = query<EntitlementHistory>(
  'entitlement-history',
  `SELECT entitlement, csr_group, was_on, is_on, changed_by_csr_id AS changed_by, changed_at
   FROM entitlement_changes ORDER BY entitlement_change_id DESC LIMIT 200`,
)

export const csrGroups = query<CsrGroups>(
  'csr-groups',
  'SELECT csr_group, name FROM csr_groups ORDER BY name',
)

/** Locks the settings until the end of the transaction, so that concurrent changes run one after the other. */
export const lockSettings = query<LockSettings>(
  'lock-settings',
  `SELECT pg_advisory_xact_lock(hashtextextended('settings', 7301))`,
)

export const newestVersion = query<NewestVersion>(
  'newest-version',
  `SELECT version, value FROM setting_versions WHERE setting = $setting AND locale = $locale
   ORDER BY version DESC LIMIT 1`,
)

/** `value` is JSON text: the client would send a boolean or a list as PostgreSQL's own. */
export const insertSettingVersion = command<InsertSettingVersion, 'settings:change'>(
  'insert-setting-version',
  `INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
   VALUES ($setting, $locale, $version, $value::text::jsonb, $csrId, current_instant())`,
)

/** The switch of one group (or, group null, of the utility) and the utility's own: null where it was never set. */
export const entitlementStands = query<EntitlementStands>(
  'entitlement-stands',
  `SELECT $csrGroup::text IS NULL OR EXISTS (SELECT 1 FROM csr_groups WHERE csr_group = $csrGroup) AS "is_group!",
     (SELECT is_on FROM entitlement_changes WHERE entitlement = $entitlement AND csr_group = $csrGroup
      ORDER BY entitlement_change_id DESC LIMIT 1) AS of_group,
     (SELECT is_on FROM entitlement_changes WHERE entitlement = $entitlement AND csr_group IS NULL
      ORDER BY entitlement_change_id DESC LIMIT 1) AS of_utility`,
)

export const liveMasquerades = query<LiveMasquerades>(
  'live-masquerades',
  'SELECT masquerade_id FROM masquerades WHERE ended_at IS NULL ORDER BY masquerade_id',
)
