import { randomBytes } from 'node:crypto'
import { freePort } from '@porchlight/embedded-postgres/free-port.ts'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPool, type Pool } from '#database/sql.ts'
import { StartRefused } from '../start-refused.ts'
import { databaseRefusal } from './database-refusal.ts'

const role = `refused_${randomBytes(4).toString('hex')}`
let admin: Pool
beforeAll(async () => {
  admin = openPool(inject('clusterUrl'), 1)
  await admin.unsafe(`CREATE ROLE ${role} LOGIN PASSWORD 'right'`)
  await admin.unsafe(`CREATE ROLE ${role}_full LOGIN PASSWORD 'right' CONNECTION LIMIT 0`)
  await admin.unsafe(`CREATE ROLE ${role}_standby LOGIN PASSWORD 'right'`)
  await admin.unsafe(`ALTER ROLE ${role}_standby SET default_transaction_read_only = on`)
})
afterAll(async () => {
  for (const name of [role, `${role}_full`, `${role}_standby`]) await admin.unsafe(`DROP ROLE ${name}`)
  await admin.end()
})

/** Returns the cluster's address with changes. */
function address(changes: (url: URL) => void): string {
  const url = new URL(inject('clusterUrl'))
  changes(url)
  return url.href
}
const as = (name: string, password = 'right') =>
  address((url) => Object.assign(url, { username: name, password }))

/** Returns the sentence with which the real server's error is refused. */
async function sentence(url: string): Promise<string> {
  const pool = openPool(url, 1, undefined, { connectMs: 5_000, checkoutMs: 5_000 })
  try {
    await pool.unsafe('CREATE TABLE public.made_by_a_start (id integer)')
  } catch (error) {
    const refusal = databaseRefusal(error, url)
    if (!(refusal instanceof StartRefused)) throw error
    expect(refusal.message).toMatch(/^[^\n]+\.$/)
    expect(refusal.message).not.toContain('right')
    return refusal.message
  } finally {
    await pool.end({ timeout: 0 })
  }
  throw new Error('the table was made')
}

test.each<[what: string, url: () => string | Promise<string>, says: RegExp]>([
  [
    'TLS that the server does not have',
    () => address((url) => url.searchParams.set('sslmode', 'require')),
    /speaks no TLS, which sslmode in DATABASE_URL asks for/,
  ],
  ['a wrong password', () => as(role, 'wrong'), /does not let refused_\w+ in: correct user and password/],
  ['a user that is not there', () => as('nobody_here'), /does not let nobody_here in/],
  [
    'a database that is not there',
    () => address((url) => Object.assign(url, { pathname: '/none_here' })),
    /has no database none_here: create it/,
  ],
  ['no connection left', () => as(`${role}_full`), /has no connection left: raise its max_connections/],
  ['a read-only server', () => as(`${role}_standby`), /is read-only, as a standby is/],
  ['a user who is not the owner', () => as(role), /may not change the database .* must name its owner/],
  [
    'a port where nobody listens',
    async () => {
      const port = await freePort()
      return address((url) => Object.assign(url, { port: String(port) }))
    },
    /cannot be reached \(ECONNREFUSED\): start it, or correct DATABASE_URL/,
  ],
])('names %s in one sentence', async (_, url, says) => {
  expect(await sentence(await url())).toMatch(says)
})
