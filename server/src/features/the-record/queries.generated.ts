// Made by `npm run types` from the migrated database. Not to be edited.

export type EntriesFound = {
  params: { before: number | null; csrId: string | null; webUserId: number | null; userName: string | null; accountId: number | null; masqueradeId: string | null; event: string | null; termsHashes: string[] | null; from: string | null; timeZone: string | null; to: string | null; staffOnly: boolean | null }
  row: { recordEntryId: number; at: Date; event: string; action: string; actorKind: string; csrId: string | null; webUserId: number | null; accountId: number | null; masqueradeId: string | null; taskId: number | null; ipAddress: string | null; reason: string | null; correlationId: string; families: string | null; hits: number | null; named: number | null; givenReason: string | null }
}

export type MakeRecordPartitions = {
  params: {  }
  row: { makeRecordPartitions: unknown }
}

export type WebUsersOfEntries = {
  params: { webUserIds: number[] | null }
  row: { webUserId: number; userName: string; personId: number; personName: string; isProtected: boolean }
}
