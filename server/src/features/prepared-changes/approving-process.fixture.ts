import { openDatabase } from '#database/database.ts'
import { makeNoteKey, signerOf } from '#features/the-record/index.ts'
import { cookieName } from '#http/cookie.ts'
import { Browser } from '#testing/browser.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { testInstallation, testOrigins } from '#testing/test-installation.ts'
import { createApp } from '../../app.ts'

/** What the process approves, and with whose session. */
export type Approving = { databaseUrl: string; credential: string; taskId: number }

/** The product in a process of its own, for a test to kill while a customer approves. It loads, says so, and approves when told to. */
const { databaseUrl, credential, taskId }: Approving = JSON.parse(process.argv[2] ?? '{}')
const origin = 'desk.localhost:8080/record'
const signers = [signerOf(origin, makeNoteKey(origin).privateKey)]
const app = createApp({
  database: openDatabase(databaseUrl, testEncryptionKey, { connections: 17 }),
  installation: testInstallation({
    record: { origin, signing: () => ({ origin, signers }), keys: () => [], places: [] },
  }),
  assets: new Map(),
  isSecure: true,
  paymentOrigin: 'http://pay.localhost:8080',
  trustedProxies: [],
  plainPage: () => '',
})
await app.ready()
const browser = new Browser(app, testOrigins.portal)
browser.cookies.set(cookieName('portal', true), credential)
process.once('message', async () => {
  await browser.api.approvePreparedChange({ params: { taskId }, body: { version: 1 } })
  process.send?.('approved')
})
process.send?.('loaded')
