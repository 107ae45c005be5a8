// Made by `npm run types` from the migrated database. Not to be edited.

export type TaskDetail = {
  params: { taskId: number | null }
  row: { taskId: number; taskType: string; state: string; accountId: number | null; customerName: string | null; createdAt: Date; updatedAt: Date; webUserId: string | null; emailAddress: string | null; ipAddress: string | null; selfServiceUserId: number | null; madeBy: string; preparedBy: string | null; amountCents: number | null; currency: string | null; assignedTo: string | null; assignedGroup: string | null; version: number; isTold: boolean; isProtected: boolean; webUserName: string | null; originatingTaskId: number | null; masqueradeId: string | null; correlationId: string; scheduledOn: string | null; payload: unknown }
}

export type TaskLog = {
  params: { taskId: number | null }
  row: { at: Date; state: string; actor: string; reason: string; action: string | null }
}

export type TasksFound = {
  params: { before: number | null; taskId: number | null; accountId: number | null; webUserId: number | null; webUser: string | null; persons: number[] | null; csrId: string | null; correlationId: string | null; from: string | null; timeZone: string | null; to: string | null; taskType: string | null; state: string | null; show: string | null; madeBy: string | null }
  row: { taskId: number; taskType: string; state: string; accountId: number | null; customerName: string | null; createdAt: Date; updatedAt: Date; webUserId: string | null; emailAddress: string | null; ipAddress: string | null; selfServiceUserId: number | null; madeBy: string; preparedBy: string | null; amountCents: number | null; currency: string | null; assignedTo: string | null; assignedGroup: string | null; version: number; isTold: boolean; isProtected: boolean }
}
