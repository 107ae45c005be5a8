import { openDatabase } from '#database/database.ts'
import { sealRecord } from '#features/the-record/jobs.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { startWorker } from '#worker/start-worker.ts'
import { streamRecord } from './jobs.ts'

/** A worker that seals and streams the record, in a process of its own, to be killed. It begins when it is told the collector's address. */
const [databaseUrl = ''] = process.argv.slice(2)
process.once('message', (url: string) => {
  const collector = { kind: 'http', url, authorization: undefined } as const
  startWorker({
    database: openDatabase(databaseUrl, testEncryptionKey, { connections: 17 }),
    installation: testInstallation({ recordStream: { collector, hasValues: false, from: 'beginning' } }),
    jobs: [sealRecord, streamRecord],
  })
})
process.send?.('loaded')
