import { openDatabase } from '#database/database.ts'
import { grantOf } from '#policy/decide.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { settingsOf } from './record-proof.fixture.ts'
import { runVerification } from './run-verification.ts'

/**
 * Verifies in a process of its own, to be killed. It loads, says so, begins when it is told to, says what it saved first, and stops: on a
 * busy machine it would have ended before the test kills it.
 */
const [databaseUrl = '', vkey = ''] = process.argv.slice(2)
process.once('message', async () => {
  const database = openDatabase(databaseUrl, testEncryptionKey, { connections: 5 })
  await runVerification({
    pool: database.worker,
    grant: grantOf({ kind: 'system' }, 'job:verify-record'),
    settings: settingsOf([], vkey),
    signal: new AbortController().signal,
    onSaved: (verified) => process.send?.(verified, () => process.kill(process.pid, 'SIGSTOP')),
  })
})
process.send?.('loaded')
