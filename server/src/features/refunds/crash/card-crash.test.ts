import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { cardCrashTest } from './card-crash.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

test('the worker is killed at random points: no card payment or refund is lost or doubled, and the books agree with the provider', async () => {
  const outcome = await cardCrashTest({ owner: app.owner, databaseUrl: app.url, kills: 6, seed: 5 })
  expect(outcome).toMatchObject({ kills: 6, attempts: 70, lostCents: 0, doubledCents: 0, isReconciled: true })
  expect(outcome.refunds).toBeGreaterThan(0)
})
