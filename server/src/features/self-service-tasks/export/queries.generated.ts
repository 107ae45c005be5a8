// Made by `npm run types` from the migrated database. Not to be edited.

export type PeopleOfTasks = {
  params: { ids: number[] | null }
  row: { personId: number }
}
