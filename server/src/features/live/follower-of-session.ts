import { permissionsFrom } from '#sessions/identify.ts'
import type { Follower } from './follower.ts'
import type { FollowerByToken } from './queries.generated.ts'

/** Returns the follower of a live desk session. */
export function followerOfSession(row: FollowerByToken['row'], ip: string): Follower {
  const { permissions, ownToDoRoles, givenToDoRoles, ...csr } = row
  return {
    csr: { kind: 'csr', ...csr, permissions: permissionsFrom(permissions), ip },
    ownToDoRoles,
    givenToDoRoles,
  }
}
