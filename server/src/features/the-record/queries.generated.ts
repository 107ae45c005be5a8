// Made by `npm run types` from the migrated database. Not to be edited.

export type AddCheckpoint = {
  params: { size: number | null; root: Uint8Array | null; note: string | null; oldestAt: string | null }
  row: object
}

export type AddLeaves = {
  params: { from: number | null; entryIds: number[] | null; entryTimes: string[] | null; ipSalts: string[] | null; givenReasonSalts: string[] | null }
  row: object
}

export type CheckpointToProveBy = {
  params: {  }
  row: { size: number; note: string }
}

export type EntriesFound = {
  params: { before: number | null; csrId: string | null; webUserId: number | null; userName: string | null; accountId: number | null; masqueradeId: string | null; event: string | null; termsHashes: string[] | null; from: string | null; timeZone: string | null; to: string | null; staffOnly: boolean | null }
  row: { recordEntryId: number; at: Date; event: string; action: string; actorKind: string; csrId: string | null; webUserId: number | null; accountId: number | null; masqueradeId: string | null; taskId: number | null; ipAddress: string | null; reason: string | null; correlationId: string; families: string | null; hits: number | null; named: number | null; givenReason: string | null }
}

export type EntriesToProve = {
  params: { entryId: number | null; accountId: number | null; webUserId: number | null; size: number | null }
  row: { leafIndex: number; recordEntryId: number; ipSalt: Uint8Array | null; givenReasonSalt: Uint8Array | null; atText: string; event: string; action: string; actorKind: string; csrId: string | null; webUserId: number | null; accountId: number | null; masqueradeId: string | null; clientId: string | null; taskId: number | null; correlationId: string; reason: string | null; details: unknown; ipAddress: string | null; givenReason: string | null; ipHash: string | null; givenReasonHash: string | null }
}

export type LinesAboutPerson = {
  params: { personId: number | null; after: number | null }
  row: { recordEntryId: number }
}

export type LinesToProve = {
  params: { entryIds: number[] | null; size: number | null }
  row: { leafIndex: number; recordEntryId: number; ipSalt: Uint8Array | null; givenReasonSalt: Uint8Array | null; atText: string; event: string; action: string; actorKind: string; csrId: string | null; webUserId: number | null; accountId: number | null; masqueradeId: string | null; clientId: string | null; taskId: number | null; correlationId: string; reason: string | null; details: unknown; ipAddress: string | null; givenReason: string | null; ipHash: string | null; givenReasonHash: string | null }
}

export type LockSealing = {
  params: {  }
  row: { size: number; firstId: number | null; settledId: number; awaitedId: number | null; awaitedTransactions: string[] | null; isSettled: boolean }
}

export type MakeRecordPartitions = {
  params: {  }
  row: { makeRecordPartitions: unknown }
}

export type NewestEntry = {
  params: {  }
  row: { recordEntryId: number | null }
}

export type NewestSignedCheckpoint = {
  params: {  }
  row: { size: number; note: string }
}

export type OpenTransactions = {
  params: {  }
  row: { transactions: string[] | null }
}

export type PutTiles = {
  params: { levels: number[] | null; tileIndexes: number[] | null; hashes: string[] | null }
  row: object
}

export type ReadTile = {
  params: { level: number | null; tileIndex: number | null }
  row: { hashes: Uint8Array }
}

export type SaveSealing = {
  params: { size: number | null; awaitedId: number | null; settledId: number | null; awaitedTransactions: string[] | null }
  row: object
}

export type SealedLines = {
  params: { from: number | null; to: number | null }
  row: { leafIndex: number; recordEntryId: number; atText: string; event: string; action: string; actorKind: string; csrId: string | null; webUserId: number | null; accountId: number | null; masqueradeId: string | null; clientId: string | null; taskId: number | null; correlationId: string; reason: string | null; details: unknown; ipAddress: string | null; givenReason: string | null; ipHash: string | null; givenReasonHash: string | null }
}

export type SignedCheckpointOf = {
  params: { size: number | null }
  row: { size: number; note: string }
}

export type UnsealedEntries = {
  params: { settledId: number | null; limit: number | null }
  row: { recordEntryId: number; atText: string; event: string; action: string; actorKind: string; csrId: string | null; webUserId: number | null; accountId: number | null; masqueradeId: string | null; clientId: string | null; taskId: number | null; correlationId: string; reason: string | null; details: unknown; ipAddress: string | null; givenReason: string | null }
}

export type WaitForSealing = {
  params: {  }
  row: { size: number }
}

export type WebUsersOfEntries = {
  params: { webUserIds: number[] | null }
  row: { webUserId: number; userName: string; personId: number; personName: string; isProtected: boolean }
}
