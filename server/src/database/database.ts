import type { DatabaseRole } from './roles.ts'
import { rolePassword } from './roles.ts'
import { openPool, type Pool } from './sql.ts'

/** One small pool per role: a request never changes its role. */
export type Database = {
  portal: Pool
  view: Pool
  desk: Pool
  worker: Pool
  close(): Promise<void>
}

function urlFor(url: string, role: DatabaseRole, encryptionKey: string): string {
  const forRole = new URL(url)
  forRole.username = role
  forRole.password = rolePassword(encryptionKey, role)
  return forRole.href
}

/**
 * Opens the pools. Connections are made when they are first needed.
 * @param size connections a role
 * @param onQuery is told each statement as it is sent
 */
export function openDatabase(
  url: string,
  encryptionKey: string,
  size = 8,
  onQuery?: (text: string) => void,
): Database {
  const pool = (role: DatabaseRole) => openPool(urlFor(url, role, encryptionKey), size, onQuery)
  const pools = {
    portal: pool('porchlight_portal'),
    view: pool('porchlight_view'),
    desk: pool('porchlight_desk'),
    worker: pool('porchlight_worker'),
  }
  return {
    ...pools,
    close: async () => {
      await Promise.all(Object.values(pools).map((p) => p.end({ timeout: 5 })))
    },
  }
}
