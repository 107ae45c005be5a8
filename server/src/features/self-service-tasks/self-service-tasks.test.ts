import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
let amara: Browser
let mine: number
beforeAll(async () => {
  app = await createTestApp()
  amara = await app.asCsr('amara.okafor')
  const maria = await app.asCustomer(town.maria)
  const address = {
    line1: '40 Pier Rd',
    line2: '',
    city: 'Port Ellis',
    region: 'CA',
    postalCode: '92101',
    country: 'US',
  }
  const changed = await maria.api.changeMailingAddress({
    params: { accountId: town.mariaAccount },
    body: { ...address, version: 1 },
  })
  mine = changed.taskId ?? 0
  await insert({
    id: 1,
    state: 'pending',
    type: 'outage-report',
    account: town.mariaAccount,
    csr: 'amara.okafor',
    at: '2026-03-01T07:59:59Z',
  })
  await insert({
    id: 2,
    state: 'draft',
    type: 'paperless',
    account: town.otherAccount,
    at: '2026-03-01T08:00:00Z',
  })
  await insert({
    id: 3,
    state: 'error',
    type: 'one-time-payment',
    account: town.otherAccount,
    csr: 'ines.ferreira',
    at: '2026-03-02T07:59:59Z',
  })
  await app.owner`UPDATE self_service_tasks SET amount_cents = 4200, currency = 'USD' WHERE self_service_task_id = 3`
  await app.owner`UPDATE self_service_tasks SET assigned_csr_id = 'amara.okafor' WHERE self_service_task_id = 1`
  await app.owner`UPDATE self_service_tasks SET assigned_csr_group = 'call-centre' WHERE self_service_task_id = 2`
})
afterAll(() => app.close())

type Made = { id: number; state: string; type: string; account: number; csr?: string; at: string }
/** By a CSR at the desk, or by Olga herself. */
const insert = ({ id, state, type, account, csr = '', at }: Made) => app.owner`
  INSERT INTO self_service_tasks (self_service_task_id, task_type, state, account_id, actor_kind, web_user_id, csr_id, email_address,
    ip_address, self_service_user_id, payload, correlation_id, created_at, updated_at)
  VALUES (${id}, ${type}, ${state}, ${account}, ${csr ? 'csr' : 'customer'}, ${csr || 'o.petrova'}, ${csr || null},
    ${csr ? null : 'o.petrova@example.com'}, '2001:db8::7', ${csr ? null : town.olga}, '{}',
    ${`00000000-0000-4000-8000-00000000000${id}`}, ${at}, ${at})`

type Body = Parameters<Browser['api']['queryTasks']>[0]['body']
const idsOf = async (body: Body) => (await amara.api.queryTasks({ body })).tasks.map((task) => task.taskId)

test('shows the four fields of the customer, or of the CSR, who made the task', async () => {
  const { tasks } = await amara.api.queryTasks({ body: { accountId: town.mariaAccount } })
  expect(tasks).toMatchObject([
    {
      taskId: mine,
      customerName: 'Maria Alvarez',
      madeBy: 'customer',
      webUserId: 'm.alvarez',
      emailAddress: 'm.alvarez@example.com',
      ipAddress: '192.0.2.10',
      selfServiceUserId: town.maria,
    },
    {
      taskId: 1,
      madeBy: 'csr',
      webUserId: 'amara.okafor',
      emailAddress: null,
      ipAddress: '2001:db8::7',
      selfServiceUserId: null,
      assignedTo: 'amara.okafor',
    },
  ])
})

test('finds tasks by every filter, alone and combined, the newest first', async () => {
  const all = [mine, 3, 2, 1]
  const cases: [Body, number[]][] = [
    [{}, all],
    [{ customerName: 'alvarez' }, [mine, 1]],
    [{ customerName: 'petr' }, [3, 2]],
    [{ customerName: 'nobody' }, []],
    [{ accountId: town.otherAccount }, [3, 2]],
    [{ taskId: 2 }, [2]],
    [{ webUser: 'M.ALV' }, [mine]],
    [{ webUser: 'alv' }, []],
    [{ webUser: '_' }, []],
    [{ webUserId: town.olga }, [2]],
    [{ csrId: 'amara.okafor' }, [1]],
    [{ correlationId: '00000000-0000-4000-8000-000000000003' }, [3]],
    // Of the first of March in Los Angeles, where it is eight hours earlier.
    [{ from: '2026-03-01', to: '2026-03-01' }, [3, 2]],
    [{ to: '2026-02-28' }, [1]],
    [{ taskTypes: ['paperless', 'mailing-address'] }, [mine, 2]],
    [{ taskTypes: ['paperless', 'paperless'], sort: 'type', direction: 'ascending' }, [2]],
    [{ states: ['error'] }, [3]],
    [{ states: ['error', 'completed'], show: 'open' }, [3]],
    [{ states: ['completed'], show: 'open' }, []],
    [{ leastCents: 4200 }, [3]],
    [{ mostCents: 4199 }, []],
    [{ assigned: 'me' }, [1]],
    [{ assigned: 'my-groups' }, [2]],
    [{ assigned: 'nobody' }, [mine, 3]],
    [{ age: 'today' }, [mine]],
    [{ age: 'over-30', madeBy: 'csr' }, [3, 1]],
    [{ sort: 'created', direction: 'ascending' }, [1, 2, 3, mine]],
    [{ sort: 'type', direction: 'ascending' }, [mine, 3, 1, 2]],
    [{ sort: 'state', direction: 'ascending' }, [2, 1, 3, mine]],
    [{ sort: 'amount', direction: 'descending' }, [3]],
    [{ show: 'non-final' }, [3, 2, 1]],
    [{ show: 'open' }, [3, 1]],
    [{ madeBy: 'customer' }, [mine, 2]],
    [{ madeBy: 'csr' }, [3, 1]],
    [{ madeBy: 'csr', accountId: town.otherAccount, show: 'open' }, [3]],
  ]
  for (const [body, ids] of cases) expect([body, await idsOf(body)]).toEqual([body, ids])
})

test('returns fifty tasks a page, and continues after the last one', async () => {
  await app.owner`INSERT INTO self_service_tasks (self_service_task_id, task_type, state, actor_kind, ip_address, payload, correlation_id, created_at, updated_at)
    SELECT 1000 + i, 'service-start', 'pending', 'visitor', '192.0.2.1', '{}', gen_random_uuid(), now(), now() FROM generate_series(1, 60) i`
  const body: Body = { taskTypes: ['service-start'] }
  const first = await amara.api.queryTasks({ body })
  expect([first.tasks.length, first.tasks.at(-1)?.taskId]).toEqual([50, 1011])
  expect(first.tasks[0]).toMatchObject({
    taskId: 1060,
    madeBy: 'visitor',
    webUserId: null,
    customerName: null,
  })
  const cursor = first.nextCursor ?? ''
  const second = await amara.api.queryTasks({ body: { ...body, cursor } })
  expect([second.tasks.length, second.tasks[0]?.taskId, second.nextCursor]).toEqual([10, 1010, null])
  for (const wrong of ['', 'x', cursor.slice(3), Buffer.from('[]').toString('base64url')])
    await expect(amara.api.queryTasks({ body: { ...body, cursor: wrong } })).rejects.toMatchObject({
      status: 422,
      body: { fields: [{ field: 'cursor' }] },
    })
  // A cursor is a place in one order.
  await expect(amara.api.queryTasks({ body: { ...body, sort: 'type', cursor } })).rejects.toMatchObject({
    status: 422,
  })
})

test('shows a task with its change and its log, and records that it was opened', async () => {
  const task = await amara.api.readTask({ params: { taskId: mine } })
  expect(task).toMatchObject({
    taskId: mine,
    state: 'completed',
    webUserName: 'm.alvarez',
    preparedBy: null,
    originatingTaskId: null,
    masqueradeId: null,
    amountCents: null,
    log: [{ state: 'completed', actor: 'm.alvarez', reason: '' }],
  })
  expect(task.payload).toContainEqual({ field: 'line1', value: '40 Pier Rd', before: '12 Oak St' })
  expect(await amara.api.readTask({ params: { taskId: 3 } })).toMatchObject({
    amountCents: 4200,
    currency: 'USD',
  })
  const lines =
    await app.owner`SELECT * FROM record_entries WHERE self_service_task_id = ${mine} AND event = 'read'`
  expect(lines).toMatchObject([
    { action: 'task:view', csrId: 'amara.okafor', accountId: town.mariaAccount, webUserId: town.maria },
  ])
  await expect(amara.api.readTask({ params: { taskId: 999 } })).rejects.toMatchObject({ status: 404 })
})

test('refuses malformed filters with 422, and refuses visitors and customers', async () => {
  await expect(amara.api.queryTasks({ body: { from: '2026-02-30' } })).rejects.toMatchObject({ status: 422 })
  await expect(amara.api.queryTasks({ body: { show: 'some' as never } })).rejects.toMatchObject({
    status: 422,
  })
  const maria = await app.asCustomer(town.maria)
  await expect(maria.api.queryTasks({ body: {} })).rejects.toMatchObject({ body: { reason: 'staff-only' } })
  await expect(maria.api.readTask({ params: { taskId: mine } })).rejects.toMatchObject({ status: 403 })
  await expect(app.visitor().api.queryTasks({ body: {} })).rejects.toMatchObject({ status: 401 })
})
