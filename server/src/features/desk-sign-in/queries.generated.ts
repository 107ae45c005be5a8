// Made by `npm run types` from the migrated database. Not to be edited.

export type DeskSessionOf = {
  params: { tokenHash: Uint8Array | null }
  row: { deskSessionId: number; csrId: string }
}

export type EndDeskSession = {
  params: { deskSessionId: number | null }
  row: object
}

export type InsertDeskSession = {
  params: { tokenHash: Uint8Array | null; csrId: string | null; secondFactorAt: Date | null; seconds: number | null; ip: string | null; userAgent: string | null }
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

export type StaffMemberOf = {
  params: { issuer: string | null; subject: string | null }
  row: { csrId: string; displayName: string; isSecondFactorRequired: boolean }
}
