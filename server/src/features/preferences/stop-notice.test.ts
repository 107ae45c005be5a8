import { randomBytes } from 'node:crypto'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { hashToken, mailedKey } from '#sessions/token.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { testOrigins } from '#testing/test-installation.ts'

let app: TestApp
beforeEach(async () => {
  await app?.close()
  app = await createTestApp()
})
afterAll(() => app.close())

const accountId = town.mariaAccount
async function newKey(stops = 'bill-ready.email', days = 1): Promise<string> {
  const nonce = randomBytes(8).toString('hex')
  const key = mailedKey(testEncryptionKey, nonce)
  await app.owner`INSERT INTO mailed_keys (purpose, web_user_id, email, nonce, key_hash, created_at, expires_at, account_id, stops)
    VALUES ('notice-off', ${town.maria}, 'm.alvarez@example.com', ${nonce}, ${hashToken(key)}, current_instant(),
      current_instant() + make_interval(days => ${days}), ${accountId}, ${stops})`
  return key
}
const choicesOfMaria = async () => {
  const maria = await app.asCustomer(town.maria)
  return (await maria.api.readPreferences({ params: { accountId } })).choices
}

test('a GET shows a page and changes nothing; its form switches off just this, with task and record', async () => {
  const key = await newKey()
  const visitor = app.visitor()
  const page = await visitor.get(`/notice-off?what=bill-ready.email&key=${key}`)
  expect(page.status).toBe(200)
  expect(page.text).toContain('Switch off “New bill” by this channel: E-mail.')
  expect((await choicesOfMaria())['bill-ready'].email).toBe(true)
  const posted = await visitor.submit('/notice-off', { key, what: 'bill-ready.email' })
  expect([posted.status, posted.headers.location]).toEqual([303, '/notice-off?done=bill-ready.email'])
  expect((await visitor.get('/notice-off?done=bill-ready.email')).text).toContain('“New bill” is off')
  const after = await choicesOfMaria()
  expect(after['bill-ready']).toEqual({ email: false, text: false })
  expect(after['payment-overdue'].email).toBe(true)
  const tasks = await app.owner`SELECT * FROM self_service_tasks`
  expect(tasks).toMatchObject([
    {
      taskType: 'notification-preferences',
      state: 'completed',
      webUserId: 'm.alvarez',
      selfServiceUserId: town.maria,
    },
  ])
  expect(
    await app.owner`SELECT event, account_id, details FROM record_entries WHERE self_service_task_id IS NOT NULL`,
  ).toEqual([{ event: 'changed', accountId, details: { stopped: 'bill-ready.email' } }])
})

test('a mail program posts with one click, from nowhere, and is answered without a redirect; twice changes nothing', async () => {
  const key = await newKey()
  const url = `/notice-off?what=bill-ready.email&key=${key}`
  const click = () =>
    app.fastify.inject({
      method: 'POST',
      url,
      headers: {
        host: new URL(testOrigins.portal).host,
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: 'List-Unsubscribe=One-Click',
    })
  for (let times = 0; times < 2; times += 1) {
    const response = await click()
    expect([response.statusCode, response.headers.location]).toEqual([200, undefined])
    expect(response.body).toContain('“New bill” is off')
    expect(response.headers['set-cookie'] ?? '').not.toMatch(/session/)
  }
  expect(await app.owner`SELECT 1 FROM self_service_tasks`).toHaveLength(1)
})

test('two clicks at once make one task', async () => {
  const key = await newKey()
  const both = await Promise.allSettled([1, 2].map(() => app.visitor().api.stopNotice({ body: { key } })))
  expect(both.some(({ status }) => status === 'fulfilled')).toBe(true)
  for (const one of both)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ body: { reason: 'version-conflict' } })
  expect(await app.owner`SELECT 1 FROM self_service_tasks`).toHaveLength(1)
  expect((await choicesOfMaria())['bill-ready'].email).toBe(false)
})

test('two clicks at once on choices that are there make one task, and keep the other choices', async () => {
  const maria = await app.asCustomer(town.maria)
  const { choices } = await maria.api.readPreferences({ params: { accountId } })
  choices['support-visit'].email = true
  await maria.api.changePreferences({ params: { accountId }, body: { choices, version: 0 } })
  const key = await newKey()
  const both = await Promise.allSettled([1, 2].map(() => app.visitor().api.stopNotice({ body: { key } })))
  expect(both.some(({ status }) => status === 'fulfilled')).toBe(true)
  expect(await app.owner`SELECT 1 FROM self_service_tasks`).toHaveLength(2)
  expect(await choicesOfMaria()).toMatchObject({
    'bill-ready': { email: false },
    'support-visit': { email: true },
  })
})

test.each([
  ['a key that is none', async () => 'x'.repeat(43)],
  ['a key that is over', () => newKey('bill-ready.email', -1)],
  [
    'the key of somebody who is no longer linked',
    async () => {
      const key = await newKey()
      await app.owner`DELETE FROM web_user_accounts WHERE web_user_id = ${town.maria} AND account_id = ${accountId}`
      return key
    },
  ],
])('%s is refused and changes nothing', async (_, key) => {
  await expect(app.visitor().api.stopNotice({ body: { key: await key() } })).rejects.toMatchObject({
    body: { reason: 'mailed-key-over' },
  })
  expect(await app.owner`SELECT 1 FROM notification_preferences`).toHaveLength(0)
})

test('another form of the portal takes no one-click request from elsewhere', async () => {
  const response = await app.fastify.inject({
    method: 'POST',
    url: '/take-off?key=x',
    headers: { host: new URL(testOrigins.portal).host, 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'List-Unsubscribe=One-Click&key=x',
  })
  expect(response.statusCode).toBe(403)
})
