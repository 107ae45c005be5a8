// Made by `npm run types` from the migrated database. Not to be edited.

export type OpenCustomerRequest = {
  params: { tokenHash: Uint8Array | null }
  row: { customerSessionId: number; webUserId: number; userName: string; email: string; locale: string; personId: number; displayName: string | null; lacksSecondFactor: boolean; seenAs: string | null }
}

export type OpenDeskRequest = {
  params: { lazyCommit: boolean | null; tokenHash: Uint8Array | null }
  row: { deskSessionId: number; csrId: string; displayName: string; permissions: string[]; committedLazily: string | null }
}

export type OpenMasqueradeRequest = {
  params: { tokenHash: Uint8Array | null; lazyCommit: boolean | null; hostMasqueradeId: string | null }
  row: { masqueradeId: string; csrId: string; csrDisplayName: string | null; permissions: string[] | null; deskSessionId: number | null; webUserId: number; userName: string | null; email: string | null; locale: string | null; personId: number | null; displayName: string | null; accountId: number; mode: string | null; endsAt: Date | null; isSteppedUp: boolean | null; switches: unknown; callerGrade: string | null; entitlementGrades: unknown; endCause: string | null; seenAs: string | null; committedLazily: string | null }
}

export type ViewEnd = {
  params: { tokenHash: Uint8Array | null; hostMasqueradeId: string | null }
  row: { accountId: number; csrLocale: string; endedBy: string | null; givenReason: string | null; returnUrl: string | null }
}

export type ViewEndByKey = {
  params: { masqueradeId: string | null; key: Uint8Array | null }
  row: { accountId: number; endCause: string; csrLocale: string; endedBy: string | null; givenReason: string | null; returnUrl: string | null }
}
