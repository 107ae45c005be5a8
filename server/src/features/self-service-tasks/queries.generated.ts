// Made by `npm run types` from the migrated database. Not to be edited.

export type RelatedTasks = {
  params: { taskId: number | null }
  row: { taskId: number; taskType: string; state: string; createdAt: Date; relation: string }
}

export type TaskDetail = {
  params: { taskId: number | null }
  row: { taskId: number; taskType: string; state: string; accountId: number | null; customerName: string | null; customerPersonId: number | null; webUserPersonId: number | null; createdAt: Date; updatedAt: Date; webUserId: string | null; emailAddress: string | null; ipAddress: string | null; selfServiceUserId: number | null; madeBy: string; preparedBy: string | null; amountCents: number | null; currency: string | null; assignedTo: string | null; assignedGroup: string | null; correlationId: string; version: number; isTold: boolean; isApplied: boolean; isProtected: boolean; webUserName: string | null; originatingTaskId: number | null; masqueradeId: string | null; payload: unknown; scheduledOn: string | null; expiresAt: Date | null; failure: string | null; assignedName: string | null }
}

export type TaskLog = {
  params: { taskId: number | null }
  row: { at: Date; state: string; actor: string; action: string | null; reason: string }
}
