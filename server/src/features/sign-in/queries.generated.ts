// Made by `npm run types` from the migrated database. Not to be edited.

export type AttemptWait = {
  params: { bucket: Uint8Array | null; free: number | null; longest: string | null; memory: string | null }
  row: { seconds: number }
}

export type DeleteOldFailures = {
  params: {  }
  row: object
}

export type EndCustomerSession = {
  params: { tokenHash: Uint8Array | null }
  row: { endCustomerSession: unknown }
}

export type IsPassword = {
  params: { webUserId: number | null; hash: string | null }
  row: { isRight: boolean }
}

export type NoteFailedAttempt = {
  params: { bucket: Uint8Array | null; memory: string | null }
  row: { noteFailedAttempt: unknown }
}

export type NoteFailedSignIn = {
  params: { webUserId: number | null }
  row: { noteFailedSignIn: unknown }
}

export type SecondFactorOf = {
  params: { webUserId: number | null; hash: string | null; deviceHash: Uint8Array | null; begunAt: Date | null; recoveryHash: Uint8Array | null }
  row: { sealed: Uint8Array; step: number; isKnownDevice: boolean; isRecoveryCode: boolean; begunAt: Date }
}

export type SignCustomerIn = {
  params: { webUserId: number | null; hash: string | null; tokenHash: Uint8Array | null; heldTokenHash: Uint8Array | null; deviceHash: Uint8Array | null; ownBuckets: Uint8Array[] | null; ip: string | null; userAgent: string | null }
  row: { sessionId: number; replacedWebUserId: number | null; failures: number | null; lastFailedAt: Date | null }
}

export type SignCustomerInTwice = {
  params: { webUserId: number | null; hash: string | null; totpStep: number | null; recoveryHash: Uint8Array | null; tokenHash: Uint8Array | null; heldTokenHash: Uint8Array | null; deviceHash: Uint8Array | null; ownBuckets: Uint8Array[] | null; ip: string | null; userAgent: string | null }
  row: { sessionId: number; replacedWebUserId: number | null; failures: number | null; lastFailedAt: Date | null; recoveryCodesLeft: number | null }
}

export type SignInCandidate = {
  params: { userName: string | null; deviceHash: Uint8Array | null }
  row: { webUserId: number; isActive: boolean; hashSettings: string; isKnownDevice: boolean }
}
