/**
 * Runs the product on an existing database in a process of its own. Prints its port, then one line of counts for each line that it reads,
 * and exits when its standard input ends.
 */
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { openDatabase } from '@porchlight/server/database/database.ts'
import { testEncryptionKey } from '@porchlight/server/testing/cluster.ts'
import { pino } from 'pino'
import { appOn } from '../../app-on.ts'

const [url] = process.argv.slice(2)
if (!url) throw new Error('the URL of the database is missing')

let [statements, roundTrips] = [0, 0]
let isSending = false
const database = openDatabase(url, testEncryptionKey, {
  onQuery: () => {
    statements += 1
    if (isSending) return
    isSending = true
    roundTrips += 1
    // The driver sends the statements of one moment in one packet, until the next tick.
    process.nextTick(() => {
      isSending = false
    })
  },
})
// The benchmark counts errors only, so their causes are printed here.
const app = appOn(database, pino({ level: 'error' }, pino.destination(2)))
await app.listen({ host: '127.0.0.1', port: 0 })
console.log((app.server.address() as AddressInfo).port)
const lines = createInterface({ input: process.stdin })
lines.on('line', () => {
  const { user, system } = process.cpuUsage()
  console.log(JSON.stringify({ statements, roundTrips, cpuMs: (user + system) / 1000 }))
})
lines.once('close', async () => {
  await app.close()
  await database.close()
  process.exit(0)
})
