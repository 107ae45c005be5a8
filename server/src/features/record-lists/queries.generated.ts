// Made by `npm run types` from the migrated database. Not to be edited.

export type CsrsNamed = {
  params: { name: string | null }
  row: { csrId: string; name: string; isActive: boolean }
}

export type EntriesByCsr = {
  params: { csrId: string | null; from: string | null; timeZone: string | null; to: string | null; event: string | null; place: string | null; purposeKind: string | null; beforeAt: string | null; before: number | null; most: number | null }
  row: { recordEntryId: number; at: Date; event: string; action: string; actorKind: string; csrId: string | null; webUserId: number | null; accountId: number | null; masqueradeId: string | null; taskId: number | null; ipAddress: string | null; reason: string | null; correlationId: string; families: string | null; hits: number | null; named: number | null; givenReason: string | null; csrName: string | null; purposeKind: string | null }
}

export type EntriesToCustomer = {
  params: { webUserIds: number[] | null; from: string | null; timeZone: string | null; to: string | null; event: string | null; place: string | null; purposeKind: string | null; beforeAt: string | null; before: number | null; most: number | null; accountIds: number[] | null; personId: number | null }
  row: { recordEntryId: number; at: Date; event: string; action: string; actorKind: string; csrId: string | null; webUserId: number | null; accountId: number | null; masqueradeId: string | null; taskId: number | null; ipAddress: string | null; reason: string | null; correlationId: string; families: string | null; hits: number | null; named: number | null; givenReason: string | null; csrName: string | null; purposeKind: string | null }
}

export type NameOfCsr = {
  params: { csrId: string | null }
  row: { name: string }
}

export type PersonOfRecord = {
  params: { personId: number | null }
  row: { personId: number; name: string | null; isProtected: boolean; webUserIds: number[]; userNames: string[]; accountIds: number[] }
}

export type TimeOfEntry = {
  params: { recordEntryId: number | null }
  row: { at: string }
}
