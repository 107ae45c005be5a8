import { readConfig } from '@porchlight/server/config.ts'
import { rotateKey } from './rotate-key.ts'

/** Changes the key in a process of its own, to be killed. */
const config = readConfig(JSON.parse(process.argv[2] ?? '{}'))
const stopping = { add: () => {}, closeAll: async () => {}, isStopping: false }
await rotateKey({ config, ownerUrl: config.databaseUrl ?? '', stopping, say: () => {} }, [])
