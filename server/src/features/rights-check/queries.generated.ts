// Made by `npm run types` from the migrated database. Not to be edited.

export type CsrAhead = {
  params: { csrId: string | null }
  row: { csrId: string; name: string; isActive: boolean; permissions: string[]; switches: unknown; deskSessionId: number; entitlementGrades: unknown }
}

export type GroupNames = {
  params: {  }
  row: { csrGroup: string; name: string }
}

export type PermissionSources = {
  params: { csrId: string | null; permissions: string[] | null }
  row: { permission: string; csrGroup: string; name: string; from: Date | null; to: Date | null; isNow: boolean }
}

export type WebUserAhead = {
  params: { webUserId: number | null }
  row: { webUserId: number; userName: string; email: string; personId: number; locale: string }
}
