// Made by `npm run types` from the migrated database. Not to be edited.

export type DeleteOldUnlinks = {
  params: {  }
  row: object
}

export type HoldForUnlink = {
  params: { webUserId: number | null; accountId: number | null }
  row: { holdForUnlink: unknown }
}

export type IsUnlinked = {
  params: { webUserId: number | null; accountId: number | null }
  row: { isUnlinked: boolean }
}

export type LinkFacts = {
  params: { webUserId: number | null; accountId: number | null }
  row: { userName: string; email: string; locale: string; webUserVersion: number; personId: number; personName: string; role: string; nickname: string; isLinkActive: boolean; linkVersion: number; relationshipType: string | null; accountPersonVersion: number | null; isMainCustomer: boolean; isFinanciallyResponsible: boolean; isReserved: boolean; otherAccountCount: number; isLast: boolean; isMailed: boolean; isMasked: boolean }
}

export type LinkWebUserAgain = {
  params: { unlinkId: number | null; accountId: number | null; deskSessionId: number | null }
  row: { outcome: string; webUserId: number | null; isPersonRestored: boolean | null; unlinkTaskId: number | null }
}

export type OtherLinks = {
  params: { accountId: number | null; webUserId: number | null }
  row: { webUserId: number; userName: string }
}

export type RecipientOf = {
  params: { webUserId: number | null }
  row: { userName: string; email: string; locale: string; displayName: string | null; isMailed: boolean }
}

export type UnfinishedTasks = {
  params: { webUserId: number | null; accountId: number | null }
  row: { taskId: number; taskType: string; state: string; version: number; createdAt: Date; amountCents: number | null; currency: string | null; total: number; isTold: boolean }
}

export type UnlinkWebUser = {
  params: { webUserId: number | null; accountId: number | null; takesPerson: boolean | null; csrId: string | null; deskSessionId: number | null; taskId: number | null; reason: string | null }
  row: { unlinkId: number; undoUntil: Date }
}
