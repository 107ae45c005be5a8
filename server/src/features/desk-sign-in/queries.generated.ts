// Made by `npm run types` from the migrated database. Not to be edited.

export type DeskSessionEnd = {
  params: { tokenHash: Uint8Array | null }
  row: { why: string | null }
}

export type DeskSessionOf = {
  params: { tokenHash: Uint8Array | null }
  row: { deskSessionId: number; csrId: string; createdAt: Date; hasSecondFactor: boolean }
}

export type EndDeskSession = {
  params: { endCause: string | null; deskSessionId: number | null }
  row: object
}

export type InsertDeskSession = {
  params: { tokenHash: Uint8Array | null; csrId: string | null; secondFactorAt: Date | null; seconds: number | null; ip: string | null; userAgent: string | null; providerSession: string | null; providerSubject: string | null; signOutHint: string | null }
  row: { deskSessionId: number }
}

export type IsPendingInTime = {
  params: { beganAt: Date | null; minutes: number | null }
  row: { isInTime: boolean }
}

export type IsShownJustNow = {
  params: { authenticatedAt: Date | null }
  row: { isJustNow: boolean }
}

export type LiveMasqueradesOfSession = {
  params: { csrId: string | null; deskSessionId: number | null }
  row: { masqueradeId: string }
}

export type SessionsSignedOut = {
  params: { issuer: string | null; subject: string | null; providerSession: string | null }
  row: { deskSessionId: number; csrId: string }
}

export type SignOutHintOf = {
  params: { deskSessionId: number | null }
  row: { signOutHint: string | null }
}

export type StaffMemberOf = {
  params: { issuer: string | null; subject: string | null }
  row: { csrId: string; displayName: string; isActive: boolean; isSecondFactorRequired: boolean }
}

export type TakeLogoutToken = {
  params: { tokenHash: Uint8Array | null; expiresAt: Date | null }
  row: { expiresAt: Date }
}
