// Made by `npm run types` from the migrated database. Not to be edited.

export type AccountIsThere = {
  params: { accountId: number | null }
  row: { isThere: boolean }
}

export type AccountsOfWebUser = {
  params: { deskSessionId: number | null; webUserId: number | null; after: number | null }
  row: { accountId: number; address: string; balanceCents: number; currency: string; role: string; status: string; isLinkActive: boolean; city: string | null; isMasked: boolean }
}

export type FinanciallyResponsible = {
  params: { accountId: number | null }
  row: { personName: string; userName: string | null }
}

export type WebUserIsThere = {
  params: { webUserId: number | null }
  row: { isThere: boolean; total: number }
}

export type WebUsersOfAccount = {
  params: { accountId: number | null }
  row: { webUserId: number; userName: string; personId: number; personName: string; role: string; relationshipType: string | null; isFinanciallyResponsible: boolean; isActive: boolean; isLinkActive: boolean; lastSeenAt: Date | null; openTaskCount: number; nonFinalTaskCount: number; accountCount: number; isAvailable: boolean; isMasked: boolean }
}
