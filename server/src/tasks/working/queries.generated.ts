// Made by `npm run types` from the migrated database. Not to be edited.

export type ExpireTasks = {
  params: { most: number | null }
  row: { taskId: number; accountId: number | null; webUserId: number | null }
}
