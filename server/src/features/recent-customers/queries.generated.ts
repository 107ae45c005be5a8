// Made by `npm run types` from the migrated database. Not to be edited.

export type RecentlyOpened = {
  params: { csrId: string | null; limit: number | null }
  row: { accountId: number; openedAt: Date; status: string; customerClass: string; division: string; isProtected: boolean; name: string | null; address: string | null }
}
