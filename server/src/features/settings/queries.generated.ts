// Made by `npm run types` from the migrated database. Not to be edited.

export type CsrGroups = {
  params: {  }
  row: { csrGroup: string; name: string }
}

export type EntitlementHistory = {
  params: {  }
  row: { entitlement: string; csrGroup: string | null; wasOn: boolean; isOn: boolean | null; changedBy: string; changedAt: Date }
}

export type EntitlementStands = {
  params: { csrGroup: string | null; entitlement: string | null }
  row: { isGroup: boolean; ofGroup: boolean | null; ofUtility: boolean | null }
}

export type InsertSettingVersion = {
  params: { setting: string | null; locale: string | null; version: number | null; value: string | null; csrId: string | null }
  row: object
}

export type LiveMasquerades = {
  params: {  }
  row: { masqueradeId: string }
}

export type LockSettings = {
  params: {  }
  row: { pgAdvisoryXactLock: unknown }
}

export type NewestSwitches = {
  params: {  }
  row: { entitlement: string; csrGroup: string | null; isOn: boolean | null }
}

export type NewestVersion = {
  params: { setting: string | null; locale: string | null }
  row: { version: number; value: unknown }
}

export type SettingVersions = {
  params: {  }
  row: { setting: string; locale: string; version: number; value: unknown; changedBy: string; changedAt: Date }
}
