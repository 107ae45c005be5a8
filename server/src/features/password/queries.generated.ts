// Made by `npm run types` from the migrated database. Not to be edited.

export type ChangePassword = {
  params: { tokenHash: Uint8Array | null; verifiedHash: string | null; newHash: string | null; newTokenHash: Uint8Array | null }
  row: { secondsLeft: number | null }
}

export type HashSettingsOfSession = {
  params: { tokenHash: Uint8Array | null }
  row: { webUserId: number; userName: string; hashSettings: string }
}

export type LeastLength = {
  params: {  }
  row: { least: unknown }
}
