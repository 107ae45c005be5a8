// Made by `npm run types` from the migrated database. Not to be edited.

export type AskForPasswordReset = {
  params: { name: string | null }
  row: { askForPasswordReset: unknown }
}

export type ConfirmEmail = {
  params: { keyHash: Uint8Array | null }
  row: { webUserId: number; userName: string; email: string; locale: string; personId: number; displayName: string | null; seenAs: string | null }
}

export type DeleteOldMailedKeys = {
  params: {  }
  row: object
}

export type InsertAskedKey = {
  params: { webUserId: number | null; purpose: string | null; email: string | null; nonce: string | null; keyHash: Uint8Array | null; lifetime: string | null }
  row: { mailedKeyId: number }
}

export type InsertMailedKey = {
  params: { webUserId: number | null; purpose: string | null; email: string | null; nonce: string | null; keyHash: Uint8Array | null; csrId: string | null; lifetime: string | null }
  row: { mailedKeyId: number }
}

export type MeantByName = {
  params: { name: string | null }
  row: { webUserId: number; userName: string; email: string; locale: string; hasPassword: boolean; displayName: string | null }
}

export type ResetPassword = {
  params: { keyHash: Uint8Array | null; newHash: string | null }
  row: { webUserId: number; userName: string; email: string; locale: string; personId: number; displayName: string | null; seenAs: string | null }
}

export type TakeResetRequests = {
  params: { most: number | null }
  row: { name: string; askedAt: Date }
}

export type WebUserOfMailedKey = {
  params: { purpose: string | null; keyHash: Uint8Array | null }
  row: { webUserId: number; userName: string }
}
