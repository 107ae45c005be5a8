import { pino } from 'pino'
import { expect, test } from 'vitest'
import { ConnectionError } from '#database/driver/errors.ts'
import type { Pool } from '#database/sql.ts'
import { Refusal } from '#policy/refusal.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { runRepeatedly } from './run-repeatedly.ts'

test('retries a job soon while the database cannot be reached, whatever its pace, and logs it once', async () => {
  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => lines.push(JSON.parse(line).msg) })
  const stop = new AbortController()
  const failures = [new ConnectionError('ECONNREFUSED'), new Refusal('out-of-order')]
  const done = new Promise<void>((resolve) => {
    const job = {
      name: 'of a test',
      everyMs: 3_600_000,
      run: async () => {
        const failure = failures.shift()
        if (failure) throw failure
        resolve()
      },
    }
    const pool = {} as Pool
    runRepeatedly(job, { pool, installation: testInstallation({ log }), signal: stop.signal })
  })
  await done
  await expect.poll(() => lines).toEqual(['a job waits for the database', 'a job goes on'])
  stop.abort()
})
