import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { paymentCrashTest } from './payment-crash.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

test('the worker is killed at random points: no payment is lost or doubled, and the books agree with the bank', async () => {
  const outcome = await paymentCrashTest({ owner: app.owner, databaseUrl: app.url, kills: 8, seed: 5 })
  expect(outcome).toEqual({ kills: 8, attempts: 90, lostCents: 0, doubledCents: 0, isReconciled: true })
})
