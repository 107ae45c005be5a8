// Made by `npm run types` from the migrated database. Not to be edited.

export type AppendTaskLog = {
  params: { taskId: number | null; state: string | null; actor: string | null; reason: string | null }
  row: object
}

export type InsertTask = {
  params: { taskType: string | null; state: string | null; accountId: number | null; actorKind: string | null; webUserId: string | null; emailAddress: string | null; ipAddress: string | null; selfServiceUserId: number | null; csrId: string | null; masqueradeId: string | null; payload: unknown | null; amountCents: number | null; currency: string | null; expiresIn: string | null; correlationId: string | null; idempotencyKey: string | null }
  row: { taskId: number }
}

export type InsertToDo = {
  params: { role: string | null; subject: string | null; priority: number | null; accountId: number | null; taskId: number | null }
  row: object
}

export type LockToDo = {
  params: { subject: string | null; taskId: number | null }
  row: { pgAdvisoryXactLock: unknown }
}

export type UpdateTaskState = {
  params: { state: string | null; taskId: number | null }
  row: { version: number }
}
