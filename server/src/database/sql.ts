import { ConnectionPool, type PoolSettings } from './driver/connection-pool.ts'
import { type Reserved, reservedOver, type Sql, sqlOver } from './driver/handle.ts'
import { Listener } from './driver/listener.ts'

export type { CopyIn, Description, Reserved, Row, Sql } from './driver/handle.ts'

export type Pool = Sql & {
  /** A connection of one's own until it is released. */
  reserve(): Promise<Reserved>
  /** Work in one transaction: committed when it is done, rolled back when it throws. */
  begin<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  /**
   * Hears notices from now on, over breaks of the connection too. Resolves when it listens for the first time;
   * `onListening` is called then and after each break, since what was said meanwhile nobody heard.
   */
  listen(channel: string, onNotice: (payload: string) => void, onListening?: () => void): Promise<void>
  /** How many connections there are, how many of them nobody uses, how many requests wait, and how many there may be. */
  counts(): { open: number; idle: number; waiting: number; most: number }
  /** Closes all connections; what is still under way after `timeout` seconds (5 where nothing is said) fails. */
  end(options?: { timeout?: number }): Promise<void>
}

export type PoolOptions = Partial<Omit<PoolSettings, 'size' | 'onQuery'>>

const defaults = {
  applicationName: 'porchlight',
  connectMs: 5_000,
  checkoutMs: 30_000,
  lifetimeMs: Number.POSITIVE_INFINITY,
  statementMs: 0,
  idleInTransactionMs: 0,
}

/**
 * Opens a pool. Dates stay text (`YYYY-MM-DD`), bigint and numeric become numbers, columns become camelCase; a trailing
 * `!` or `?` in a column's alias is a mark for the type generator (never null, may be null) and is taken off.
 * Connections are made when they are first needed.
 * @param onQuery is told each statement as it is sent
 */
export function openPool(
  url: string,
  max: number,
  onQuery?: (text: string) => void,
  options: PoolOptions = {},
): Pool {
  const pool = new ConnectionPool(url, { ...defaults, ...options, size: max, onQuery })
  const listener = new Listener(() => pool.openApart())

  const reserve = async () => reservedOver(await pool.acquire(), (connection) => pool.release(connection))
  const withOne = async <T>(work: (connection: Reserved) => Promise<T>): Promise<T> => {
    const connection = await reserve()
    try {
      return await work(connection)
    } finally {
      connection.release()
    }
  }
  const sql = sqlOver({
    query: async (text, values, query) => {
      const connection = await pool.acquire()
      try {
        return await connection.query(text, values, query)
      } finally {
        pool.release(connection)
      }
    },
    copyIn: () => Promise.reject(new Error('COPY needs a connection of its own: reserve or begin')),
    describe: (text) => withOne((connection) => connection.describe(text)),
  })
  return Object.assign(sql, {
    reserve,
    begin: <T>(work: (sql: Sql) => Promise<T>) =>
      withOne(async (connection) => {
        await connection.unsafe('BEGIN')
        try {
          const result = await work(connection)
          await connection.unsafe('COMMIT')
          return result
        } catch (error) {
          await connection.unsafe('ROLLBACK').catch(() => connection.destroy())
          throw error
        }
      }),
    listen: (channel: string, onNotice: (payload: string) => void, onListening?: () => void) =>
      listener.listen(channel, onNotice, onListening),
    counts: () => pool.counts,
    end: async ({ timeout = 5 }: { timeout?: number } = {}) => {
      listener.end()
      await pool.end(timeout * 1000)
    },
  })
}
