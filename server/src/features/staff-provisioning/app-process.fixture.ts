import type { AddressInfo } from 'node:net'
import { openDatabase } from '#database/database.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { createApp } from '../../app.ts'

/** Serves the product in a process of its own, over the database of a test. Says its port. */
const [databaseUrl = ''] = process.argv.slice(2)
const app = createApp({
  database: openDatabase(databaseUrl, testEncryptionKey, { connections: 10 }),
  installation: testInstallation(),
  assets: new Map(),
  isSecure: true,
  paymentOrigin: 'http://pay.localhost:8080',
  trustedProxies: [],
  plainPage: () => '',
})
await app.listen({ port: 0, host: '127.0.0.1' })
process.send?.((app.server.address() as AddressInfo).port)
