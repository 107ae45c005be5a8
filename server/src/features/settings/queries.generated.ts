// Made by `npm run types` from the migrated database. Not to be edited.

export type InsertSettingVersion = {
  params: { setting: string | null; locale: string | null; version: number | null; value: string | null; csrId: string | null }
  row: object
}

export type LiveMasquerades = {
  params: {  }
  row: { masqueradeId: string; callerGrade: string }
}

export type LockSettings = {
  params: {  }
  row: { pgAdvisoryXactLock: unknown }
}

export type NewestVersion = {
  params: { setting: string | null; locale: string | null }
  row: { version: number; value: unknown }
}

export type SettingVersions = {
  params: {  }
  row: { setting: string; locale: string; version: number; value: unknown; changedBy: string; changedByName: string; changedAt: Date }
}
