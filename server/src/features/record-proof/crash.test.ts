import { once } from 'node:events'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addEntries, emptyRecord, key, seal } from '#features/the-record/record.fixture.ts'
import { grantOf } from '#policy/decide.ts'
import { bundleFixture } from '#testing/bundle-fixture.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { startProcess } from '#testing/test-process.ts'
import { settingsOf } from './record-proof.fixture.ts'
import { runVerification } from './run-verification.ts'

let app: TestApp
let workerFile: string
beforeAll(async () => {
  app = await createTestApp({ record: settingsOf([]) })
  workerFile = await bundleFixture(path.join(import.meta.dirname, 'crash-worker.fixture.ts'))
})
afterAll(async () => {
  rmSync(workerFile, { force: true })
  await app.close()
})

test('after SIGKILL another process continues behind the last saved entry', async () => {
  await emptyRecord(app.owner)
  await addEntries(20_000, app.owner)
  await seal(app)
  const kenji = await app.asCsr('kenji.sato')
  await kenji.api.startRecordVerification()
  const { child, until, kill } = startProcess(workerFile, [app.url, key.vkey], [])
  await until(once(child, 'message'))
  child.send('begin')
  const [saved] = await until(once(child, 'message'))
  await kill()
  const newest = async () => (await kenji.api.readRecordProof()).verifications[0]
  const killed = await newest()
  expect(killed).toMatchObject({ state: 'running', startedBy: 'kenji.sato' })
  expect(killed?.verified).toBeGreaterThanOrEqual(Number(saved))
  expect(killed?.verified).toBeLessThan(20_000)
  // The beats of the dead process are old after half a minute.
  await app.owner`UPDATE record_verifications SET beat_at = beat_at - interval '31 seconds'`
  const positions: number[] = []
  await runVerification({
    pool: app.database.worker,
    grant: grantOf({ kind: 'system' }, 'job:verify-record'),
    settings: settingsOf([]),
    signal: new AbortController().signal,
    onSaved: (verified) => positions.push(verified),
  })
  expect(positions[0]).toBeGreaterThan(killed?.verified ?? 0)
  expect(await newest()).toMatchObject({ state: 'done', interruptions: 1, faults: [], ownCheckpoints: 10 })
})
