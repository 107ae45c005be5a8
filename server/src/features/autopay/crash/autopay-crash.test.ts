import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { autopayCrashTest } from './autopay-crash.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

test('the worker is killed at random points: each bill is paid once by autopay, and the books agree with the bank', async () => {
  const outcome = await autopayCrashTest({ owner: app.owner, databaseUrl: app.url, kills: 6, seed: 11 })
  expect(outcome).toEqual({ kills: 6, attempts: 70, lostCents: 0, doubledCents: 0, isReconciled: true })
})
