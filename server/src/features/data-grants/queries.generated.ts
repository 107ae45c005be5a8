// Made by `npm run types` from the migrated database. Not to be edited.

export type AccountsToShare = {
  params: {  }
  row: { accountId: number; name: string }
}

export type AddDataToken = {
  params: { tokenHash: Uint8Array | null; kind: string | null; ofGrantId: number | null }
  row: object
}

export type DataClientAsking = {
  params: { timeZone: string | null; clientId: string | null; redirectUri: string | null }
  row: { name: string; website: string; today: string }
}

export type DataClientOf = {
  params: { clientId: string | null; secretHash: Uint8Array | null }
  row: { clientId: string }
}

export type DeleteOldDataGrants = {
  params: {  }
  row: object
}

export type DeleteOldDataTokens = {
  params: {  }
  row: object
}

export type EndMisusedDataGrant = {
  params: { why: string | null; ofGrantId: number | null }
  row: { dataGrantId: number }
}

export type EndOwnDataGrant = {
  params: { accountId: number | null; dataGrantId: number | null }
  row: { name: string | null }
}

export type GiveDataGrant = {
  params: { clientId: string | null; accountId: number | null; readingsFrom: string | null; endsOn: string | null; redirectUri: string | null; state: string | null; codeNonce: string | null; codeHash: Uint8Array | null; codeChallenge: string | null }
  row: { newGrantId: number | null }
}

export type GrantOfCode = {
  params: { codeHash: Uint8Array | null }
  row: { dataGrantId: number; clientId: string; accountId: number; redirectUri: string; codeChallenge: string; isUsed: boolean; isFresh: boolean }
}

export type LiveDataGrant = {
  params: { tokenHash: Uint8Array | null; kind: string | null; timeZone: string | null }
  row: { dataGrantId: number; clientId: string; accountId: number; readingsFrom: string; endsOn: string }
}

export type NoteDataRead = {
  params: { ofGrantId: number | null }
  row: object
}

export type OwnDataConnection = {
  params: { dataGrantId: number | null }
  row: { name: string; accountId: number; redirectUri: string; state: string; codeNonce: string | null }
}

export type OwnDataGrants = {
  params: { timeZone: string | null; accountId: number | null }
  row: { dataGrantId: number; name: string; website: string; isOwn: boolean; createdAt: Date; readingsFrom: string; endsOn: string; lastReadAt: Date | null; revokedBy: string | null; isClientActive: boolean; mayGive: boolean; isExpired: boolean }
}

export type UseDataCode = {
  params: { ofGrantId: number | null }
  row: { endsOn: string }
}
