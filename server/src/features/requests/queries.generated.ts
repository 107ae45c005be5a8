// Made by `npm run types` from the migrated database. Not to be edited.

export type RequestOf = {
  params: { taskId: number | null; accountId: number | null; webUserId: number | null }
  row: { taskId: number; taskType: string; state: string; isApplied: boolean; createdAt: Date; isBySupport: boolean; scheduledOn: string | null; amountCents: number | null; currency: string | null; payload: unknown }
}

export type RequestSteps = {
  params: { taskId: number | null }
  row: { state: string; at: Date }
}

export type RequestsOf = {
  params: { accountId: number | null; webUserId: number | null; before: number | null }
  row: { taskId: number; taskType: string; state: string; isApplied: boolean; createdAt: Date }
}
