// Made by `npm run types` from the migrated database. Not to be edited.

export type ClaimDelivery = {
  params: { claimedFor: string | null }
  row: { deliveryId: number; line: string; claims: number; refusals: number; body: string | null; taskId: number; taskType: string; state: string; accountId: number | null; accountSourceKey: string | null; actorKind: string; webUserId: string | null; emailAddress: string | null; ipAddress: string | null; selfServiceUserId: number | null; webUserSourceKey: string | null; csrId: string | null; preparedByCsrId: string | null; originatingTaskId: number | null; correlationId: string; createdAt: Date; appliedAt: Date | null; scheduledOn: string | null; amountCents: number | null; currency: string | null; payload: unknown }
}

export type CountFailure = {
  params: { deliveryId: number | null }
  row: { failures: number }
}

export type DeleteOldDeliveries = {
  params: {  }
  row: object
}

export type EnqueueDeliveries = {
  params: { taskIds: number[] | null }
  row: { enqueueCisDeliveries: unknown }
}

export type IsLookedInto = {
  params: { role: string | null; subject: string | null; since: Date | null }
  row: { isLookedInto: boolean }
}

export type IsReplaced = {
  params: { taskId: number | null; taskTypes: string[] | null; isOfWebUser: boolean | null }
  row: { isReplaced: boolean }
}

export type KeepBody = {
  params: { body: string | null; deliveryId: number | null }
  row: object
}

export type NextDelivery = {
  params: {  }
  row: { inMs: number }
}

export type PostponeDelivery = {
  params: { waitMs: number | null; failure: string | null; deliveryId: number | null; claims: number | null }
  row: object
}

export type ReleaseNext = {
  params: { line: string | null }
  row: object
}

export type SettleDelivery = {
  params: { state: string | null; reference: string | null; failure: string | null; deliveryId: number | null; claims: number | null }
  row: { deliveryId: number }
}

export type SettleSilence = {
  params: { role: string | null; subject: string | null }
  row: object
}

export type SilentSince = {
  params: { patience: string | null }
  row: { since: Date }
}

export type WatchAlone = {
  params: {  }
  row: { locked: string | null }
}
