import type { Refused } from '@porchlight/contract/client.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { masqueradeAs } from '#features/masquerade/masquerade.fixture.ts'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import {
  addTask,
  john,
  lastMessage,
  linkOf,
  maria,
  reasonOf,
  restoreJohn,
  rowOf,
  unlink,
} from './unlink.fixture.ts'

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

test('the preview says what goes, what stays and who is told; it changes nothing and is a line in the record', async () => {
  const taskId = await addTask(app, 'pending')
  const { standing: _, ...preview } = await amara.api.previewUnlink({ params: john })
  expect(preview).toEqual({
    ...john,
    userName: 'j.smith',
    personName: 'John Smith',
    role: 'viewer',
    nickname: 'Oak St',
    isLinkActive: true,
    accountPerson: {
      relationshipType: 'self-service',
      isFinanciallyResponsible: false,
      outcome: 'goes',
      version: 1,
    },
    otherUserNames: [],
    otherAccountCount: 0,
    isLast: false,
    tasks: [
      {
        taskId,
        taskType: 'paperless',
        state: 'pending',
        createdAt: expect.any(String),
        version: 1,
        amountCents: null,
        currency: null,
        isDiscardable: true,
      },
    ],
    moreTasks: 0,
    masquerades: [],
    toldAt: 'j•••@e•••.com',
    may: {
      'account-link:unlink': 'ok',
      'account-person:remove': 'permission-missing',
      'task:discard': 'ok',
    },
  })
  expect(await linkOf(app, john)).toHaveLength(1)
  const lines =
    await app.owner`SELECT * FROM record_entries WHERE action = 'account-link:unlink' AND event = 'read'`
  expect(lines).toMatchObject([{ csrId: 'amara.okafor', webUserId: town.john, accountId: town.mariaAccount }])
})

test('takes the link and its own row, discards what was chosen, ends the view, tells the web user; all on the record', async () => {
  const [kept, gone] = [await addTask(app, 'pending'), await addTask(app, 'error')]
  const view = await masqueradeAs(app, 'ines.ferreira', { ...john, purposeReference: 'watching' })
  const done = await unlink(amara, john, { discardedTaskIds: [gone], reason: 'My ex' })
  expect(done).toMatchObject({
    isAccountPersonRemoved: true,
    discardedTasks: 1,
    endedMasquerades: 1,
    isTold: true,
  })
  expect(await linkOf(app, john)).toEqual([])
  expect(await rowOf(app, 2)).toEqual([])
  const states = await app.owner`SELECT self_service_task_id AS id, state, self_service_user_id AS owner
    FROM self_service_tasks WHERE self_service_task_id IN (${kept}, ${gone}) ORDER BY 1`
  expect(states).toMatchObject([
    { state: 'pending', owner: town.john },
    { state: 'discarded', owner: town.john },
  ])
  const byTask = await app.owner`SELECT * FROM record_entries WHERE self_service_task_id = ${gone}`
  expect(byTask).toMatchObject([{ csrId: 'amara.okafor', event: 'changed', webUserId: town.john }])
  const log = await app.owner`SELECT * FROM self_service_task_log WHERE self_service_task_id = ${gone}`
  expect(log).toMatchObject([{ state: 'discarded', actor: 'amara.okafor', reason: 'My ex' }])
  await expect(view.view.api.readPortalContext()).rejects.toMatchObject({ status: 401 })
  const [ended] = await app.owner`SELECT * FROM masquerades WHERE masquerade_id = ${view.masqueradeId}`
  expect(ended?.endCause).toBe('web-user-unavailable')
  expect(await lastMessage(app)).toMatchObject({
    recipient: 'j.smith@example.com',
    subject: 'An account was removed from your portal',
    body: expect.stringContaining('ending in 0001'),
  })
  const [contact] = await app.owner`SELECT * FROM customer_contacts ORDER BY customer_contact_id DESC LIMIT 1`
  expect(contact).toMatchObject({
    accountId: town.mariaAccount,
    contactClass: 'web-access',
    contactType: 'unlinked',
    note: 'j.smith: My ex',
    csrId: 'amara.okafor',
    selfServiceTaskId: done.taskId,
  })
  const [task] = await app.owner`SELECT * FROM self_service_tasks WHERE self_service_task_id = ${done.taskId}`
  expect(task).toMatchObject({
    taskType: 'account-unlink',
    state: 'completed',
    webUserId: 'amara.okafor',
    emailAddress: null,
    ipAddress: '198.51.100.7',
    selfServiceUserId: town.john,
    payload: { webUserName: 'j.smith', role: 'viewer', isPersonRemoved: true },
  })
  const lines = await app.owner`SELECT * FROM record_entries
    WHERE action = 'account-link:unlink' AND event = 'changed' AND details ->> 'unlinkId' = ${String(done.unlinkId)}
    ORDER BY record_entry_id`
  expect(lines).toMatchObject([
    {
      selfServiceTaskId: done.taskId,
      csrId: 'amara.okafor',
      webUserId: town.john,
      details: { accountPerson: 'removed', endedMasquerades: 1 },
    },
  ])
  expect(JSON.stringify(lines)).not.toContain('My ex')
  // John signs in as before, and sees nothing of Maria's.
  const atHome = await app.asCustomer(town.john)
  await expect(atHome.api.readOverview({ params: { accountId: town.mariaAccount } })).rejects.toMatchObject({
    body: { reason: 'account-not-linked' },
  })
})

test('the main customer’s row stays, whatever is ticked', async () => {
  const { accountPerson } = await ines.api.previewUnlink({ params: maria })
  expect(accountPerson).toMatchObject({ outcome: 'main-customer', isFinanciallyResponsible: true })
  await expect(unlink(ines, maria, { removesAccountPerson: true })).rejects.toMatchObject({
    status: 422,
    body: { fields: [{ field: 'removesAccountPerson', reason: 'not-a-choice' }] },
  })
  const { unlinkId } = await unlink(ines, maria)
  expect(await rowOf(app, 1)).toMatchObject([{ isMainCustomer: true, version: 1 }])
  const params = { accountId: maria.accountId, unlinkId }
  expect(await ines.api.linkWebUserAgain({ params })).toEqual({
    taskId: expect.any(Number),
    webUserId: town.maria,
    isAccountPersonRestored: false,
  })
  expect(await linkOf(app, maria)).toMatchObject([{ role: 'account-holder', version: 2 }])
})

test('a row of the utility’s own stays, unless it is ticked by who may remove it', async () => {
  await app.owner`UPDATE account_persons SET relationship_type = 'spouse' WHERE person_id = 2`
  expect((await amara.api.previewUnlink({ params: john })).accountPerson?.outcome).toBe('utility-owned')
  await expect(unlink(amara, john, { removesAccountPerson: true })).rejects.toMatchObject({
    status: 403,
    body: { reason: 'permission-missing' },
  })
  expect(await linkOf(app, john)).toHaveLength(1)
  const { unlinkId } = await unlink(amara, john)
  expect(await rowOf(app, 2)).toHaveLength(1)
  await amara.api.linkWebUserAgain({ params: { accountId: john.accountId, unlinkId } })
  expect(await unlink(ines, john, { removesAccountPerson: true })).toMatchObject({
    isAccountPersonRemoved: true,
  })
  expect(await rowOf(app, 2)).toEqual([])
})

test('another web user of the same person keeps the row, also one whose link is inactive', async () => {
  await app.owner`INSERT INTO web_users (web_user_id, user_name, email, person_id) VALUES (29999, 'john.two', 'j2@example.com', 2)`
  await app.owner`INSERT INTO web_user_accounts (web_user_id, account_id, role, is_active)
    VALUES (29999, ${john.accountId}, 'viewer', false)`
  const preview = await amara.api.previewUnlink({ params: john })
  expect([preview.accountPerson?.outcome, preview.otherUserNames]).toEqual(['needed', ['john.two']])
  await unlink(amara, john)
  expect(await rowOf(app, 2)).toHaveLength(1)
  const last = { ...john, webUserId: 29999 }
  expect((await amara.api.previewUnlink({ params: last })).accountPerson?.outcome).toBe('goes')
  await unlink(amara, last)
  expect(await rowOf(app, 2)).toEqual([])
})

test('what changed since the preview refuses the unlink with the preview as it is now', async () => {
  const ways: Record<string, () => Promise<unknown>> = {
    link: () =>
      app.owner`UPDATE web_user_accounts SET nickname = 'x', version = version + 1 WHERE web_user_id = ${town.john}`,
    accountPerson: () =>
      app.owner`UPDATE account_persons SET relationship_type = 'spouse', version = version + 1 WHERE person_id = 2`,
    otherLinks: () =>
      app.owner`INSERT INTO web_user_accounts (web_user_id, account_id, role) VALUES (29998, ${john.accountId}, 'viewer')`,
    webUser: () =>
      app.owner`UPDATE web_users SET email = 'j3@example.com', version = version + 1 WHERE web_user_id = ${town.john}`,
    tasks: () => addTask(app, 'pending'),
    masquerades: () => masqueradeAs(app, 'tom.becker', { ...john, purposeReference: 'meanwhile' }),
  }
  await app.owner`INSERT INTO web_users (web_user_id, user_name, email, person_id) VALUES (29998, 'john.three', 'j3@example.com', 2)`
  for (const [part, change] of Object.entries(ways)) {
    const { standing } = await amara.api.previewUnlink({ params: john })
    await change()
    const body = { standing, reason: 'x', removesAccountPerson: false, discardedTaskIds: [] }
    const refused = await amara.api.unlinkWebUser({ params: john, body }).catch((error: Refused) => error)
    expect(refused, part).toMatchObject({
      status: 409,
      body: { reason: 'version-conflict', difference: [{ field: part }] },
    })
    const { current } = (refused as Refused).body
    expect(current).toEqual(await amara.api.previewUnlink({ params: john }))
  }
  expect(await linkOf(app, john)).toHaveLength(1)
  await app.owner`DELETE FROM web_user_accounts WHERE web_user_id = 29998`
})

test('of two simultaneous unlinks, and of a double click, performs one and tells the other', async () => {
  const body = { reason: 'x', removesAccountPerson: false, discardedTaskIds: [] }
  const { standing } = await amara.api.previewUnlink({ params: john })
  const outcomes = [amara, ines, amara].map((by) =>
    reasonOf(by.api.unlinkWebUser({ params: john, body: { ...body, standing } })),
  )
  expect((await Promise.all(outcomes)).sort()).toEqual(['already-unlinked', 'already-unlinked', 'ok'])
  expect(await app.owner`SELECT 1 FROM unlinks`).toHaveLength(1)
  expect(await reasonOf(amara.api.previewUnlink({ params: john }))).toBe('already-unlinked')
})

test('another account’s ids, tasks that are not shown, and tasks in work are refused', async () => {
  const other = { accountId: town.otherAccount, webUserId: town.john }
  expect(await reasonOf(amara.api.previewUnlink({ params: other }))).toBe('not-found')
  const theirs = await addTask(app, 'pending', { accountId: town.otherAccount, webUserId: town.olga })
  const working = await addTask(app, 'processing')
  const final = await addTask(app, 'completed')
  for (const taskId of [theirs, working, final, 99])
    await expect(unlink(amara, john, { discardedTaskIds: [taskId] })).rejects.toMatchObject({
      status: 422,
      body: { fields: [{ field: 'discardedTaskIds', reason: 'not-a-choice' }] },
    })
  expect(await linkOf(app, john)).toHaveLength(1)
})

test('nobody without the permission, on a protected account without a reason, or on the own account', async () => {
  const tom = await app.asCsr('tom.becker')
  expect(await reasonOf(tom.api.previewUnlink({ params: john }))).toBe('permission-missing')
  const hidden = { accountId: town.protectedAccount, webUserId: town.protectedUser }
  expect(await reasonOf(amara.api.previewUnlink({ params: hidden }))).toBe('further-reason-required')
  const own = { accountId: town.amaraAccount, webUserId: town.amaraAtHome }
  await amara.api.openProtected({ params: own, body: { kind: 'task', reference: 'T-1' } })
  expect(await reasonOf(amara.api.previewUnlink({ params: own }))).toBe('own-account')
})

test('sends no mail where the utility has switched it off', async () => {
  const kenji = await app.asCsr('kenji.sato')
  await kenji.api.changeSetting({
    body: { setting: 'unlink.mail', locale: '', value: false, version: 0, reason: 'x' },
  })
  const before = await lastMessage(app)
  expect((await amara.api.previewUnlink({ params: john })).toldAt).toBeNull()
  const { unlinkId, isTold } = await unlink(amara, john)
  await amara.api.linkWebUserAgain({ params: { accountId: john.accountId, unlinkId } })
  expect([isTold, await lastMessage(app)]).toEqual([false, before])
})

test('the desk’s role changes links and relationships through these functions alone', async () => {
  const { desk } = app.database
  await expect(desk`DELETE FROM web_user_accounts`).rejects.toThrow('permission denied')
  await expect(desk`DELETE FROM account_persons`).rejects.toThrow('permission denied')
  await expect(desk`UPDATE account_persons SET relationship_type = 'self-service'`).rejects.toThrow(
    'permission denied',
  )
  await expect(
    desk`SELECT unlink_web_user(${town.maria}, ${town.mariaAccount}, true, 'amara.okafor', 1, 1, 'x')`,
  ).rejects.toThrow('may not go')
})
