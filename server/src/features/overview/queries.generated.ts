// Made by `npm run types` from the migrated database. Not to be edited.

export type OpenTasks = {
  params: { timeZone: string | null; accountId: number | null; webUserId: number | null }
  row: { taskId: number; taskType: string; state: string; isApplied: boolean; createdOn: string }
}
