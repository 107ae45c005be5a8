import { testEncryptionKey } from '@porchlight/server/testing/cluster.ts'
import { importFile } from './import-file.ts'
import { people } from './people/people.ts'

/** Imports people in batches of ten and kills itself in the third: all is written, nothing of it is committed. */
const [ownerUrl = '', file = ''] = process.argv.slice(2)
let batches = 0
const kind: typeof people = {
  ...people,
  store: async (sql, batch) => {
    const outcome = await people.store(sql, batch)
    if (++batches === 3) process.kill(process.pid, 'SIGKILL')
    return outcome
  },
}
const quiet = { say: () => {}, onProgress: () => {} }
const ways = { batchSize: 10, rejectsFile: `${file}.rejects.ndjson`, format: 'ndjson' } as const
await importFile({
  ownerUrl,
  kind,
  kindName: 'people',
  file,
  encryptionKey: testEncryptionKey,
  ...ways,
  ...quiet,
})
