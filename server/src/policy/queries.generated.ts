// Made by `npm run types` from the migrated database. Not to be edited.

export type LinkOf = {
  params: { webUserId: number | null; accountId: number | null }
  row: { role: string; rights: string[] }
}

export type MasqueradeSubject = {
  params: { masqueradeId: string | null }
  row: { csrId: string; webUserId: number; accountId: number }
}

export type MasqueradeTarget = {
  params: { webUserId: number | null; accountId: number | null }
  row: { isAvailable: boolean }
}
