import { type Keys, keyIdOf, listOf } from '#encryption/encryption-keys.ts'
import { type RoleKind, roleName, rolePassword } from './roles.ts'
import { openPool, type Pool, type PoolOptions } from './sql.ts'

/** One small pool per role: a request never changes its role. */
export type Database = {
  portal: Pool
  view: Pool
  desk: Pool
  worker: Pool
  close(): Promise<void>
}

function urlFor(url: string, role: string, encryptionKey: string): string {
  const forRole = new URL(url)
  forRole.username = role
  forRole.password = rolePassword(encryptionKey, role)
  return forRole.href
}

/** Names the keys of a session in `pg_stat_activity`: the current one, and after a comma the other one that it reads. */
export const sessionNameOf = (keys: readonly string[]) => `porchlight key:${keys.map(keyIdOf).join(',')}`

/** One more connection only listens: for work, and for changes that the desk follows. */
const listening = 1

/** The fewest connections that a process does with: one for each role, and the one that listens. */
export const fewestConnections = 4 + listening
export const usualConnections = 32 + listening

/** Time-outs of requests, which keep every answer within ten seconds. */
const forRequests: PoolOptions = {
  connectMs: 2_500,
  checkoutMs: 2_500,
  lifetimeMs: 1_800_000,
  statementMs: 5_000,
  idleInTransactionMs: 60_000,
}

/** Time-outs of the worker, whose batches may take longer. */
const forJobs: PoolOptions = { ...forRequests, checkoutMs: 10_000, statementMs: 60_000 }

type Options = {
  /** The most connections of this process, all roles together. */
  connections?: number | undefined
  /** Is told each statement as it is sent. */
  onQuery?: ((text: string) => void) | undefined
  /** What the roles' names begin with. */
  rolePrefix?: string | undefined
  /** Other time-outs, for tests. */
  times?: PoolOptions
}

/** Divides the connections among the roles. The remainder goes to the sites with the most users. */
function shares(connections: number): Record<'portal' | 'desk' | 'view' | 'worker', number> {
  const each = (place: number) => Math.max(1, Math.floor((connections - listening + 3 - place) / 4))
  return { portal: each(0), desk: each(1), view: each(2), worker: each(3) }
}

/**
 * Opens the pools. Connections are made when they are first needed.
 * @param keys while the encryption key is being changed, the roles may still have the password of the other key
 */
export function openDatabase(
  url: string,
  keys: Keys,
  { connections = usualConnections, onQuery, rolePrefix, times = {} }: Options = {},
): Database {
  const size = shares(connections)
  const applicationName = sessionNameOf(listOf(keys))
  const pool = (kind: RoleKind, most: number, usual: PoolOptions) => {
    const [first = '', otherUrl] = listOf(keys).map((key) => urlFor(url, roleName(kind, rolePrefix), key))
    return openPool(first, most, onQuery, { ...usual, applicationName, otherUrl, ...times })
  }
  const pools = {
    portal: pool('portal', size.portal, forRequests),
    view: pool('view', size.view, forRequests),
    desk: pool('desk', size.desk, forRequests),
    worker: pool('worker', size.worker, forJobs),
  }
  return {
    ...pools,
    close: async () => {
      await Promise.all(Object.values(pools).map((p) => p.end({ timeout: 2 })))
    },
  }
}
