// Made by `npm run types` from the migrated database. Not to be edited.

export type DevicesOf = {
  params: { webUserId: number | null; sessionId: number | null }
  row: { customerSessionId: number; createdAt: Date; lastUsedAt: Date; ipAddress: string; userAgent: string; isSignedIn: boolean }
}

export type EndAllOwnSessions = {
  params: { tokenHash: Uint8Array | null; deviceHash: Uint8Array | null }
  row: { ended: number }
}

export type EndOwnSession = {
  params: { tokenHash: Uint8Array | null; customerSessionId: number | null }
  row: { isEnded: boolean }
}

export type QuestionSupportVisit = {
  params: { tokenHash: Uint8Array | null; masqueradeId: string | null; ip: string | null }
  row: { outcome: string; ended: number }
}

export type SupportVisitChanges = {
  params: { webUserId: number | null; masqueradeIds: string[] | null }
  row: { masqueradeId: string; taskId: number; taskType: string; at: Date; amountCents: number | null; currency: string | null; payload: unknown }
}

export type SupportVisitPage = {
  params: { webUserId: number | null; before: string | null; onlyChanges: boolean | null }
  row: { masqueradeId: string; csrId: string; webUserId: number; startedAt: Date; endedAt: Date | null; accountId: number; purposeKind: string; mode: string; callerGrade: string; read: string[]; questionedAt: Date | null }
}

export type SupportVisits = {
  params: { webUserId: number | null }
  row: { masqueradeId: string; csrId: string; webUserId: number; startedAt: Date; endedAt: Date | null; accountId: number; purposeKind: string; mode: string; callerGrade: string; read: string[]; questionedAt: Date | null }
}
