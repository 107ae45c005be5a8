// Made by `npm run types` from the migrated database. Not to be edited.

export type CredentialOf = {
  params: { userName: string | null }
  row: { webUserId: number; passwordHash: string; isActive: boolean }
}

export type EndCustomerSession = {
  params: { tokenHash: Uint8Array | null }
  row: { endCustomerSession: unknown }
}

export type GiveBackAttempt = {
  params: { bucket: Uint8Array | null; window: string | null }
  row: { giveBackAttempt: unknown }
}

export type StartCustomerSession = {
  params: { webUserId: number | null; tokenHash: Uint8Array | null; ip: string | null; userAgent: string | null }
  row: { sessionId: number | null }
}

export type TakeAttempt = {
  params: { bucket: Uint8Array | null; limit: number | null; window: string | null }
  row: { isWithin: boolean }
}
