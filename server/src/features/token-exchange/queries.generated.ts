// Made by `npm run types` from the migrated database. Not to be edited.

export type ClaimKeyFetch = {
  params: { issuerKey: string | null }
  row: { issuerKey: string }
}

export type CloseExchange = {
  params: { closedAs: string | null; ofId: string | null }
  row: { masqueradeId: string }
}

export type CsrOfIssuer = {
  params: { issuerKey: string | null; subject: string | null }
  row: { csrId: string; displayName: string; permissions: string[]; isSecondFactorRequired: boolean }
}

export type CsrsToMap = {
  params: {  }
  row: { csrId: string; displayName: string }
}

export type DeleteOldExchanges = {
  params: {  }
  row: object
}

export type DeleteOldIssuerSessions = {
  params: {  }
  row: object
}

export type EndIssuerSession = {
  params: { ofSessionId: number | null }
  row: object
}

export type EndLostIssuerSessions = {
  params: { issuerKey: string | null }
  row: { ended: number }
}

export type ExchangeFor = {
  params: { csrId: string | null; deskSessionId: number | null; webUserId: number | null; accountId: number | null; purposeKind: string | null; purposeReference: string | null }
  row: { masqueradeId: string }
}

export type InsertExchange = {
  params: { newId: string | null; issuerKey: string | null; csrId: string | null; deskSessionId: number | null; webUserId: number | null; accountId: number | null; purposeKind: string | null; purposeReference: string | null; context: string | null; returnUrl: string | null; locale: string | null; ip: string | null; codeHash: Uint8Array | null }
  row: object
}

export type InsertIssuer = {
  params: { issuerKey: string | null; displayName: string | null; issuer: string | null; audience: string | null; keyAddress: string | null; pastedKeys: string | null; algorithms: string[] | null; returnUrls: string[] | null; contextNames: string[] | null; activeFrom: string | null; timeZone: string | null; activeTo: string | null }
  row: object
}

export type InsertIssuerVersion = {
  params: { issuerKey: string | null; newVersion: number | null; change: string | null; before: string | null; after: string | null; reason: string | null; csrId: string | null }
  row: object
}

export type IssuerByName = {
  params: { issuer: string | null }
  row: { issuerKey: string; audience: string; keyAddress: string | null; pastedKeys: unknown; algorithms: string[]; returnUrls: string[]; contextNames: string[]; fetchedKeys: unknown; isFresh: boolean; isUsable: boolean; now: Date }
}

export type IssuerSubjects = {
  params: {  }
  row: { issuerKey: string; subject: string; csrId: string; csrName: string; mappedAt: Date; mappedBy: string | null }
}

export type IssuerVersions = {
  params: {  }
  row: { issuerKey: string; version: number; change: string; before: unknown; after: unknown; reason: string; changedBy: string; changedAt: Date }
}

export type IssuersForStaff = {
  params: { timeZone: string | null; issuerKey: string | null }
  row: { issuerKey: string; version: number; lastUsedAt: Date | null; keysFetchedAt: Date | null; displayName: string; issuer: string; audience: string; keyAddress: string | null; pastedKeys: unknown; algorithms: string[]; returnUrls: string[]; contextNames: string[]; fetchedKeys: unknown; activeFrom: string; activeTo: string | null; isActive: boolean }
}

export type LiveSessionsOfIssuer = {
  params: { issuerKey: string | null; sessionHash: Uint8Array | null }
  row: { deskSessionId: number }
}

export type LockIssuer = {
  params: { issuerKey: string | null }
  row: { pgAdvisoryXactLock: unknown }
}

export type MapIssuerSubject = {
  params: { issuerKey: string | null; subject: string | null; ofCsrId: string | null; csrId: string | null }
  row: { subject: string }
}

export type MasqueradesOfSession = {
  params: { ofSessionId: number | null }
  row: { masqueradeId: string }
}

export type NewCodeForExchange = {
  params: { codeHash: Uint8Array | null; context: string | null; returnUrl: string | null; locale: string | null; ofId: string | null }
  row: object
}

export type NextIssuerVersion = {
  params: { issuerKey: string | null }
  row: { version: number }
}

export type NoteIssuerUse = {
  params: { issuerKey: string | null }
  row: object
}

export type OpenIssuerSession = {
  params: { issuerKey: string | null; sessionHash: Uint8Array | null; ofCsrId: string | null; secondFactorAt: Date | null; seconds: number | null; ip: string | null }
  row: { deskSessionId: number | null }
}

export type PendingExchange = {
  params: { tokenHash: Uint8Array | null; hostMasqueradeId: string | null }
  row: { masqueradeId: string; csrId: string; displayName: string; deskSessionId: number; permissions: string[]; webUserId: number; accountId: number; purposeKind: string; purposeReference: string; returnUrl: string; locale: string; issuerKey: string; issuerName: string; pendingUntil: Date; standing: string }
}

export type RememberEndedSession = {
  params: { issuerKey: string | null; sessionHash: Uint8Array | null }
  row: object
}

export type StoreKeys = {
  params: { keys: string | null; issuerKey: string | null; keyAddress: string | null }
  row: object
}

export type TakeAssertion = {
  params: { assertionHash: Uint8Array | null; expiresAt: Date | null }
  row: { expiresAt: Date }
}

export type UnmapIssuerSubject = {
  params: { issuerKey: string | null; subject: string | null; ofCsrId: string | null }
  row: { subject: string }
}

export type UpdateIssuer = {
  params: { displayName: string | null; issuer: string | null; audience: string | null; keyAddress: string | null; pastedKeys: string | null; algorithms: string[] | null; returnUrls: string[] | null; contextNames: string[] | null; activeFrom: string | null; timeZone: string | null; activeTo: string | null; issuerKey: string | null }
  row: object
}

export type WebUserNamed = {
  params: { userName: string | null }
  row: { webUserId: number | null }
}
