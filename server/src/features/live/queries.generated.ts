// Made by `npm run types` from the migrated database. Not to be edited.

export type Beat = {
  params: { boot: string | null }
  row: { tellTheDesk: unknown }
}

export type FollowerByToken = {
  params: { tokenHash: Uint8Array | null }
  row: { deskSessionId: number; csrId: string; displayName: string; permissions: string[]; seenToDoRoles: string[]; handledToDoRoles: string[]; seesOtherToDoRoles: boolean }
}

export type FollowersOfSessions = {
  params: { deskSessionIds: number[] | null }
  row: { deskSessionId: number; csrId: string; displayName: string; permissions: string[]; seenToDoRoles: string[]; handledToDoRoles: string[]; seesOtherToDoRoles: boolean }
}

export type ProtectedAmong = {
  params: { accountIds: number[] | null }
  row: { accountId: number }
}
