import { createHash, randomBytes } from 'node:crypto'
import type { BrowserContext } from '@playwright/test'
import { openEmbeddedDatabase } from '@porchlight/server/start/embedded-database.ts'
import { openPool, type Pool } from '../server/src/database/sql.ts'
import type { ServerAddresses } from './server.ts'

/** Runs work on the database of the product under test. */
export async function withDatabase<T>(
  addresses: Pick<ServerAddresses, 'dataFolder'>,
  work: (sql: Pool) => Promise<T>,
): Promise<T> {
  const server = await openEmbeddedDatabase({ dataFolder: addresses.dataFolder })
  const sql = openPool(server.url('porchlight'), 1)
  try {
    return await work(sql)
  } finally {
    await sql.end()
    await server.close()
  }
}

const cookieOf = (site: 'portal' | 'desk') => `__Host-porchlight-${site}`

async function holdCookie(context: BrowserContext, url: string, site: 'portal' | 'desk') {
  const token = randomBytes(32).toString('base64url')
  // A Secure cookie is only taken for an https address; the browser then sends it to localhost over http too.
  const secureUrl = url.replace('http:', 'https:')
  await context.addCookies([
    {
      name: cookieOf(site),
      value: token,
      url: secureUrl,
      secure: true,
      httpOnly: true,
      sameSite: 'Lax',
    },
  ])
  return createHash('sha256').update(token).digest()
}

/** Signs a customer in by a session row and a cookie, without the form. */
export async function signInCustomer(context: BrowserContext, addresses: ServerAddresses, userName: string) {
  const tokenHash = await holdCookie(context, addresses.portal, 'portal')
  await withDatabase(
    addresses,
    (sql) => sql`
    INSERT INTO customer_sessions (token_hash, web_user_id, created_at, last_used_at, expires_at, ip_address, user_agent)
    SELECT ${tokenHash}, web_user_id, now(), now(), now() + interval '1 hour', '127.0.0.1', 'journey'
    FROM web_users WHERE user_name = ${userName}`,
  )
}

/** Signs a CSR in at the desk by a session row and a cookie, without the identity provider. */
export async function signInCsr(context: BrowserContext, addresses: ServerAddresses, csrId: string) {
  const tokenHash = await holdCookie(context, addresses.desk, 'desk')
  await withDatabase(
    addresses,
    (sql) => sql`
    INSERT INTO desk_sessions (token_hash, csr_id, second_factor_at, created_at, last_used_at, expires_at, ip_address, user_agent)
    VALUES (${tokenHash}, ${csrId}, now(), now(), now(), now() + interval '1 hour', '127.0.0.1', 'journey')`,
  )
}

/** Lets this browser's own session run out. Those of other journeys, which may be the same person's, go on. */
export async function expireSession(
  context: BrowserContext,
  addresses: ServerAddresses,
  site: 'portal' | 'desk',
) {
  const cookies = await context.cookies(addresses[site].replace('http:', 'https:'))
  const token = cookies.find(({ name }) => name === cookieOf(site))?.value
  if (!token) throw new Error(`the browser holds no session of the ${site}`)
  const tokenHash = createHash('sha256').update(token).digest()
  const expired = await withDatabase(addresses, (sql) =>
    site === 'desk'
      ? sql`UPDATE desk_sessions SET expires_at = now() - interval '1 second' WHERE token_hash = ${tokenHash} RETURNING 1`
      : sql`UPDATE customer_sessions SET expires_at = now() - interval '1 second' WHERE token_hash = ${tokenHash} RETURNING 1`,
  )
  if (expired.length !== 1) throw new Error(`the browser's session of the ${site} is not in the database`)
}
