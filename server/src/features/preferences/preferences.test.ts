import { defaultChoices } from '@porchlight/contract/preferences.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { actingAs, masqueradeAs } from '../masquerade/masquerade.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp({ texts: { sendText: async () => {} } })
})
afterAll(() => app.close())

const params = { accountId: town.mariaAccount }
const path = `/accounts/${town.mariaAccount}/preferences`
const choices = { ...defaultChoices, 'bill-ready': { email: false, text: true } }

test('without a choice: the defaults at version 0, and their addresses', async () => {
  const maria = await app.asCustomer(town.maria)
  expect(await maria.api.readPreferences({ params })).toEqual({
    choices: defaultChoices,
    version: 0,
    offered: Object.keys(defaultChoices),
    texts: 'offered',
    rules: { quietFrom: 21, quietUntil: 8, highUsagePercent: 100 },
    email: 'm.alvarez@example.com',
    mobile: '(619) 555-0101',
    language: 'en',
    may: { 'preferences:change': 'ok', 'language:change': 'ok' },
  })
})

test('a customer chooses, and chooses again: the change, its task with before and after and its record', async () => {
  const maria = await app.asCustomer(town.maria)
  const first = await maria.api.changePreferences({ params, body: { choices, version: 0 } })
  expect(first.version).toBe(1)
  const second = await maria.api.changePreferences({ params, body: { choices: defaultChoices, version: 1 } })
  expect(second.version).toBe(2)
  expect(await maria.api.readPreferences({ params })).toMatchObject({ choices: defaultChoices, version: 2 })

  const tasks = await app.owner`SELECT * FROM self_service_tasks ORDER BY self_service_task_id`
  expect(tasks).toMatchObject([
    { selfServiceTaskId: first.taskId, payload: { before: defaultChoices, after: choices } },
    { selfServiceTaskId: second.taskId, payload: { before: choices, after: defaultChoices } },
  ])
  expect(tasks[0]).toMatchObject({
    taskType: 'notification-preferences',
    state: 'completed',
    accountId: town.mariaAccount,
    webUserId: 'm.alvarez',
    emailAddress: 'm.alvarez@example.com',
    ipAddress: '192.0.2.10',
    selfServiceUserId: town.maria,
  })
  const entries = await app.owner`SELECT * FROM record_entries WHERE self_service_task_id = ${first.taskId}`
  expect(entries).toMatchObject([
    { event: 'changed', action: 'preferences:change', webUserId: town.maria, accountId: town.mariaAccount },
  ])
})

test('a viewer has choices of their own on the same account', async () => {
  const john = await app.asCustomer(town.john)
  expect(await john.api.readPreferences({ params })).toMatchObject({ version: 0, mobile: '(619) 555-0102' })
  await john.api.changePreferences({ params, body: { choices, version: 0 } })
  const maria = await app.asCustomer(town.maria)
  expect((await maria.api.readPreferences({ params })).choices).toEqual(defaultChoices)
})

test('a stale version is 409, box by box, and changes nothing', async () => {
  const maria = await app.asCustomer(town.maria)
  const shop = { accountId: town.mariaShop }
  const before = { choices, version: 3 }
  await expect(maria.api.changePreferences({ params: shop, body: before })).rejects.toMatchObject({
    status: 409,
    body: {
      reason: 'version-conflict',
      version: 0,
      difference: [
        { field: 'bill-ready.email', yours: false, theirs: true },
        { field: 'bill-ready.text', yours: true, theirs: false },
      ],
    },
  })
  const rows = await app.owner`SELECT 1 FROM notification_preferences WHERE account_id = ${town.mariaShop}`
  expect(rows).toHaveLength(0)
})

test('of two simultaneous first choices, one is saved and the other gets the difference', async () => {
  const [one, other] = [await app.asCustomer(town.maria), await app.asCustomer(town.maria)]
  const shop = { accountId: town.mariaShop }
  // Both change something, so that it does not matter which is first.
  const others = { ...defaultChoices, 'payment-received': { email: false, text: false } }
  const results = await Promise.allSettled([
    one.api.changePreferences({ params: shop, body: { choices, version: 0 } }),
    other.api.changePreferences({ params: shop, body: { choices: others, version: 0 } }),
  ])
  const refused = results.flatMap((r) => (r.status === 'rejected' ? [r.reason] : []))
  expect(refused).toMatchObject([{ status: 409, body: { reason: 'version-conflict', version: 1 } }])
  expect(refused[0].body.difference).toHaveLength(3)
  const tasks = await app.owner`SELECT 1 FROM self_service_tasks WHERE account_id = ${town.mariaShop}`
  expect(tasks).toHaveLength(1)
})

test.each([
  ['another customer’s account', town.otherAccount],
  ['an unknown account', 1_999_999_999],
])('%s is refused, and the refusal recorded', async (_, accountId) => {
  const maria = await app.asCustomer(town.maria)
  const refusal = { status: 403, body: { reason: 'account-not-linked' } }
  const stranger = { accountId }
  await expect(maria.api.readPreferences({ params: stranger })).rejects.toMatchObject(refusal)
  const change = maria.api.changePreferences({ params: stranger, body: { choices, version: 0 } })
  await expect(change).rejects.toMatchObject(refusal)
  const entries =
    await app.owner`SELECT action FROM record_entries WHERE account_id = ${accountId} ORDER BY at`
  expect(entries.map((e) => e.action)).toEqual(['preferences:view', 'preferences:change'])
})

test('a stranger is not signed in', async () => {
  await expect(app.visitor().api.readPreferences({ params })).rejects.toMatchObject({ status: 401 })
})

const { 'bill-ready': _, ...incomplete } = choices
test.each([
  ['a notification that is missing', incomplete, 'choices.bill-ready'],
  ['an unknown notification', { ...choices, 'paper-plane': { email: true, text: true } }, 'paper-plane'],
  ['an unknown channel', { ...choices, 'bill-ready': { email: true, text: true, fax: true } }, 'fax'],
  [
    'a word for a box',
    { ...choices, 'bill-ready': { email: 'yes', text: true } },
    'choices.bill-ready.email',
  ],
  ['markup', '<script>alert(1)</script>', 'choices'],
])('%s is a bad request', async (_, bad, field) => {
  const maria = await app.asCustomer(town.maria)
  const body = { choices: bad as never, version: 0 }
  await expect(maria.api.changePreferences({ params, body })).rejects.toMatchObject({
    status: 400,
    body: { reason: 'invalid-request', fields: [{ field }] },
  })
})

test('the form works without JavaScript: a fieldset each, a conflict that keeps what was ticked, taken', async () => {
  const maria = await app.asCustomer(town.maria)
  const page = await maria.get(path)
  expect(page.status).toBe(200)
  expect(page.text.match(/<fieldset/g)).toHaveLength(Object.keys(defaultChoices).length + 1)
  expect(page.text).toContain('m.alvarez@example.com')
  const version = /name="version" value="(\d+)"/.exec(page.text)?.[1] ?? ''
  const stale = await maria.submit(path, { 'usage-high.text': 'on', version: '77' })
  expect(stale.status).toBe(409)
  expect(stale.text).toContain('High usage: Text message')
  expect(stale.text).toMatch(/<input checked[^>]*name="usage-high.text"/)
  expect(stale.text).not.toMatch(/<input checked[^>]*name="bill-ready.email"/)
  const taken = await maria.submit(path, { 'usage-high.text': 'on', version })
  expect([taken.status, taken.headers.location]).toEqual([303, `${path}?notice=preferences-changed`])
  const { choices: saved } = await maria.api.readPreferences({ params })
  expect(saved['usage-high']).toEqual({ email: false, text: true })
})

test('a masquerade sees the same choices, changes them only when acting, and its task names the CSR', async () => {
  const { view } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'read' })
  const seen = await view.api.readPreferences({ params })
  const body = { choices, version: seen.version }
  await expect(view.api.changePreferences({ params, body })).rejects.toMatchObject({
    body: { reason: 'masquerade-read-only' },
  })
  expect((await view.get(path)).text).toContain('aria-describedby="save-reason"')
  const acting = await actingAs(app, 'amara.okafor', { purposeReference: 'act' })
  const { taskId } = await acting.view.api.changePreferences({ params, body })
  const [task] = await app.owner`SELECT * FROM self_service_tasks WHERE self_service_task_id = ${taskId}`
  expect(task).toMatchObject({
    webUserId: 'amara.okafor',
    emailAddress: null,
    ipAddress: '198.51.100.7',
    selfServiceUserId: town.maria,
    masqueradeId: acting.masqueradeId,
  })
})

test('without a text provider there is no box for texts, none can be switched on, and those that are on stay', async () => {
  const silent = await createTestApp()
  try {
    const maria = await silent.asCustomer(town.maria)
    expect(await maria.api.readPreferences({ params })).toMatchObject({ texts: 'no-provider' })
    await expect(
      maria.api.changePreferences({ params, body: { choices, version: 0 } }),
    ).rejects.toMatchObject({
      status: 422,
      body: { fields: [{ field: 'bill-ready.text', reason: 'texts-not-offered' }] },
    })
    await silent.owner`INSERT INTO notification_preferences (web_user_id, account_id, choices)
      VALUES (${town.maria}, ${town.mariaAccount}, ${choices})`
    const page = await maria.get(path)
    expect(page.text).not.toMatch(/type="checkbox"[^>]*\.text/)
    expect(page.text).toContain('We send no text messages')
    await maria.submit(path, { 'usage-high.email': 'on', 'bill-ready.text': 'on', version: '1' })
    expect((await maria.api.readPreferences({ params })).choices['bill-ready']).toEqual({
      email: false,
      text: true,
    })
  } finally {
    await silent.close()
  }
})

test('without a mobile number there is no box for texts either', async () => {
  await app.owner`DELETE FROM person_contacts WHERE person_id = 3`
  const olga = await app.asCustomer(town.olga)
  const own = { accountId: town.otherAccount }
  expect(await olga.api.readPreferences({ params: own })).toMatchObject({ texts: 'no-mobile', mobile: null })
  await expect(
    olga.api.changePreferences({ params: own, body: { choices, version: 0 } }),
  ).rejects.toMatchObject({
    body: { fields: [{ field: 'bill-ready.text', reason: 'texts-not-offered' }] },
  })
})

test('a viewer is offered no notice of overdue payments: the role may not pay', async () => {
  const john = await app.asCustomer(town.john)
  const { offered } = await john.api.readPreferences({ params })
  expect(offered).not.toContain('payment-overdue')
  expect((await john.get(path)).text).not.toContain('Payment overdue')
})
