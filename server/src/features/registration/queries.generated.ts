// Made by `npm run types` from the migrated database. Not to be edited.

export type AskForRegistration = {
  params: { email: string | null; locale: string | null }
  row: { askForRegistration: unknown }
}

export type InsertRegistrationKey = {
  params: { email: string | null; nonce: string | null; keyHash: Uint8Array | null; lifetime: string | null }
  row: { mailedKeyId: number }
}

export type IsKnownAddress = {
  params: { email: string | null }
  row: { isKnown: boolean }
}

export type RegisterWebUser = {
  params: { keyHash: Uint8Array | null; userName: string | null; givenName: string | null; surname: string | null; locale: string | null; passwordHash: string | null }
  row: { outcome: string; webUserId: number | null; userName: string | null; email: string | null; personId: number | null; seenAs: string | null }
}

export type RegistrationMode = {
  params: {  }
  row: { mode: unknown }
}

export type RegistrationOfKey = {
  params: { keyHash: Uint8Array | null }
  row: { email: string | null }
}

export type TakeRegistrations = {
  params: { most: number | null }
  row: { email: string; locale: string }
}
