// Made by `npm run types` from the migrated database. Not to be edited.

export type SetPaperless = {
  params: { tasks: unknown | null }
  row: { accountId: number }
}
