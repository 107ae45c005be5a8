import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openCis } from '#integrations/cis/cis.fixture.ts'
import type { Cis } from '#integrations/cis/cis.ts'
import { TaskReport } from '#integrations/cis/task-report.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { projectFolder } from '../../project-folder.ts'
import { workTasks } from '../jobs/work-tasks.ts'
import { startWorker } from '../start-worker.ts'
import { cisLanes } from './cis-lanes.ts'
import { cisOutbox } from './cis-outbox.ts'
import { deliverNext } from './deliver-next.ts'
import { openToldServer } from './told-server.fixture.ts'

let house: TestApp
let standIn: Awaited<ReturnType<typeof openCis>>
let server: Awaited<ReturnType<typeof openToldServer>>
const taskDelivery = cisOutbox()
beforeAll(async () => {
  house = await createTestApp({ taskDelivery })
  standIn = await openCis()
})
afterAll(async () => {
  await standIn.close()
  await house.close()
})
beforeEach(async () => {
  server = await openToldServer()
  await house.owner`DELETE FROM cis_deliveries`
  await house.owner`UPDATE self_service_tasks SET due_at = NULL`
})
afterEach(() => server.close())

const toolsWith = (cis: Cis) => ({
  pool: house.database.worker,
  installation: testInstallation({ cis, taskDelivery }),
  signal: new AbortController().signal,
})
/** All that is due, one after the other. */
async function deliverAll(cis: Cis): Promise<number> {
  let count = 0
  while ((await deliverNext(toolsWith(cis), cis)) !== undefined) count += 1
  return count
}

/** Tasks whose effect in our own tables is made, in the outbox. */
async function finished(
  count = 1,
  accountId: number = town.mariaAccount,
  taskType = 'paperless',
): Promise<number[]> {
  const rows =
    await house.owner`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address,
      ip_address, self_service_user_id, payload, applied_at, correlation_id, created_at, updated_at)
    SELECT ${taskType}, 'processing', ${accountId}::bigint, 'customer', 'm.alvarez', 'm.alvarez@example.com', '192.0.2.10',
      ${town.maria}, '{"paperless": {"before": false, "after": true}}', current_instant(), gen_random_uuid(), current_instant(), current_instant()
    FROM generate_series(1, ${count}) RETURNING self_service_task_id AS task_id`
  const ids = rows.map(({ taskId }) => Number(taskId))
  await house.owner`INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor)
    SELECT unnest(${ids}::bigint[]), 1, current_instant(), 'processing', 'm.alvarez'`
  await house.owner`SELECT enqueue_cis_deliveries(${ids}::bigint[])`
  return ids
}
const one = async (accountId?: number, taskType?: string) => (await finished(1, accountId, taskType))[0] ?? 0
const of = async (taskId: number) =>
  (await house.owner`SELECT * FROM self_service_tasks WHERE self_service_task_id = ${taskId}`)[0]
const deliveryOf = async (taskId: number) =>
  (await house.owner`SELECT * FROM cis_deliveries WHERE self_service_task_id = ${taskId}`)[0]
const logOf = (taskId: number) =>
  house.owner`SELECT state, actor, reason FROM self_service_task_log WHERE self_service_task_id = ${taskId} ORDER BY position`
const toDosOf = (taskId: number) =>
  house.owner`SELECT subject, completed_at FROM to_dos WHERE self_service_task_id = ${taskId}`
const retry = async (taskId: number) => {
  const amara = await house.asCsr('amara.okafor')
  await amara.api.retryTask({
    params: { taskId },
    body: { version: (await of(taskId))?.version, reason: 'once more' },
  })
  await workTasks.run(toolsWith(standIn.client()))
}

const address = {
  line1: '40 Pier Rd',
  line2: '',
  city: 'Port Ellis',
  region: 'CA',
  postalCode: '92102',
  country: 'US',
}
/** Maria changes her address in the portal. */
async function changeAddress(line1 = address.line1): Promise<number> {
  const maria = await house.asCustomer(town.maria)
  const params = { accountId: town.mariaAccount }
  const { mailingAddress } = await maria.api.readAccountInformation({ params })
  const body = { ...address, line1, version: mailingAddress.version }
  return (await maria.api.changeMailingAddress({ params, body })).taskId
}

describe('a change in the portal', () => {
  test('stands at once, and is completed when the CIS has taken it: log, contact, record', async () => {
    const taskId = await changeAddress()
    expect(await of(taskId)).toMatchObject({ state: 'processing', version: 1 })
    expect((await of(taskId))?.appliedAt).not.toBeNull()
    const maria = await house.asCustomer(town.maria)
    const params = { accountId: town.mariaAccount }
    expect((await maria.api.readAccountInformation({ params })).mailingAddress.line1).toBe('40 Pier Rd')
    const contacts = () => house.owner`SELECT * FROM customer_contacts WHERE self_service_task_id = ${taskId}`
    expect(await contacts()).toHaveLength(0)

    expect(await deliverAll(standIn.client())).toBe(1)
    expect(await of(taskId)).toMatchObject({ state: 'completed', version: 2 })
    expect(await logOf(taskId)).toMatchObject([
      { state: 'processing', actor: 'm.alvarez' },
      { state: 'completed', actor: 'cis', reason: expect.stringMatching(/^CIS-/) },
    ])
    expect(await contacts()).toMatchObject([{ contactClass: 'self-service' }])
    const lines =
      await house.owner`SELECT * FROM record_entries WHERE self_service_task_id = ${taskId} AND action = 'task:deliver'`
    expect(lines).toMatchObject([
      { actorKind: 'system', accountId: town.mariaAccount, details: { answer: 'accepted' } },
    ])
  })

  test('is told with the four fields, before and after, and nothing of a secret', async () => {
    server.answering = () => 200
    const taskId = await changeAddress('41 Pier Rd')
    await deliverAll(server.client)
    const told = TaskReport.parse(JSON.parse(server.told[0]?.body ?? ''))
    expect(told).toMatchObject({
      version: 1,
      taskId,
      taskType: 'mailing-address',
      account: { accountId: town.mariaAccount },
      madeBy: {
        kind: 'customer',
        webUserId: 'm.alvarez',
        emailAddress: 'm.alvarez@example.com',
        selfServiceUserId: town.maria,
        csrId: null,
      },
      amount: null,
      payload: { after: { line1: '41 Pier Rd' } },
    })
    expect(told.payload.before).not.toEqual(told.payload.after)
  })

  test('that is rolled back is never told', async () => {
    const maria = await house.asCustomer(town.maria)
    const params = { accountId: town.mariaAccount }
    const stale = { ...address, line1: '1 Nowhere', version: 999 }
    await expect(maria.api.changeMailingAddress({ params, body: stale })).rejects.toMatchObject({
      status: 409,
    })
    expect(await house.owner`SELECT 1 FROM cis_deliveries`).toHaveLength(0)
  })

  test('is told by a worker within a second, by notice of the database', async () => {
    const installation = testInstallation({ cis: server.client, taskDelivery })
    const worker = startWorker({ database: house.database, installation })
    const began = performance.now()
    const first = await changeAddress('42 Pier Rd')
    await server.arrived(1)
    expect(performance.now() - began).toBeLessThan(5_000)
    // The next one of the account is told when the first is completed.
    const second = await changeAddress('43 Pier Rd')
    await server.arrived(2)
    await worker.stop()
    expect(server.ids()).toEqual([first, second])
    expect(await of(first)).toMatchObject({ state: 'completed' })
  })
})

describe('refused', () => {
  test('it is in error with the words of the CIS, and a person is asked; tried again it goes under the same key', async () => {
    await standIn.beIn('refuse-next')
    const taskId = await changeAddress('44 Pier Rd')
    await deliverAll(standIn.client())
    const reason = 'The customer information system was asked to refuse this task.'
    expect(await of(taskId)).toMatchObject({ state: 'error', failure: reason })
    expect(await logOf(taskId)).toMatchObject([{}, { state: 'error', actor: 'cis', reason }])
    expect(await toDosOf(taskId)).toMatchObject([{ subject: 'task-failed', completedAt: null }])

    await retry(taskId)
    expect(await of(taskId)).toMatchObject({ state: 'processing' })
    await deliverAll(standIn.client())
    expect(await of(taskId)).toMatchObject({ state: 'completed', failure: null })
    expect((await toDosOf(taskId))[0]?.completedAt).not.toBeNull()
    const bodies = (await standIn.arrivals()).filter(({ key }) => key === String(taskId))
    expect(bodies.map(({ outcome }) => outcome)).toEqual(['accepted', 'refused'])
    expect(bodies[0]?.body).toBe(bodies[1]?.body)
  })

  test('it can be discarded; one that the CIS has in hand can be neither discarded nor completed by hand', async () => {
    server.answering = () => 422
    const [refused, waiting] = [await one(), await one(town.otherAccount, 'service-start')]
    await house.owner`UPDATE cis_deliveries SET next_attempt_at = 'infinity' WHERE self_service_task_id = ${waiting}`
    await deliverAll(server.client)
    const ines = await house.asCsr('ines.ferreira')
    const asked = (taskId: number, version: number) => ({
      params: { taskId },
      body: { version, reason: 'not wanted' },
    })
    await expect(ines.api.discardTask(asked(waiting, 1))).rejects.toMatchObject({
      body: { reason: 'told-to-cis' },
    })
    await expect(ines.api.completeTaskByHand(asked(waiting, 1))).rejects.toMatchObject({
      body: { reason: 'told-to-cis' },
    })
    await ines.api.discardTask(asked(refused, 2))
    expect(await of(refused)).toMatchObject({ state: 'discarded' })
    // What was a person's work before there was a CIS stays one.
    await house.owner`DELETE FROM cis_deliveries`
    await ines.api.completeTaskByHand(asked(waiting, 1))
  })

  test('it is not told after a later change of the same has been', async () => {
    server.answering = (taskId) => (taskId === first ? 422 : 200)
    const first = await one()
    const second = await one()
    const other = await one(town.mariaAccount, 'meter-reading')
    await deliverAll(server.client)
    expect(server.ids()).toEqual([first, second, other])
    await retry(first)
    await deliverAll(server.client)
    expect(server.ids()).toEqual([first, second, other])
    expect(await of(first)).toMatchObject({ state: 'error', failure: 'replaced-by-later-task' })
  })
})

describe('an account’s tasks are told one after the other', () => {
  test('a later one waits for the answer to the earlier one; other accounts do not', async () => {
    server.answering = (taskId) => (taskId === slow ? undefined : 200)
    const slow = await one()
    const later = await one()
    const elsewhere = await one(town.otherAccount)
    const telling = deliverNext(toolsWith(server.client), server.client)
    await server.arrived(1)
    await deliverAll(server.client)
    expect(server.ids()).toEqual([slow, elsewhere])
    server.told[0]?.answer.writeHead(200).end()
    await telling
    await deliverAll(server.client)
    expect(server.ids()).toEqual([slow, elsewhere, later])
  })

  test('whatever number of workers looks at once, each is told once, and in order', async () => {
    const ids = await finished(25)
    const others = await finished(25, town.otherAccount)
    // Who finds nothing due, as another has the head of the line in hand, looks again.
    const left = async () => (await house.owner`SELECT 1 FROM cis_deliveries WHERE state = 'waiting'`).length
    const worker = async () => {
      while ((await left()) > 0) await deliverNext(toolsWith(server.client), server.client)
    }
    await Promise.all([worker(), worker(), worker(), worker()])
    const told = server.ids()
    expect(told.filter((id) => ids.includes(id))).toEqual(ids)
    expect(told.filter((id) => others.includes(id))).toEqual(others)
    expect(told).toHaveLength(50)
  })

  test('one that is refused stands aside, and comes back to its place', async () => {
    const refused = await one(town.mariaAccount, 'meter-reading')
    const later = await one(town.mariaAccount, 'meter-reading')
    server.answering = (taskId, times) => (taskId === refused && times === 1 ? 422 : 200)
    await deliverAll(server.client)
    expect(server.ids()).toEqual([refused, later])
    await retry(refused)
    const last = await one(town.mariaAccount, 'meter-reading')
    await deliverAll(server.client)
    expect(server.ids()).toEqual([refused, later, refused, last])
    const sequence = ({ body }: { body: string }) => JSON.parse(body).sequence
    const [a, b, c, d] = server.told.map(sequence)
    expect([a < b, a === c, c < d]).toEqual([true, true, true])
  })

  test('one that comes back waits for the answer to another of its account', async () => {
    const refused = await one(town.mariaAccount, 'meter-reading')
    server.answering = () => 422
    await deliverAll(server.client)
    const slow = await one(town.mariaAccount, 'meter-reading')
    server.answering = (taskId) => (taskId === slow ? undefined : 200)
    const telling = deliverNext(toolsWith(server.client), server.client)
    await server.arrived(2)
    await retry(refused)
    expect(await deliverAll(server.client)).toBe(0)
    server.told[1]?.answer.writeHead(200).end()
    await telling
    expect(await deliverAll(server.client)).toBe(1)
    expect(server.ids()).toEqual([refused, slow, refused])
  })

  test('none stays behind that came while the one before it was answered', async () => {
    const made: Promise<number[]>[] = [finished(1)]
    for (let i = 0; i < 25; i += 1) {
      made.push(finished(1))
      await deliverNext(toolsWith(server.client), server.client)
    }
    const ids = (await Promise.all(made)).flat()
    await deliverAll(server.client)
    expect(server.ids().sort()).toEqual(ids.sort())
  })

  test('of two that are made at once the one that commits first is told first', async () => {
    const made = await house.owner.begin(async (sql) => {
      // Whoever changes the account has its row, and with it the line.
      await sql`UPDATE accounts SET version = version + 1 WHERE account_id = ${town.mariaAccount}`
      const second = one()
      await house.owner`SELECT 1`
      const [row] =
        await sql`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, ip_address, payload,
          correlation_id, created_at, updated_at)
        VALUES ('paperless', 'processing', ${town.mariaAccount}, 'visitor', '192.0.2.1', '{}', gen_random_uuid(), now(), now())
        RETURNING self_service_task_id AS id`
      await sql`SELECT enqueue_cis_deliveries(ARRAY[${row?.id}]::bigint[])`
      return { first: Number(row?.id), second }
    })
    const second = await made.second
    await deliverAll(server.client)
    expect(server.ids()).toEqual([made.first, second])
  })
})

describe('nothing is lost, and nothing is taken twice', () => {
  test('down, then up: what waits is told in order, and none is in error for it', async () => {
    const ids = await finished(3)
    await standIn.beIn('down')
    for (let i = 0; i < 20; i += 1) {
      await house.advanceClock('6 minutes')
      await deliverNext(toolsWith(standIn.client()), standIn.client())
    }
    for (const id of ids) expect(await of(id)).toMatchObject({ state: 'processing' })
    expect(await deliveryOf(ids[0] ?? 0)).toMatchObject({ failures: 1, claims: 20 })
    await standIn.beIn('accept')
    await house.advanceClock('1 minute')
    await deliverAll(standIn.client())
    for (const id of ids) expect(await of(id)).toMatchObject({ state: 'completed' })
    const taken = (await standIn.arrivals())
      .filter(({ key }) => ids.includes(Number(key)))
      .map(({ key }) => Number(key))
    expect(taken.reverse()).toEqual(ids)
  })

  test('with the CIS gone the lanes wait for it together', async () => {
    await finished(1)
    await finished(1, town.otherAccount)
    const gone = standIn.client({ url: 'http://127.0.0.1:1/tasks' })
    const [lane, next] = cisLanes()
    await lane?.run(toolsWith(gone))
    await next?.run(toolsWith(gone))
    expect(await house.owner`SELECT sum(claims)::int AS n FROM cis_deliveries`).toMatchObject([{ n: 1 }])
    expect(await next?.nextInMs?.(toolsWith(gone))).toBeGreaterThan(0)
  })

  test('one that always fails is in error after a while, as others are answered meanwhile', async () => {
    const poison = await one()
    server.answering = (taskId) => (taskId === poison ? 500 : 200)
    for (let i = 1; i <= 12; i += 1) {
      await house.advanceClock('6 minutes')
      await finished(1, town.otherAccount)
      expect(await of(poison)).toMatchObject({ state: 'processing' })
      await deliverAll(server.client)
    }
    expect(await of(poison)).toMatchObject({ state: 'error', failure: 'answered-500' })
    expect(await toDosOf(poison)).toHaveLength(1)
  })

  test('a worker is killed with kill -9 after the CIS has taken it: told again under the same key, completed once', async () => {
    server.answering = () => undefined
    const taskId = await one()
    const fixture = path.join(projectFolder(), 'server/src/tasks/cis/cis-worker.fixture.ts')
    const child = fork(fixture, [house.url, server.url], { execArgv: ['--import', 'tsx'] })
    const gone = once(child, 'exit')
    await server.arrived(1)
    child.kill('SIGKILL')
    await gone
    expect(await of(taskId)).toMatchObject({ state: 'processing' })
    server.answering = () => 200
    expect(await deliverAll(server.client)).toBe(0)
    await house.advanceClock('2 minutes')
    expect(await deliverAll(server.client)).toBe(1)
    expect(server.ids()).toEqual([taskId, taskId])
    expect(server.told[0]?.body).toBe(server.told[1]?.body)
    expect(await of(taskId)).toMatchObject({ state: 'completed', version: 2 })
    expect(await logOf(taskId)).toHaveLength(2)
  })

  test('who comes back late with an answer changes nothing: another has told it since', async () => {
    server.answering = (_taskId, times) => (times === 1 ? undefined : 200)
    const taskId = await one()
    const late = deliverNext(toolsWith(server.client), server.client)
    await server.arrived(1)
    await house.advanceClock('2 minutes')
    await deliverAll(server.client)
    expect(await of(taskId)).toMatchObject({ state: 'completed' })
    server.told[0]?.answer.writeHead(422).end()
    await late
    expect(await of(taskId)).toMatchObject({ state: 'completed', version: 2 })
    expect(await deliveryOf(taskId)).toMatchObject({ state: 'accepted', claims: 2 })
  })

  test('a stop leaves what is under way to who comes next, at once', async () => {
    server.answering = (_taskId, times) => (times === 1 ? undefined : 200)
    const taskId = await one()
    const stopping = new AbortController()
    const telling = deliverNext({ ...toolsWith(server.client), signal: stopping.signal }, server.client)
    await server.arrived(1)
    stopping.abort()
    expect(await telling).toBeUndefined()
    await deliverAll(server.client)
    expect(await of(taskId)).toMatchObject({ state: 'completed' })
  })
})

test('the outbox is the worker’s: portal and view see nothing of it, the desk no word of what is told', async () => {
  await one()
  const { portal, view, desk } = house.database
  for (const pool of [portal, view])
    await expect(pool`SELECT state FROM cis_deliveries`).rejects.toThrow('permission denied')
  expect(await desk`SELECT state FROM cis_deliveries`).toMatchObject([{ state: 'waiting' }])
  await expect(desk`SELECT body FROM cis_deliveries`).rejects.toThrow('permission denied')
  await expect(portal`DELETE FROM cis_deliveries`).rejects.toThrow('permission denied')
})
