import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { addTask, john, lastMessage, linkOf, reasonOf, restoreJohn, rowOf, unlink } from './unlink.fixture.ts'

let app: TestApp
let amara: Browser
let ines: Browser
beforeAll(async () => {
  app = await createTestApp()
  amara = await app.asCsr('amara.okafor')
  ines = await app.asCsr('ines.ferreira')
})
afterAll(() => app.close())
beforeEach(() => restoreJohn(app))

test('link again puts back the exact rows as new versions, and the discarded task stays discarded', async () => {
  await app.owner`UPDATE account_persons SET version = 4, is_financially_responsible = true, receives_bill_copy = true
    WHERE person_id = 2`
  await app.owner`UPDATE web_user_accounts SET version = 7, business_line = 'rental' WHERE web_user_id = ${town.john}`
  const taskId = await addTask(app, 'pending')
  const before = [(await linkOf(app, john))[0], (await rowOf(app, 2))[0]]
  const unlinked = await unlink(amara, john, { discardedTaskIds: [taskId] })
  const { unlinkId, taskId: unlinkTask } = unlinked
  expect((await amara.api.readWebUserSummary({ params: john })).unlinked).toMatchObject([
    { unlinkId, userName: 'j.smith' },
  ])
  expect((await ines.api.readWebUserSummary({ params: john })).unlinked).toEqual([])
  const again = await amara.api.linkWebUserAgain({ params: { accountId: john.accountId, unlinkId } })
  const [reversal] =
    await app.owner`SELECT * FROM self_service_tasks WHERE self_service_task_id = ${again.taskId}`
  expect(reversal).toMatchObject({
    taskType: 'account-link-again',
    originatingTaskId: unlinkTask,
    csrId: 'amara.okafor',
    selfServiceUserId: town.john,
  })
  expect([(await linkOf(app, john))[0], (await rowOf(app, 2))[0]]).toEqual([
    { ...before[0], version: 8 },
    { ...before[1], version: 5 },
  ])
  expect((await amara.api.readWebUserSummary({ params: john })).unlinked).toEqual([])
  const [task] = await app.owner`SELECT state FROM self_service_tasks WHERE self_service_task_id = ${taskId}`
  expect(task?.state).toBe('discarded')
  expect(await lastMessage(app)).toMatchObject({ subject: 'An account is back in your portal' })
})

test('links again only in the same desk session and account, once, within half an hour, and only while no other link exists', async () => {
  const again = (by: Browser, unlinkId: number, accountId = john.accountId) =>
    reasonOf(by.api.linkWebUserAgain({ params: { accountId, unlinkId } }))
  const first = await unlink(amara, john)
  expect(await again(ines, first.unlinkId)).toBe('not-found')
  expect(await again(await app.asCsr('amara.okafor'), first.unlinkId)).toBe('not-found')
  expect(await again(amara, first.unlinkId, town.otherAccount)).toBe('not-found')
  // The utility writes the person on the account itself, meanwhile.
  await app.owner`INSERT INTO account_persons (account_id, person_id, relationship_type) VALUES (${john.accountId}, 2, 'co-tenant')`
  expect(await again(amara, first.unlinkId)).toBe('link-again-changed')
  expect(await rowOf(app, 2)).toMatchObject([{ relationshipType: 'co-tenant', version: 1 }])
  await app.owner`DELETE FROM account_persons WHERE person_id = 2 AND account_id = ${john.accountId}`
  expect(await Promise.all([again(amara, first.unlinkId), again(amara, first.unlinkId)])).toEqual(
    expect.arrayContaining(['ok', 'link-again-over']),
  )
  const second = await unlink(amara, john)
  await app.advanceClock('31 minutes')
  expect(await again(amara, second.unlinkId)).toBe('link-again-over')
  await app.advanceClock('-31 minutes')
})

test('a customer who links the account while it is unlinked keeps a row under the link', async () => {
  await app.owner`INSERT INTO web_users (web_user_id, user_name, email, person_id) VALUES (29997, 'john.four', 'j4@example.com', 2)`
  const four = await app.asCustomer(29997)
  for (let round = 0; round < 8; round++) {
    await Promise.allSettled([
      unlink(amara, john),
      four.api.linkAccount({ body: { accountNumber: String(john.accountId), postalCode: '92101' } }),
    ])
    const orphans = await app.owner`SELECT 1 FROM web_user_accounts l JOIN web_users w USING (web_user_id)
      WHERE l.account_id = ${john.accountId} AND NOT EXISTS (SELECT 1 FROM account_persons ap
        WHERE ap.account_id = l.account_id AND ap.person_id = w.person_id)`
    expect(orphans).toEqual([])
    await app.owner`DELETE FROM web_user_accounts WHERE web_user_id = 29997`
    await app.owner`INSERT INTO account_persons (account_id, person_id, relationship_type)
      VALUES (${john.accountId}, 2, 'self-service') ON CONFLICT DO NOTHING`
    await app.owner`INSERT INTO web_user_accounts (web_user_id, account_id, role)
      VALUES (${john.webUserId}, ${john.accountId}, 'viewer') ON CONFLICT DO NOTHING`
    await app.owner`TRUNCATE attempts`
  }
})
