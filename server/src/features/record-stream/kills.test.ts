import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyRecord } from '#features/the-record/record.fixture.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { countKept, streamKillTest } from './kill-test.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

test('worker and collector are killed at random points: nothing is lost, nothing is doubled', async () => {
  await emptyRecord(app.owner)
  const points = [0.7, 0.2, 0.9, 0.4, 0.99, 0.1]
  const random = () => points.push(points.shift() ?? 0) && (points[0] ?? 0)
  const outcome = await streamKillTest({ owner: app.owner, databaseUrl: app.url, kills: 6, random })
  // The line that the stream began is one of them.
  expect(outcome).toMatchObject({ kills: 6, lines: 6 * 1_200 + 1, lost: 0, doubled: 0 })
  // The collector withholds every third acknowledgment: batches do come again.
  expect(outcome.repeated).toBeGreaterThan(0)
})

test('the check detects lost and doubled events', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-count-'))
  const lines = (...sequences: number[]) =>
    sequences.map((sequence) => `${JSON.stringify({ metadata: { sequence } })}\n`).join('')
  writeFileSync(path.join(folder, 'a.ndjson'), lines(0, 1))
  writeFileSync(path.join(folder, 'b.ndjson'), lines(1, 3))
  expect(countKept(folder, 4)).toEqual({ lost: 1, doubled: 1 })
  rmSync(folder, { recursive: true })
})
