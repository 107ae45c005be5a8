// Made by `npm run types` from the migrated database. Not to be edited.

export type PersonOnAccount = {
  params: { accountId: number | null; personId: number | null }
  row: { personId: number; name: string; locale: string | null }
}
