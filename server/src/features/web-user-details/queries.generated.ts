// Made by `npm run types` from the migrated database. Not to be edited.

export type SetContacts = {
  params: { webUserId: number | null; contacts: unknown | null }
  row: { outcome: string }
}

export type SetNickname = {
  params: { tasks: unknown | null }
  row: { accountId: number; webUserId: number }
}
