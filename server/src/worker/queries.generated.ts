// Made by `npm run types` from the migrated database. Not to be edited.

export type CardPaymentCancelled = {
  params: { taskId: number | null }
  row: object
}

export type ClaimAlerts = {
  params: { most: number | null }
  row: { subject: string; csrId: string; csrName: string; accountId: number | null; recipient: unknown }
}

export type ClaimCardPayments = {
  params: { most: number | null }
  row: { taskId: number; sessionId: string }
}

export type ClaimLinkNews = {
  params: { most: number | null }
  row: { news: string; accountId: number; webUserId: number; taskId: number; userName: string; email: string; locale: string; displayName: string | null; isBySupport: boolean }
}

export type ClaimMessages = {
  params: { most: number | null; claimedFor: string | null }
  row: { messageId: number; recipient: string; subject: string; body: string; attempts: number; createdAt: Date; keyNonce: string | null; isKeyOver: boolean }
}

export type ClaimVisitNews = {
  params: { most: number | null }
  row: { accountId: number; purposeKind: string; wantsMail: boolean | null; at: Date; email: string; locale: string; displayName: string | null }
}

export type CountWords = {
  params: {  }
  row: { counted: unknown }
}

export type DeleteOldAttempts = {
  params: {  }
  row: object
}

export type DeleteOldFailures = {
  params: {  }
  row: object
}

export type DeleteOldLinkNews = {
  params: {  }
  row: object
}

export type DeleteOldMailedKeys = {
  params: {  }
  row: object
}

export type DeleteOldMessages = {
  params: {  }
  row: object
}

export type DeleteOldOpenings = {
  params: {  }
  row: object
}

export type DeleteOldUnlinks = {
  params: {  }
  row: object
}

export type DeleteOldVisitNews = {
  params: {  }
  row: object
}

export type DropMessage = {
  params: { messageId: number | null }
  row: object
}

export type EnqueueLinkMail = {
  params: { recipient: string | null; subject: string | null; body: string | null; taskId: number | null; mailedKeyId: number | null }
  row: { pgNotify: unknown }
}

export type EnqueueMail = {
  params: { recipient: string | null; subject: string | null; body: string | null }
  row: { pgNotify: unknown }
}

export type ExpireTasks = {
  params: { most: number | null }
  row: { taskId: number; accountId: number | null; webUserId: number | null }
}

export type GiveUpMessage = {
  params: { failure: string | null; messageId: number | null }
  row: { taskId: number | null; accountId: number | null }
}

export type HoldersToTell = {
  params: { accountId: number | null; webUserId: number | null }
  row: { webUserId: number; email: string; locale: string; displayName: string | null }
}

export type InsertAskedKey = {
  params: { webUserId: number | null; purpose: string | null; email: string | null; nonce: string | null; keyHash: Uint8Array | null; lifetime: string | null }
  row: { mailedKeyId: number }
}

export type InsertRemovalKey = {
  params: { webUserId: number | null; email: string | null; nonce: string | null; keyHash: Uint8Array | null; taskId: number | null }
  row: { mailedKeyId: number }
}

export type MakeRecordPartitions = {
  params: {  }
  row: { makeRecordPartitions: unknown }
}

export type MarkMessageSent = {
  params: { messageId: number | null }
  row: object
}

export type MeantByName = {
  params: { name: string | null }
  row: { webUserId: number; userName: string; email: string; locale: string; hasPassword: boolean; displayName: string | null }
}

export type PostponeMessage = {
  params: { waitMs: number | null; messageId: number | null }
  row: object
}

export type SettleRestedSearches = {
  params: {  }
  row: { written: number }
}

export type SweepMasquerades = {
  params: {  }
  row: { ended: number }
}

export type TakeResetRequests = {
  params: { most: number | null }
  row: { name: string; askedAt: Date }
}
