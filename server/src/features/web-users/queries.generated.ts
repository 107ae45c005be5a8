// Made by `npm run types` from the migrated database. Not to be edited.

export type AccountIsThere = {
  params: { accountId: number | null }
  row: { isThere: boolean }
}

export type AccountsOfWebUser = {
  params: { deskSessionId: number | null; webUserId: number | null; after: number | null }
  row: { accountId: number; address: string; balanceCents: number; currency: string; role: string; status: string; isLinkActive: boolean; city: string | null; isMasked: boolean }
}

export type AdoptAccountPerson = {
  params: { accountId: number | null; personId: number | null; version: number | null; relationshipType: string | null }
  row: { version: number | null }
}

export type Adoptable = {
  params: {  }
  row: { relationshipType: string }
}

export type FinanciallyResponsible = {
  params: { accountId: number | null }
  row: { personName: string; userName: string | null }
}

export type HasPassword = {
  params: { webUserId: number | null }
  row: { hasPassword: boolean }
}

export type InsertWebAccessContact = {
  params: { accountId: number | null; contactType: string | null; note: string | null; csrId: string | null; taskId: number | null }
  row: { customerContactId: number }
}

export type LinkRequestsOfAccount = {
  params: { accountId: number | null }
  row: { taskId: number; version: number; userName: string; personName: string; isOnAccount: boolean; askedAt: Date; expiresAt: Date | null; csrId: string | null; preparedByCsrId: string | null; isMasked: boolean }
}

export type PersonsWithoutWebUser = {
  params: { accountId: number | null }
  row: { personId: number; personName: string; relationshipType: string; isFinanciallyResponsible: boolean; version: number }
}

export type RecentUnlinks = {
  params: { accountId: number | null; deskSessionId: number | null }
  row: { unlinkId: number; userName: string; unlinkedAt: Date; undoUntil: Date }
}

export type RemoveAccountPerson = {
  params: { accountId: number | null; personId: number | null; version: number | null }
  row: { outcome: string }
}

export type SetWebUserActive = {
  params: { webUserId: number | null; version: number | null; isActive: boolean | null }
  row: { version: number | null }
}

export type WebUserIsThere = {
  params: { webUserId: number | null }
  row: { isThere: boolean; total: number }
}

export type WebUserOnAccount = {
  params: { webUserId: number | null; accountId: number | null }
  row: { userName: string; email: string; locale: string; isActive: boolean; version: number; personId: number; displayName: string | null; relationshipType: string | null; accountPersonVersion: number | null }
}

export type WebUsersOfAccount = {
  params: { accountId: number | null }
  row: { webUserId: number; userName: string; personId: number; personName: string; role: string; relationshipType: string | null; accountPersonVersion: number | null; isMainCustomer: boolean; isFinanciallyResponsible: boolean; isReserved: boolean; isActive: boolean; isLinkActive: boolean; isEmailConfirmed: boolean; hasPassword: boolean; version: number; lastSeenAt: Date | null; openTaskCount: number; nonFinalTaskCount: number; accountCount: number; isAvailable: boolean; isMasked: boolean }
}
