import { query } from '#database/query.ts'
import type {
  CsrGroups,
  EntitlementHistory,
  InsertEntitlementChange,
  InsertSettingVersion,
  LiveMasquerades,
  LockSetting,
  NewestSwitches,
  SettingVersions,
} from './queries.generated.ts'

export const settingVersions = query<SettingVersions>(
  'setting-versions',
  `SELECT setting, locale, version, value, changed_by_csr_id AS changed_by, changed_at FROM (
     SELECT v.*, row_number() OVER (PARTITION BY setting, locale ORDER BY version DESC) AS place FROM setting_versions v
   ) newest WHERE place <= 20 ORDER BY setting, locale, version DESC`,
)

export const newestSwitches = query<NewestSwitches>(
  'newest-switches',
  `SELECT DISTINCT ON (entitlement, csr_group) entitlement, csr_group, is_on FROM entitlement_changes
   ORDER BY entitlement, csr_group, entitlement_change_id DESC`,
)

export const entitlementHistory = query<EntitlementHistory>(
  'entitlement-history',
  `SELECT entitlement, csr_group, was_on, is_on, changed_by_csr_id AS changed_by, changed_at FROM entitlement_changes
   ORDER BY entitlement_change_id DESC LIMIT 100`,
)

export const csrGroups = query<CsrGroups>(
  'csr-groups',
  'SELECT csr_group, name FROM csr_groups ORDER BY name',
)

/** Two changes of the same setting at once wait for each other, until the end of the transaction. */
export const lockSetting = query<LockSetting>(
  'lock-setting',
  'SELECT pg_advisory_xact_lock(hashtextextended($key, 7302))',
)

export const insertSettingVersion = query<InsertSettingVersion>(
  'insert-setting-version',
  `INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
   VALUES ($setting, $locale, $version, $value::text::jsonb, $csrId, current_instant())`,
)

export const insertEntitlementChange = query<InsertEntitlementChange>(
  'insert-entitlement-change',
  `INSERT INTO entitlement_changes (entitlement, csr_group, is_on, was_on, changed_by_csr_id, changed_at)
   VALUES ($entitlement, $csrGroup, $isOn, $wasOn, $csrId, current_instant())`,
)

export const liveMasquerades = query<LiveMasquerades>(
  'live-masquerades',
  'SELECT masquerade_id FROM masquerades WHERE ended_at IS NULL',
)
