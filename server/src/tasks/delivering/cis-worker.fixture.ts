import { openDatabase } from '#database/database.ts'
import { jobsOf } from '#features.ts'
import { httpCis } from '#integrations/cis/http-cis.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { startWorker } from '#worker/start-worker.ts'
import { cisOutbox } from './cis-outbox.ts'

/** A worker in its own process, for the test to kill. Its arguments name the database and the address of the CIS. */
const [databaseUrl = '', url = ''] = process.argv.slice(2)
const installation = testInstallation({
  cis: httpCis({ url, keyId: 'test', secret: 'a secret of these tests, of a good length' }),
  taskDelivery: cisOutbox(),
})
startWorker({
  database: openDatabase(databaseUrl, testEncryptionKey, { connections: 17 }),
  installation,
  jobs: jobsOf(installation),
})
