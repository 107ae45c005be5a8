// Made by `npm run types` from the migrated database. Not to be edited.

export type AddPreferences = {
  params: { webUserId: number | null; accountId: number | null; choices: unknown | null }
  row: { version: number }
}

export type NotificationTargets = {
  params: { personId: number | null }
  row: { mobile: string }
}

export type OwnLanguageForChange = {
  params: {  }
  row: { language: string }
}

export type PreferencesForChange = {
  params: { webUserId: number | null; accountId: number | null }
  row: { choices: unknown; version: number }
}

export type PreferencesOf = {
  params: { webUserId: number | null; accountId: number | null }
  row: { choices: unknown; version: number }
}

export type SetOwnLanguage = {
  params: { language: string | null }
  row: { setOwnLanguage: unknown }
}

export type UpdatePreferences = {
  params: { choices: unknown | null; webUserId: number | null; accountId: number | null }
  row: { version: number }
}
