// Made by `npm run types` from the migrated database. Not to be edited.

export type CustomerToPrepareFor = {
  params: { accountId: number | null; webUserId: number | null }
  row: { userName: string; email: string; locale: string; personId: number; displayName: string | null; role: string; rights: string[]; isHolder: boolean }
}

export type KeepApproval = {
  params: { approval: string | null; taskId: number | null }
  row: object
}

export type LockPreparing = {
  params: { webUserId: number | null }
  row: { pgAdvisoryXactLock: unknown }
}

export type OwnPreparedChanges = {
  params: { webUserId: number | null; taskId: number | null }
  row: { taskId: number; accountId: number; state: string; version: number; payload: unknown; createdAt: Date; updatedAt: Date; expiresAt: Date | null; isOver: boolean | null; reason: string | null; madeTaskId: number | null; preparedBy: string }
}

export type PreparedChangeToDecide = {
  params: { taskId: number | null }
  row: { accountId: number; csrId: string; payload: unknown; createdAt: Date; state: string; isOver: boolean | null; now: Date; madeTaskId: number | null }
}

export type PreparedChangesOf = {
  params: { accountId: number | null; webUserId: number | null; taskId: number | null }
  row: { taskId: number; accountId: number; state: string; version: number; payload: unknown; createdAt: Date; updatedAt: Date; expiresAt: Date | null; isOver: boolean | null; reason: string | null; madeTaskId: number | null; csrId: string; webUserId: number; userName: string }
}
