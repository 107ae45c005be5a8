// Made by `npm run types` from the migrated database. Not to be edited.

export type AppendFirstLines = {
  params: { actor: string | null; reason: string | null; taskIds: number[] | null; states: string[] | null }
  row: object
}

export type InsertSystemTask = {
  params: { taskType: string | null; state: string | null; payload: unknown | null; amountCents: number | null; currency: string | null; scheduledOn: string | null; due: string | null; timeZone: string | null; expiresIn: string | null; isApplied: boolean | null; correlationId: string | null; idempotencyKey: string | null; originatingTaskId: number | null }
  row: { taskId: number }
}

export type InsertTasks = {
  params: { timeZone: string | null; tasks: unknown | null }
  row: { taskId: number }
}

export type TaskByKey = {
  params: { selfServiceUserId: number | null; taskType: string | null; idempotencyKey: string | null }
  row: { taskId: number; payload: unknown; amountCents: number | null; accountId: number | null }
}
