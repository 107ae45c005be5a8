// Made by `npm run types` from the migrated database. Not to be edited.

export type AddPreferences = {
  params: { webUserId: number | null; accountId: number | null; choices: unknown | null }
  row: { version: number }
}

export type NoticeKeyHolder = {
  params: { keyHash: Uint8Array | null }
  row: { webUserId: number; userName: string; email: string; locale: string; personId: number; displayName: string | null; seenAs: string | null }
}

export type NoticeOfKey = {
  params: { keyHash: Uint8Array | null }
  row: { webUserId: number; accountId: number; stops: string; choices: unknown; version: number | null }
}

export type NoticeRules = {
  params: {  }
  row: { quietFrom: unknown; quietUntil: unknown; highUsage: unknown }
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
