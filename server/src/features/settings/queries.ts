import { command, query } from '#database/query.ts'
import type {
  InsertSettingVersion,
  LiveMasquerades,
  LockSettings,
  NewestVersion,
  SettingVersions,
} from './queries.generated.ts'

/** The newest versions of every setting. */
export const settingVersions = query<SettingVersions>(
  'setting-versions',
  `SELECT setting, locale, newest.version, value, changed_by_csr_id AS changed_by,
     COALESCE(u.display_name, changed_by_csr_id) AS "changed_by_name!", changed_at
   FROM (SELECT v.*, row_number() OVER (PARTITION BY setting, locale ORDER BY version DESC) AS place
     FROM setting_versions v) newest LEFT JOIN csr_users u ON u.csr_id = newest.changed_by_csr_id
   WHERE place <= 50 ORDER BY setting, locale, newest.version DESC`,
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

export const liveMasquerades = query<LiveMasquerades>(
  'live-masquerades',
  'SELECT masquerade_id, caller_grade FROM masquerades WHERE ended_at IS NULL ORDER BY masquerade_id',
)
