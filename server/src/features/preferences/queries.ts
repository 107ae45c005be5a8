import { command, publicCommand, query } from '#database/query.ts'
import type {
  AddPreferences,
  NoticeKeyHolder,
  NoticeOfKey,
  NoticeRules,
  NotificationTargets,
  OwnLanguageForChange,
  PreferencesForChange,
  PreferencesOf,
  SetOwnLanguage,
  UpdatePreferences,
} from './queries.generated.ts'

export const preferencesOf = query<PreferencesOf>(
  'preferences-of',
  `SELECT choices, version FROM notification_preferences
   WHERE web_user_id = $webUserId AND account_id = $accountId`,
)

/** Where the notifications go: the approved mobile number of the web user's person, the primary one first. */
export const notificationTargets = query<NotificationTargets>(
  'notification-targets',
  `SELECT value AS mobile FROM person_contacts
   WHERE person_id = $personId AND contact_type = 'mobile' AND state = 'approved'
   ORDER BY is_primary DESC, person_contact_id LIMIT 1`,
)

export const preferencesForChange = query<PreferencesForChange>(
  'preferences-for-change',
  `SELECT choices, version FROM notification_preferences
   WHERE web_user_id = $webUserId AND account_id = $accountId FOR UPDATE`,
)

/** By the customer or a CSR, or with the key of a notice. */
type Changing = 'preferences:change' | 'mailed-key:notice-off'

/** The first choices of a web user. No row: another request was first. */
export const addPreferences = command<AddPreferences, Changing>(
  'add-preferences',
  `INSERT INTO notification_preferences (web_user_id, account_id, choices) VALUES ($webUserId, $accountId, $choices)
   ON CONFLICT DO NOTHING RETURNING version`,
)

export const updatePreferences = command<UpdatePreferences, Changing>(
  'update-preferences',
  `UPDATE notification_preferences SET choices = $choices, version = version + 1
   WHERE web_user_id = $webUserId AND account_id = $accountId RETURNING version`,
)

export const ownLanguageForChange = query<OwnLanguageForChange>(
  'own-language-for-change',
  'SELECT own_language_for_change() AS "language!"',
)

/** Sets the language of the transaction's web user. */
export const setOwnLanguage = command<SetOwnLanguage, 'language:change'>(
  'set-own-language',
  'SELECT set_own_language($language)',
)

export const noticeRules = query<NoticeRules>(
  'notice-rules',
  `SELECT setting_value('notices.quiet-from') AS quiet_from, setting_value('notices.quiet-until') AS quiet_until,
     setting_value('notices.high-usage-percent') AS high_usage`,
)

/** What the key of a notice switches off, and the choices as they are. */
export const noticeOfKey = query<NoticeOfKey>(
  'notice-of-key',
  `SELECT web_user_id AS "web_user_id!", account_id AS "account_id!", stops AS "stops!", choices, version
   FROM notice_of_key($keyHash::bytea)`,
)

/** From here on row-level security sees the key's web user, until the end of the transaction. */
export const noticeKeyHolder = publicCommand<NoticeKeyHolder>(
  'notice-key-holder',
  `SELECT web_user_id AS "web_user_id!", user_name AS "user_name!", email AS "email!", locale AS "locale!",
     person_id AS "person_id!", display_name, set_config('porchlight.mailed_key', encode($keyHash::bytea, 'hex'), true) AS seen_as
   FROM use_notice_key($keyHash::bytea)`,
)
