import { openPool } from '@porchlight/server/database/sql.ts'
import pg from 'pg'
import postgres from 'postgres'

/** Makes one request as the product does: a transaction, the settings for row-level security, the session, one query. */
export type Driver = {
  request(): Promise<unknown>
  /** Runs one prepared statement alone. */
  statement(): Promise<unknown>
  end(): Promise<unknown>
}

/** Hash of Maria's session token. Row-level security looks it up for each of her rows. */
export const proof = 'be'.repeat(32)
const see = "SELECT set_config('porchlight.session', $1, true)"
const session = 'SELECT web_user_id, user_name, email FROM web_users WHERE web_user_id = $1'
const address =
  'SELECT account_id, line1, line2, city, region, postal_code, version FROM mailing_addresses WHERE account_id = $1'
export const maria = 20_001
const account = 1_000_000_001

const ours = (url: string, size: number): Driver => {
  const pool = openPool(url, size, undefined, { checkoutMs: 3_000, connectMs: 3_000, statementMs: 6_000 })
  const prepare = { prepare: true }
  return {
    request: async () => {
      const connection = await pool.reserve()
      try {
        const begun = connection.unsafe('BEGIN', [], prepare)
        const seen = connection.unsafe(see, [proof], prepare)
        await Promise.all([begun, seen, connection.unsafe(session, [maria], prepare)])
        const rows = await connection.unsafe(address, [account], prepare)
        await connection.unsafe('COMMIT', [], prepare)
        return rows
      } catch (error) {
        await connection.unsafe('ROLLBACK').catch(() => connection.destroy())
        throw error
      } finally {
        connection.release()
      }
    },
    statement: () => pool.unsafe(address, [account], prepare),
    end: () => pool.end(),
  }
}

const postgresJs = (url: string, size: number): Driver => {
  const pool = postgres(url, { max: size, onnotice: () => {}, connect_timeout: 3 })
  const prepare = { prepare: true }
  return {
    request: async () => {
      const connection = await pool.reserve()
      try {
        const begun = connection.unsafe('BEGIN', [], prepare).execute()
        const seen = connection.unsafe(see, [proof], prepare).execute()
        await Promise.all([begun, seen, connection.unsafe(session, [maria], prepare)])
        const rows = await connection.unsafe(address, [account], prepare)
        await connection.unsafe('COMMIT', [], prepare)
        return rows
      } catch (error) {
        await connection.unsafe('ROLLBACK').catch(() => {})
        throw error
      } finally {
        connection.release()
      }
    },
    statement: () => pool.unsafe(address, [account], prepare).then((rows) => rows),
    end: () => pool.end({ timeout: 1 }),
  }
}

/** The package as it is, with its own pool and without pipelining. */
const plainPg = (url: string, size: number): Driver => {
  const pool = new pg.Pool({ connectionString: url, max: size, connectionTimeoutMillis: 3_000 })
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    client.on('error', () => {})
  })
  const named = (name: string, text: string, values: unknown[]) => ({ name, text, values })
  return {
    request: async () => {
      const client = await pool.connect()
      let failure: Error | undefined
      try {
        await client.query('BEGIN')
        await client.query(named('see', see, [proof]))
        await client.query(named('session', session, [maria]))
        const { rows } = await client.query(named('address', address, [account]))
        await client.query('COMMIT')
        return rows
      } catch (error) {
        failure = error as Error
        throw error
      } finally {
        client.release(failure)
      }
    },
    statement: () => pool.query(named('address', address, [account])),
    end: () => pool.end(),
  }
}

export const drivers: Record<string, (url: string, size: number) => Driver> = {
  'our driver over pg': ours,
  'pg with pg-pool': plainPg,
  'postgres.js 3.4.9': postgresJs,
}
