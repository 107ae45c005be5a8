/**
 * What a page is measured against: a bare Fastify route, and a bare route with one query by a key, over the same driver. Prints its
 * port, then one line of counts for each line that it reads, and exits when its standard input ends.
 */
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { openPool } from '@porchlight/server/database/sql.ts'
import Fastify from 'fastify'

const [url, accountId] = process.argv.slice(2)
if (!url || !accountId) throw new Error('the URL of the database or the account is missing')
let statements = 0
const pool = openPool(url, 10, () => {
  statements += 1
})
const app = Fastify()
app.get('/route', (_, reply) =>
  reply.type('text/html; charset=utf-8').send('<!doctype html><title>Bare</title>'),
)
app.get('/query', async (_, reply) => {
  const rows = await pool.unsafe('SELECT balance_cents FROM accounts WHERE account_id = $1', [accountId])
  return reply.type('text/html; charset=utf-8').send(`<!doctype html><title>${rows[0]?.balanceCents}</title>`)
})
await app.listen({ host: '127.0.0.1', port: 0 })
console.log((app.server.address() as AddressInfo).port)
const lines = createInterface({ input: process.stdin })
lines.on('line', () => {
  const { user, system } = process.cpuUsage()
  console.log(JSON.stringify({ statements, roundTrips: statements, cpuMs: (user + system) / 1000 }))
})
lines.once('close', async () => {
  await app.close()
  await pool.end()
  process.exit(0)
})
