// Made by `npm run types` from the migrated database. Not to be edited.

export type BeginBatch = {
  params: {  }
  row: { mode: string | null; timeout: string | null }
}

export type ClaimTask = {
  params: { taskId: number | null }
  row: { taskId: number; taskType: string; state: string; version: number; accountId: number | null; selfServiceUserId: number | null; payload: unknown; amountCents: number | null; currency: string | null; attempts: number; isApplied: boolean }
}

export type ClaimTasks = {
  params: { most: number | null }
  row: { taskId: number; taskType: string; state: string; version: number; accountId: number | null; selfServiceUserId: number | null; payload: unknown; amountCents: number | null; currency: string | null; attempts: number; isApplied: boolean }
}

export type DueTasks = {
  params: { haveFailed: boolean | null; most: number | null }
  row: { taskId: number }
}

export type ExpireTasks = {
  params: { most: number | null }
  row: { taskId: number; accountId: number | null; webUserId: number | null }
}

export type NextDue = {
  params: { haveFailed: boolean | null }
  row: { inMs: number }
}
