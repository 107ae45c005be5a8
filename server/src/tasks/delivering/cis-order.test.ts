import { expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { useCisApp } from './cis-app.fixture.ts'
import { deliverNext } from './deliver-next.ts'

const cis = useCisApp()
const { toolsWith, deliverAll, finished, one, retry } = cis

test('holds a later delivery until the earlier one is answered; other accounts do not wait', async () => {
  cis.server.answering = (taskId) => (taskId === slow ? undefined : 200)
  const slow = await one()
  const later = await one()
  const elsewhere = await one(town.otherAccount)
  const telling = deliverNext(toolsWith(cis.server.client), cis.server.client)
  await cis.server.arrived(1)
  await deliverAll(cis.server.client)
  expect(cis.server.ids()).toEqual([slow, elsewhere])
  cis.server.told[0]?.response.writeHead(200).end()
  await telling
  await deliverAll(cis.server.client)
  expect(cis.server.ids()).toEqual([slow, elsewhere, later])
})

test('sends each delivery once and in order, whatever the number of workers', async () => {
  const ids = await finished(25)
  const others = await finished(25, town.otherAccount)
  // A worker that finds nothing due because another one holds the head of the line looks again.
  const left = async () => (await cis.app.owner`SELECT 1 FROM cis_deliveries WHERE state = 'waiting'`).length
  const worker = async () => {
    while ((await left()) > 0) await deliverNext(toolsWith(cis.server.client), cis.server.client)
  }
  await Promise.all([worker(), worker(), worker(), worker()])
  const told = cis.server.ids()
  expect(told.filter((id) => ids.includes(id))).toEqual(ids)
  expect(told.filter((id) => others.includes(id))).toEqual(others)
  expect(told).toHaveLength(50)
})

test('a refused delivery lets the next ones pass, and a retry returns it to its place', async () => {
  const refused = await one(town.mariaAccount, 'meter-reading')
  const later = await one(town.mariaAccount, 'meter-reading')
  cis.server.answering = (taskId, times) => (taskId === refused && times === 1 ? 422 : 200)
  await deliverAll(cis.server.client)
  expect(cis.server.ids()).toEqual([refused, later])
  await retry(refused)
  const last = await one(town.mariaAccount, 'meter-reading')
  await deliverAll(cis.server.client)
  expect(cis.server.ids()).toEqual([refused, later, refused, last])
  const sequence = ({ body }: { body: string }) => JSON.parse(body).sequence
  const [a, b, c, d] = cis.server.told.map(sequence)
  expect([a < b, a === c, c < d]).toEqual([true, true, true])
})

test('a retried delivery waits for the answer to another one of its account', async () => {
  const refused = await one(town.mariaAccount, 'meter-reading')
  cis.server.answering = () => 422
  await deliverAll(cis.server.client)
  const slow = await one(town.mariaAccount, 'meter-reading')
  cis.server.answering = (taskId) => (taskId === slow ? undefined : 200)
  const telling = deliverNext(toolsWith(cis.server.client), cis.server.client)
  await cis.server.arrived(2)
  await retry(refused)
  expect(await deliverAll(cis.server.client)).toBe(0)
  cis.server.told[1]?.response.writeHead(200).end()
  await telling
  expect(await deliverAll(cis.server.client)).toBe(1)
  expect(cis.server.ids()).toEqual([refused, slow, refused])
})

test('sends a delivery that was written while the one before it was answered', async () => {
  const made: Promise<number[]>[] = [finished(1)]
  for (let i = 0; i < 25; i += 1) {
    made.push(finished(1))
    await deliverNext(toolsWith(cis.server.client), cis.server.client)
  }
  const ids = (await Promise.all(made)).flat()
  await deliverAll(cis.server.client)
  expect(cis.server.ids().sort()).toEqual(ids.sort())
})

test('sends first the delivery that commits first', async () => {
  const made = await cis.app.owner.begin(async (sql) => {
    // A transaction that changes the account locks its row, and with it the line.
    await sql`UPDATE accounts SET version = version + 1 WHERE account_id = ${town.mariaAccount}`
    const second = one()
    await cis.app.owner`SELECT 1`
    const [row] =
      await sql`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, ip_address, payload,
        applied_at, correlation_id, created_at, updated_at)
      VALUES ('paperless', 'processing', ${town.mariaAccount}, 'visitor', '192.0.2.1', '{}', now(), gen_random_uuid(), now(), now())
      RETURNING self_service_task_id AS id`
    await sql`SELECT enqueue_cis_deliveries(ARRAY[${row?.id}]::bigint[])`
    return { first: Number(row?.id), second }
  })
  const second = await made.second
  await deliverAll(cis.server.client)
  expect(cis.server.ids()).toEqual([made.first, second])
})
