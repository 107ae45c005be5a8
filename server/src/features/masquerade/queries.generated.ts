// Made by `npm run types` from the migrated database. Not to be edited.

export type ArriveMasquerade = {
  params: { codeHash: Uint8Array | null; tokenHash: Uint8Array | null; heldTokenHash: Uint8Array | null; hostMasqueradeId: string | null; ip: string | null }
  row: { outcome: string; masqueradeId: string | null; endsAt: Date | null; accountId: number | null }
}

export type ClaimVisitNews = {
  params: { most: number | null }
  row: { accountId: number; purposeKind: string; wantsMail: boolean | null; at: Date; email: string; locale: string; displayName: string | null }
}

export type DeleteOldVisitNews = {
  params: {  }
  row: object
}

export type EndMasquerade = {
  params: { tokenHash: Uint8Array | null; masqueradeId: string | null; cause: string | null; by: unknown | null }
  row: { isEnded: boolean }
}

export type EndedViews = {
  params: { masqueradeIds: string[] | null }
  row: { masqueradeId: string }
}

export type InsertMasquerade = {
  params: { masqueradeId: string | null; csrId: string | null; deskSessionId: number | null; webUserId: number | null; accountId: number | null; purposeKind: string | null; purposeReference: string | null; promptVersion: number | null; promptLocale: string | null; minutes: number | null; idleSeconds: number | null; ip: string | null; codeHash: Uint8Array | null; csrLocale: string | null; callerGrade: string | null }
  row: { endsAt: Date }
}

export type LiveMasqueradeFor = {
  params: { csrId: string | null; deskSessionId: number | null; webUserId: number | null; accountId: number | null; purposeKind: string | null; purposeReference: string | null }
  row: { masqueradeId: string; endsAt: Date; callerGrade: string }
}

export type LiveMasqueradesOf = {
  params: { webUserId: number | null; accountId: number | null }
  row: { masqueradeId: string; csrName: string }
}

export type LiveMasqueradesToEnd = {
  params: { ofCsrId: string | null }
  row: { masqueradeId: string }
}

export type LiveOfCsrs = {
  params: {  }
  row: { csrId: string; csrName: string; count: number }
}

export type LockMasqueradeStart = {
  params: { key: string | null }
  row: { pgAdvisoryXactLock: unknown }
}

export type MasqueradeDetail = {
  params: { masqueradeId: string | null }
  row: { masqueradeId: string; csrId: string; csrName: string; webUserId: number; userName: string; personId: number; personName: string; accountId: number; purposeKind: string; purposeReference: string; mode: string; callerGrade: string; ipAddress: string; startedAt: Date; arrivedAt: Date | null; endsAt: Date; endedAt: Date | null; endCause: string | null; isProtected: boolean; stepEvent: string | null; stepAction: string | null; stepAt: Date | null }
}

export type MasqueradeEntries = {
  params: { masqueradeId: string | null }
  row: { at: Date; event: string; action: string; accountId: number | null; taskId: number | null; taskType: string | null; reason: string | null; ipAddress: string | null; csrId: string | null; csrName: string | null; actorKind: string; givenReason: string | null }
}

export type MasqueradeList = {
  params: { liveOnly: boolean | null; csrId: string | null; accountId: number | null; endedBefore: string | null }
  row: { masqueradeId: string; csrId: string; csrName: string; webUserId: number; userName: string; personId: number; personName: string; accountId: number; purposeKind: string; purposeReference: string; mode: string; callerGrade: string; ipAddress: string; startedAt: Date; arrivedAt: Date | null; endsAt: Date; endedAt: Date | null; endCause: string | null; isProtected: boolean; stepEvent: string | null; stepAction: string | null; stepAt: Date | null }
}

export type NewCodeForMasquerade = {
  params: { codeHash: Uint8Array | null; callerGrade: string | null; masqueradeId: string | null }
  row: object
}

export type NotesToWrite = {
  params: { csrId: string | null }
  row: { masqueradeId: string; accountId: number }
}

export type OwnLiveMasquerade = {
  params: { masqueradeId: string | null; csrId: string | null; deskSessionId: number | null }
  row: { masqueradeId: string }
}

export type PromptSettings = {
  params: { locale: string | null }
  row: { prompt: unknown; promptVersion: number }
}

export type StartSettings = {
  params: {  }
  row: { promptShown: unknown; purposes: unknown; minutes: unknown; idleMinutes: unknown }
}

export type StepUpMasquerade = {
  params: { masqueradeId: string | null; csrId: string | null; deskSessionId: number | null }
  row: { masqueradeId: string }
}

export type SweepMasquerades = {
  params: {  }
  row: { ended: number }
}

export type SwitchMasquerade = {
  params: { tokenHash: Uint8Array | null; mode: string | null }
  row: { isSwitched: boolean }
}

export type TargetNames = {
  params: { webUserId: number | null }
  row: { userName: string; personName: string }
}

export type ViewToFollow = {
  params: { tokenHash: Uint8Array | null; hostMasqueradeId: string | null }
  row: { masqueradeId: string | null }
}
