import { afterAll, beforeEach, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, sessionOf, type TestApp } from '#testing/test-app.ts'
import { body, keyIn, linksOf, personOf, taskOf, work } from './links.fixture.ts'

let app: TestApp
beforeEach(async () => {
  await app?.close()
  app = await createTestApp()
})
afterAll(() => app.close())

const account = { accountId: town.otherAccount as number }
const ask = async (webUserId: number) =>
  (await (await app.asCustomer(webUserId)).api.linkAccount({ body })).taskId
const secondHolder = async () => {
  await app.owner`INSERT INTO account_persons (account_id, person_id, relationship_type, is_financially_responsible)
    VALUES (${town.otherAccount}, 2, 'spouse', true)`
  await app.owner`INSERT INTO web_user_accounts (web_user_id, account_id, role)
    VALUES (${town.john}, ${town.otherAccount}, 'co-holder')`
}
const refusedWith = (reason: string) => ({ body: { reason } })

test('every holder is told at once by mail, each with a key of their own; a guarantor and a viewer are not', async () => {
  await secondHolder()
  await app.owner`UPDATE persons SET is_protected = false`
  await app.owner`INSERT INTO account_persons (account_id, person_id, relationship_type, is_financially_responsible,
      is_third_party_guarantor) VALUES (${town.otherAccount}, 5, 'guarantor', true, true)`
  await app.owner`INSERT INTO web_user_accounts (web_user_id, account_id, role)
    VALUES (${town.protectedUser}, ${town.otherAccount}, 'viewer')`
  await ask(town.maria)
  const mails = await work(app)
  const told = mails.filter(({ subject }) => subject.includes('asks to see your account'))
  expect(told.map(({ to }) => to).sort()).toEqual(['j.smith@example.com', 'o.petrova@example.com'])
  const keys = told.map(keyIn)
  expect(new Set(keys).size).toBe(2)
  expect(keys.every((key) => key.length === 43)).toBe(true)
  expect(told[0]?.text).toContain('Maria Alvarez asks to see your account ending in 0003')
  expect(mails.find(({ to }) => to === 'm.alvarez@example.com')?.text).not.toMatch(/Olga|Petrova|take-off/)
  expect(await work(app)).toEqual([])
})

test('a holder sees the request on every page and on the people page, and approves: the newcomer sees the account', async () => {
  const taskId = await ask(town.maria)
  const olga = await app.asCustomer(town.olga)
  expect((await olga.get(`/accounts/${account.accountId}/overview`)).text).toContain(
    'Maria Alvarez asks to see your account',
  )
  const people = await olga.api.listAccountPeople({ params: account })
  expect(people).toMatchObject({
    people: [
      {
        webUserId: town.olga,
        isSelf: true,
        isHolder: true,
        may: { 'account-link:remove': 'holder-not-removable' },
      },
    ],
    requests: [
      {
        taskId,
        version: 1,
        name: 'Maria Alvarez',
        userName: 'm.alvarez',
        may: { 'account-link:approve': 'ok', 'account-link:decline': 'ok' },
      },
    ],
  })
  const approved = await olga.submit(`/accounts/${account.accountId}/link-requests/${taskId}/approve`, {
    version: '1',
  })
  expect(approved.headers.location).toBe(`/accounts/${account.accountId}/people?notice=link-approved`)
  const maria = await app.asCustomer(town.maria)
  expect((await maria.get(`/accounts/${account.accountId}/information`)).status).toBe(200)
  expect(await taskOf(app, taskId)).toMatchObject({ state: 'completed' })
  const log = await app.owner`SELECT state, actor FROM self_service_task_log
    WHERE self_service_task_id = ${taskId} ORDER BY position`
  expect(log.map(({ state, actor }) => `${state} ${actor}`)).toEqual([
    'awaiting-approval m.alvarez',
    'pending o.petrova',
    'completed system',
  ])
  const entries = await app.owner`SELECT action, web_user_id, account_id FROM record_entries
    WHERE action = 'account-link:approve'`
  expect(entries).toMatchObject([{ webUserId: town.olga, accountId: account.accountId }])
  const mails = await work(app)
  expect(mails.map(({ subject }) => subject)).toContain('An account is now in your portal')
})

test('a holder declines: nothing is linked; two at once: one wins', async () => {
  await secondHolder()
  const taskId = await ask(town.maria)
  const params = { ...account, taskId }
  const [olga, john] = [await app.asCustomer(town.olga), await app.asCustomer(town.john)]
  const decided = await Promise.allSettled([
    olga.api.declineLinkRequest({ params, body: { version: 1 } }),
    john.api.declineLinkRequest({ params, body: { version: 1 } }),
  ])
  expect(decided.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await linksOf(app, town.maria)).toEqual([])
  await expect(olga.api.approveLinkRequest({ params, body: { version: 2 } })).rejects.toMatchObject(
    refusedWith('already-done'),
  )
})

test('only a holder decides: refuses the newcomer, a viewer, a visitor and a holder of another account', async () => {
  const taskId = await ask(town.maria)
  await app.owner`INSERT INTO account_persons (account_id, person_id, relationship_type)
    VALUES (${town.otherAccount}, 2, 'self-service')`
  await app.owner`INSERT INTO web_user_accounts (web_user_id, account_id, role)
    VALUES (${town.john}, ${town.otherAccount}, 'viewer')`
  const [maria, john] = [await app.asCustomer(town.maria), await app.asCustomer(town.john)]
  const version = { version: 1 }
  const own = { accountId: town.mariaAccount as number, taskId }
  await expect(
    maria.api.approveLinkRequest({ params: { ...account, taskId }, body: version }),
  ).rejects.toMatchObject(refusedWith('account-not-linked'))
  // Through an account that she does hold.
  await expect(maria.api.approveLinkRequest({ params: own, body: version })).rejects.toMatchObject(
    refusedWith('not-found'),
  )
  await expect(
    john.api.approveLinkRequest({ params: { ...account, taskId }, body: version }),
  ).rejects.toMatchObject(refusedWith('holders-only'))
  await expect(john.api.listAccountPeople({ params: account })).rejects.toMatchObject(
    refusedWith('holders-only'),
  )
  const moved = await app.database.portal.begin(async (sql) => {
    await sql`SELECT set_config('porchlight.session', ${await sessionOf(app, town.john)}, true)`
    return sql`UPDATE self_service_tasks SET state = 'pending' WHERE self_service_task_id = ${taskId} RETURNING 1`
  })
  expect(moved).toHaveLength(0)
  expect(await taskOf(app, taskId)).toMatchObject({ state: 'awaiting-approval' })
})

test('removes a guest at once for a holder, with the row that self-service made, and mails the guest', async () => {
  const taskId = await ask(town.maria)
  const olga = await app.asCustomer(town.olga)
  await olga.api.approveLinkRequest({ params: { ...account, taskId }, body: { version: 1 } })
  const maria = await app.asCustomer(town.maria)
  expect((await maria.get(`/accounts/${account.accountId}/information`)).status).toBe(200)
  expect((await olga.api.listAccountPeople({ params: account })).people).toMatchObject([
    { webUserId: town.olga, may: { 'account-link:remove': 'holder-not-removable' } },
    { webUserId: town.maria, may: { 'account-link:remove': 'ok' } },
  ])
  const taken = await olga.submit(`/accounts/${account.accountId}/people/${town.maria}/remove`, {})
  expect(taken.headers.location).toBe(`/accounts/${account.accountId}/people?notice=person-removed`)
  expect((await maria.get(`/accounts/${account.accountId}/information`)).status).toBe(403)
  expect([await linksOf(app, town.maria), await personOf(app, 1)]).toEqual([[], []])
  const tasks = await app.owner`SELECT task_type, state, web_user_id, payload FROM self_service_tasks
    WHERE task_type = 'guest-remove'`
  expect(tasks).toMatchObject([
    { state: 'completed', webUserId: 'o.petrova', payload: { guest: 'm.alvarez' } },
  ])
  const mails = await work(app)
  expect(mails.map(({ to, subject }) => `${to}: ${subject}`)).toContain(
    'm.alvarez@example.com: An account was removed from your portal',
  )
})

test('refuses to remove the main customer, the holder themself and a co-holder whom the utility added', async () => {
  await secondHolder()
  const [olga, john] = [await app.asCustomer(town.olga), await app.asCustomer(town.john)]
  const remove = (by: typeof olga, webUserId: number) =>
    by.api.takeOffAccount({ params: { ...account, guestId: webUserId } })
  const no = refusedWith('holder-not-removable')
  await expect(remove(john, town.olga)).rejects.toMatchObject(no)
  await expect(remove(olga, town.olga)).rejects.toMatchObject(no)
  await expect(remove(olga, town.john)).rejects.toMatchObject(no)
  await expect(remove(olga, town.maria)).rejects.toMatchObject(refusedWith('not-found'))
  const { people } = await olga.api.listAccountPeople({ params: account })
  expect(people.map(({ webUserId, may }) => [webUserId, may['account-link:remove']])).toEqual([
    [town.olga, 'holder-not-removable'],
    [town.john, 'holder-not-removable'],
  ])
  const page = await olga.get(`/accounts/${account.accountId}/people`)
  expect(page.text).toContain('This person shares the account with you. Call us to change that.')
  expect(page.text).not.toContain('/remove"')
})

const takeOff = (key: string) => app.visitor().api.takeOffByMail({ body: { key } })

test('by the mailed link: GET changes nothing, the form declines without sign-in, and the key works once', async () => {
  const taskId = await ask(town.maria)
  const key = keyIn((await work(app)).find(({ to }) => to === 'o.petrova@example.com'))
  const visitor = app.visitor()
  const page = await visitor.get(`/take-off?key=${key}`)
  expect(page.status).toBe(200)
  expect(page.text).toContain('Remove a person’s access to your account')
  expect(page.text).not.toMatch(/Maria|Olga|0003/)
  expect(await taskOf(app, taskId)).toMatchObject({ state: 'awaiting-approval', version: 1 })
  const done = await visitor.submit('/take-off', { key })
  expect(done.headers.location).toBe('/take-off?done&notice=link-declined')
  expect((await visitor.get('/take-off?done&notice=link-declined')).text).not.toContain('name="key"')
  expect(await taskOf(app, taskId)).toMatchObject({ state: 'rejected' })
  const [made] = await app.owner`SELECT * FROM self_service_tasks WHERE task_type = 'guest-remove'`
  expect(made).toMatchObject({
    webUserId: 'o.petrova',
    originatingTaskId: taskId,
    accountId: account.accountId,
    payload: { guest: 'm.alvarez' },
  })
  const entries =
    await app.owner`SELECT * FROM record_entries WHERE self_service_task_id = ${made?.selfServiceTaskId}`
  expect(entries).toHaveLength(1)
  await expect(takeOff(key)).rejects.toMatchObject({ status: 422, body: { reason: 'mailed-key-over' } })
})

test('from the mail after an approval: removes the newcomer', async () => {
  const taskId = await ask(town.maria)
  const key = keyIn((await work(app)).find(({ to }) => to === 'o.petrova@example.com'))
  const ines = await app.asCsr('ines.ferreira')
  await ines.api.performTaskAction({ params: { taskId, action: 'approve' }, body: { version: 1 } })
  const told = (await work(app)).find(({ to }) => to === 'o.petrova@example.com')
  expect(told?.subject).toBe('Maria Alvarez can now see your account ending in 0003')
  expect(await linksOf(app, town.maria)).toHaveLength(1)
  await expect(takeOff(key)).resolves.toMatchObject({ outcome: 'removed' })
  expect(await linksOf(app, town.maria)).toEqual([])
  await expect(takeOff(keyIn(told))).rejects.toMatchObject(refusedWith('already-done'))
})

test.each([
  ['over', "UPDATE mailed_keys SET expires_at = now() - interval '1 second'"],
  ['mailed to an address that is another’s by now', "UPDATE web_users SET email = 'x@example.com'"],
  [
    'of somebody who holds the account no more',
    'UPDATE account_persons SET web_access_allowed = false WHERE person_id = 3',
  ],
  ['unknown', "UPDATE mailed_keys SET key_hash = '\\x00'"],
])('a key that is %s decides nothing', async (_, change) => {
  const taskId = await ask(town.maria)
  const key = keyIn((await work(app)).find(({ to }) => to === 'o.petrova@example.com'))
  await app.owner.unsafe(change)
  await expect(takeOff(key)).rejects.toMatchObject(refusedWith('mailed-key-over'))
  expect(await taskOf(app, taskId)).toMatchObject({ state: 'awaiting-approval' })
})

test('refuses a mailed key on a page that it is not for', async () => {
  await ask(town.maria)
  const key = keyIn((await work(app)).find(({ to }) => to === 'o.petrova@example.com'))
  const newPassword = 'seven lanterns on the quay'
  await expect(
    app.visitor().api.resetPassword({ body: { key, newPassword, repeatedPassword: newPassword } }),
  ).rejects.toMatchObject(refusedWith('mailed-key-over'))
  await expect(app.visitor().api.confirmEmail({ body: { key } })).rejects.toMatchObject(
    refusedWith('mailed-key-over'),
  )
})
