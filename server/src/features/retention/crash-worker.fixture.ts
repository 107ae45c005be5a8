import { openDatabase } from '#database/database.ts'
import { grantOf } from '#policy/decide.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { runBatch } from './run-batch.ts'

/** Number of batches after which it stops: on a busy machine it would have deleted everything before the test kills it. */
const most = 25

/** Runs batches in a process of its own, to be killed. It loads, says so, begins when it is told to, and says each batch. */
const [databaseUrl = ''] = process.argv.slice(2)
process.once('message', async () => {
  const database = openDatabase(databaseUrl, testEncryptionKey, { connections: 5 })
  const work = { pool: database.worker, grant: grantOf({ kind: 'system' }, 'job:retention'), batchSize: 20 }
  // Undefined: all is deleted, or a dead process's batch is still being rolled back.
  for (let batches = 0; batches < most; ) {
    const isBatch = (await runBatch(work)) !== undefined
    if (isBatch) batches += 1
    process.send?.(isBatch ? 'batch' : 'idle')
  }
  process.kill(process.pid, 'SIGSTOP')
})
process.send?.('loaded')
