import { openDatabase } from '#database/database.ts'
import { sumAccess } from '#features/access-reports/jobs.ts'
import { sealRecord } from '#features/the-record/jobs.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { startWorker } from '#worker/start-worker.ts'
import { detect } from './jobs.ts'

/** A worker that seals the record, detects and sums, in a process of its own, to be killed. */
const [databaseUrl = ''] = process.argv.slice(2)
process.once('message', () => {
  startWorker({
    database: openDatabase(databaseUrl, testEncryptionKey, { connections: 17 }),
    installation: testInstallation(),
    jobs: [sealRecord, detect, sumAccess],
  })
})
process.send?.('loaded')
