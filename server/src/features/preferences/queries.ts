import { command, query } from '#database/query.ts'
import type {
  AddPreferences,
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

/** The first choices of a web user. No row: another request was first. */
export const addPreferences = command<AddPreferences, 'preferences:change'>(
  'add-preferences',
  `INSERT INTO notification_preferences (web_user_id, account_id, choices) VALUES ($webUserId, $accountId, $choices)
   ON CONFLICT DO NOTHING RETURNING version`,
)

export const updatePreferences = command<UpdatePreferences, 'preferences:change'>(
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
