import { permissionsFrom } from '#pipeline/identify.ts'
import type { Follower } from './follower.ts'
import type { FollowerToStand } from './queries.generated.ts'

/** A desk session that stands, as a follower. */
export function standingFollower(row: FollowerToStand['row'], ip: string): Follower {
  const { permissions, ownToDoRoles, givenToDoRoles, ...who } = row
  return {
    csr: { kind: 'csr', ...who, permissions: permissionsFrom(permissions), ip },
    ownToDoRoles,
    givenToDoRoles,
  }
}
