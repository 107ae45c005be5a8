import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { countCrashes } from './count-crashes.fixture.ts'
import { crashTest } from './crash-test.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

test('the worker is killed at random points: nothing is lost, nothing is doubled', async () => {
  const outcome = await crashTest({
    owner: app.owner,
    databaseUrl: app.url,
    kills: 12,
    seed: 4,
  })
  expect(outcome).toMatchObject({ kills: 12, tasks: 13 * 12, lost: 0, doubled: 0 })

  // The count sees what is lost and what is doubled.
  const count = () => countCrashes(app.owner, 3_000_000_000, [])
  expect(await count()).toMatchObject({ lost: 13 * 12 })
  await app.owner`UPDATE web_user_accounts SET version = 3 WHERE account_id = 3000000000`
  expect(await count()).toMatchObject({ doubled: 1 })
})
