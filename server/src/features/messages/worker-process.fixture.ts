import { openDatabase } from '#database/database.ts'
import { jobsOf } from '#features.ts'
import { mailSender } from '#integrations/mail/mail-sender.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { startWorker } from '#worker/start-worker.ts'

/** A worker in its own process, to be killed. Its arguments name the database and the mail server's port. */
const [url = '', port] = process.argv.slice(2)
const installation = testInstallation({ mail: mailSender({ host: '127.0.0.1', port: Number(port) }) })
startWorker({
  database: openDatabase(url, testEncryptionKey, { connections: 9 }),
  installation,
  jobs: jobsOf(installation),
})
