import { once } from 'node:events'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { bundleFixture } from '#testing/bundle-fixture.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { startProcess } from '#testing/test-process.ts'
import { runAll, saveAndStart } from './retention.fixture.ts'

let app: TestApp
let kenji: Browser
let workerFile: string
beforeAll(async () => {
  app = await createTestApp()
  kenji = await app.asCsr('kenji.sato')
  workerFile = await bundleFixture(path.join(import.meta.dirname, 'crash-worker.fixture.ts'))
})
afterAll(async () => {
  rmSync(workerFile, { force: true })
  await app.close()
})

/** Lets a process delete this many batches, then kills it in the middle of the next one. */
async function killAfter(batches: number) {
  const { child, until, kill } = startProcess(workerFile, [app.url], [])
  await until(once(child, 'message'))
  child.send('begin')
  for (let n = 0; n < batches; ) if ((await until(once(child, 'message')))[0] === 'batch') n += 1
  await kill()
}

test('a process that is killed in the middle loses and doubles nothing: the next one goes on', async () => {
  const rows = 2_000
  await app.owner`INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at)
    SELECT ${town.mariaAccount}, 'general', 'call', 'n', '2015-01-01'::timestamptz + n * interval '1 second'
    FROM generate_series(1, ${rows}::int) n`
  const runId = await saveAndStart(kenji, 'contacts', 12)
  for (const batches of [1, 2, 3]) await killAfter(batches)
  const run = async () => (await kenji.api.readRetention()).kinds.find(({ kind }) => kind === 'contacts')?.run
  const left = async () => Number((await app.owner`SELECT count(*) AS n FROM customer_contacts`)[0]?.n)
  // What a dead process had in hand may still be rolled back.
  await expect.poll(async () => (await run())?.deleted).toBe(rows - (await left()))
  expect(await left()).toBeGreaterThan(0)
  expect(await left()).toBeLessThan(rows)
  await expect
    .poll(async () => {
      await runAll(app, 500)
      return (await run())?.state
    })
    .toBe('done')
  expect(await run()).toMatchObject({ runId, candidates: rows, examined: rows, deleted: rows })
  expect(await left()).toBe(0)
  const recorded = await app.owner`SELECT details ->> 'deleted' AS deleted FROM record_entries
    WHERE action = 'retention:delete'`
  expect(recorded).toEqual([{ deleted: String(rows) }])
})
