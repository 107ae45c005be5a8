// Made by `npm run types` from the migrated database. Not to be edited.

export type CallerInForce = {
  params: { csrId: string | null; minutes: number | null; webUserId: number | null; accountId: number | null; purposeKind: string | null; purposeReference: string | null }
  row: { verifiedAt: Date; csrName: string; webUserId: number; userName: string; purposeKind: string; purposeReference: string; grade: string; identifiers: string[] }
}

export type CallerSettings = {
  params: {  }
  row: { identifiers: unknown; purposeGrades: unknown; minutes: unknown; purposes: unknown }
}

export type CallersOfAccount = {
  params: { csrId: string | null; minutes: number | null; accountId: number | null }
  row: { verifiedAt: Date; csrName: string; webUserId: number; userName: string; purposeKind: string; purposeReference: string; grade: string; identifiers: string[]; isInForce: boolean }
}

export type ClaimReadOutCodes = {
  params: { most: number | null }
  row: { readOutCodeId: number; channel: string; accountId: number; purposeKind: string; csrName: string; email: string; locale: string; displayName: string | null; mobile: string | null }
}

export type DeleteOldCallerVerifications = {
  params: {  }
  row: object
}

export type DeleteOldReadOutCodes = {
  params: {  }
  row: object
}

export type InsertCallerVerification = {
  params: { csrId: string | null; webUserId: number | null; accountId: number | null; purposeKind: string | null; purposeReference: string | null; grade: string | null; identifiers: string[] | null; channel: string | null }
  row: { verifiedAt: Date }
}

export type InsertReadOutCode = {
  params: { csrId: string | null; webUserId: number | null; accountId: number | null; purposeKind: string | null; purposeReference: string | null; channel: string | null; nonce: string | null; codeHash: Uint8Array | null; minutes: number | null }
  row: { expiresAt: Date; isDelayed: boolean; pgNotify: unknown }
}

export type OwnReadOutCodes = {
  params: {  }
  row: { nonce: string; csrName: string; accountId: number; purposeKind: string; askedAt: Date; expiresAt: Date }
}

export type ReadOutCodeToUse = {
  params: { csrId: string | null; webUserId: number | null; accountId: number | null; purposeKind: string | null; purposeReference: string | null }
  row: { readOutCodeId: number; nonce: string }
}

export type UseReadOutCode = {
  params: { readOutCodeId: number | null; codeHash: Uint8Array | null; csrId: string | null; webUserId: number | null; accountId: number | null; purposeKind: string | null; purposeReference: string | null }
  row: { channel: string }
}
