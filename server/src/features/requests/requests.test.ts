import { afterAll, beforeAll, expect, test } from 'vitest'
import { actingAs } from '#features/masquerade/masquerade.fixture.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { detailsOf } from './rules.ts'

let app: TestApp
const accountId = town.mariaAccount
const requestsPath = `/accounts/${accountId}/requests`
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

async function addTask(webUserId: number, taskType: string, state: string, payload: object = {}) {
  const [task] = await app.owner`
    INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
      self_service_user_id, payload, correlation_id, created_at, updated_at)
    VALUES (${taskType}, ${state}, ${accountId}, 'customer', 'a', 'a@example.com', '192.0.2.1', ${webUserId},
      ${JSON.stringify(payload)}::text::jsonb, gen_random_uuid(), current_instant(), current_instant())
    RETURNING self_service_task_id AS task_id`
  const taskId = Number(task?.taskId)
  await app.owner`INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor, reason)
    VALUES (${taskId}, 1, current_instant() - interval '1 hour', 'pending', 'a', ''), (${taskId}, 2, current_instant(), ${state}, 'cis', 'a reason for staff')`
  return taskId
}

test('a request on the overview leads to its page, with its status, the next step and its details', async () => {
  const on = { stopOn: '2026-12-24', address: '12 Oak St', reason: 'moving' }
  const taskId = await addTask(town.maria, 'service-stop', 'error', on)
  const maria = await app.asCustomer(town.maria)
  const overview = await maria.get(`/accounts/${accountId}/overview`)
  expect(overview.text).toContain(`href="${requestsPath}/${taskId}"`)
  const { status, text } = await maria.get(`${requestsPath}/${taskId}`)
  expect(status).toBe(200)
  for (const words of [
    'Service stop',
    'Our staff is looking into it',
    'December 24, 2026',
    'Moving',
    String(taskId),
  ])
    expect(text).toContain(words)
  // The page declares its parent, and a parent's link its own text; the list's link has the title of the overview.
  const back = (page: string) =>
    /<a class="back-link" href="([^"]+)">.*?<\/svg>([^<]+)/.exec(page)?.slice(1).join(' ')
  expect(back(text)).toBe(`${requestsPath} All my requests`)
  expect(back((await maria.get(requestsPath)).text)).toBe(`/accounts/${accountId}/overview Overview`)
  // What staff wrote about it is theirs.
  expect(text).not.toContain('a reason for staff')
  expect((await maria.api.readRequest({ params: { accountId, taskId } })).steps).toMatchObject([
    { state: 'pending' },
    { state: 'error' },
  ])
})

test('lists final requests too, page by page, and only the customer’s own', async () => {
  for (let i = 0; i < 22; i++)
    await addTask(town.maria, 'meter-reading', 'completed', { reading: 1, unit: 'kWh' })
  const draft = await addTask(town.maria, 'service-add', 'draft')
  const johns = await addTask(town.john, 'appointment', 'pending')
  const maria = await app.asCustomer(town.maria)
  const params = { accountId }
  const first = await maria.api.listRequests({ params, query: {} })
  expect(first.requests).toHaveLength(20)
  const rest = await maria.api.listRequests({ params, query: { before: first.nextBefore ?? 0 } })
  expect(rest.nextBefore).toBeNull()
  const ids = [...first.requests, ...rest.requests].map(({ taskId }) => taskId)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).not.toContain(draft)
  expect(ids).not.toContain(johns)
  for (const taskId of [draft, johns, 1]) {
    expect((await maria.get(`${requestsPath}/${taskId}`)).status).toBe(404)
    await expect(maria.api.readRequest({ params: { accountId, taskId } })).rejects.toMatchObject({
      status: 404,
    })
  }
  const olga = await app.asCustomer(town.olga)
  await expect(olga.api.listRequests({ params, query: {} })).rejects.toMatchObject({ status: 403 })
  expect((await maria.get(`${requestsPath}?before=none`)).status).toBe(200)
})

test('a CSR in a masquerade sees the customer’s requests, and that support made one', async () => {
  const { view } = await actingAs(app, 'amara.okafor', { purposeReference: 'requests' })
  const { mailingAddress } = await view.api.readAccountInformation({ params: { accountId } })
  const { taskId } = await view.api.changeMailingAddress({
    params: { accountId },
    body: { ...mailingAddress, line1: '77 New Rd', version: mailingAddress.version },
  })
  const maria = await app.asCustomer(town.maria)
  const { text } = await maria.get(`${requestsPath}/${taskId}`)
  expect(text).toContain('Our support team, on your behalf')
  expect(text).toContain('77 New Rd')
  expect(text).toContain('before: 12 Oak St')
  expect((await view.get(requestsPath)).status).toBe(200)
})

test('shows replaced and new values of a payload, and no unchanged ones', () => {
  const before = { line1: 'Old 1', city: 'Port Ellis' }
  expect(detailsOf({ before, after: { line1: 'New 2', city: 'Port Ellis' } })).toEqual([
    { field: 'line1', before: 'Old 1', after: 'New 2' },
  ])
  expect(detailsOf({ paperless: { before: false, after: true } })).toEqual([
    { field: 'paperless', before: 'false', after: 'true' },
  ])
  const choices = {
    before: { outage: { email: true, text: false } },
    after: { outage: { email: true, text: true } },
  }
  expect(detailsOf(choices)).toEqual([{ field: 'outage.text', before: 'false', after: 'true' }])
  expect(detailsOf({ reading: 7, unit: 'kWh', note: null })).toEqual([
    { field: 'reading', before: null, after: '7' },
    { field: 'unit', before: null, after: 'kWh' },
  ])
  // What was empty, what is taken away, and what only looks different.
  const emptied = { line1: 'Old 1', line2: 'Apt 3', note: null }
  expect(detailsOf({ before: emptied, after: { line1: 'Old 1', line2: '', note: '' } })).toEqual([
    { field: 'line2', before: 'Apt 3', after: '' },
  ])
  expect(detailsOf({ before: { line2: 'Apt 3' }, after: {} })).toEqual([
    { field: 'line2', before: 'Apt 3', after: '' },
  ])
  expect(detailsOf({ before: null, after: { line1: 'New 2', line2: '' } })).toEqual([
    { field: 'line1', before: '', after: 'New 2' },
  ])
  for (const none of [null, 'text', [], {}]) expect(detailsOf(none)).toEqual([])
})
