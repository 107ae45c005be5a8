/** Runs the product on an existing database in a process of its own. Prints its port, and exits when its standard input ends. */
import type { AddressInfo } from 'node:net'
import { openDatabase } from '@porchlight/server/database/database.ts'
import { testEncryptionKey } from '@porchlight/server/testing/cluster.ts'
import { pino } from 'pino'
import { appOn } from '../../app-on.ts'

const [url] = process.argv.slice(2)
if (!url) throw new Error('the URL of the database is missing')
const database = openDatabase(url, testEncryptionKey)
// The benchmark counts errors only, so their causes are printed here.
const app = appOn(database, pino({ level: 'error' }, pino.destination(2)))
await app.listen({ host: '127.0.0.1', port: 0 })
console.log((app.server.address() as AddressInfo).port)
process.stdin.resume()
process.stdin.once('end', async () => {
  await app.close()
  await database.close()
  process.exit(0)
})
