import { openDatabase } from '#database/database.ts'
import { grantOf } from '#policy/decide.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { witnessOf } from '#transparency-log/cosignature.ts'
import { keepNewestCheckpoint } from './second-place.ts'

/** Asks a witness in a process of its own, to be killed before it keeps the answer. */
const [databaseUrl = '', vkey = '', url = ''] = process.argv.slice(2)
const database = openDatabase(databaseUrl, testEncryptionKey, { connections: 5 })
await keepNewestCheckpoint(
  database.worker,
  grantOf({ kind: 'system' }, 'job:keep-checkpoint'),
  { witness: witnessOf(vkey), url },
  { signal: new AbortController().signal },
)
