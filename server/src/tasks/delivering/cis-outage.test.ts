import { afterAll, beforeAll, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { openWorkerProcesses } from '#worker/worker-processes.fixture.ts'
import { useCisApp } from './cis-app.fixture.ts'
import { cisLanes } from './cis-lanes.ts'
import { deliverNext } from './deliver-next.ts'

let workers: Awaited<ReturnType<typeof openWorkerProcesses>>
beforeAll(async () => {
  workers = await openWorkerProcesses()
})
afterAll(() => workers.close())

const cis = useCisApp()
const { toolsWith, deliverAll, finished, one, of, deliveryOf, logOf, toDosOf } = cis

test('after an outage sends the waiting deliveries in order and puts none in error', async () => {
  const ids = await finished(3)
  await cis.standIn.beIn('down')
  for (let i = 0; i < 20; i += 1) {
    await cis.app.advanceClock('6 minutes')
    await deliverNext(toolsWith(cis.standIn.client()), cis.standIn.client())
  }
  for (const id of ids) expect(await of(id)).toMatchObject({ state: 'processing' })
  expect(await deliveryOf(ids[0] ?? 0)).toMatchObject({ failures: 1, claims: 20 })
  await cis.standIn.beIn('accept')
  await cis.app.advanceClock('1 minute')
  await deliverAll(cis.standIn.client())
  for (const id of ids) expect(await of(id)).toMatchObject({ state: 'completed' })
  const taken = (await cis.standIn.arrivals())
    .filter(({ key }) => ids.includes(Number(key)))
    .map(({ key }) => Number(key))
  expect(taken.reverse()).toEqual(ids)
})

test('pauses the deliveries of every account while the CIS is down', async () => {
  await finished(1)
  await finished(1, town.otherAccount)
  const gone = cis.standIn.client({ url: 'http://127.0.0.1:1/tasks' })
  const [lane, next] = cisLanes()
  await lane?.run(toolsWith(gone))
  await next?.run(toolsWith(gone))
  expect(await cis.app.owner`SELECT sum(claims)::int AS n FROM cis_deliveries`).toMatchObject([{ n: 1 }])
  expect(await next?.nextInMs?.(toolsWith(gone))).toBeGreaterThan(0)
})

test('puts a delivery in error that keeps failing while the CIS answers others', async () => {
  const poison = await one()
  cis.server.answering = (taskId) => (taskId === poison ? 500 : 200)
  for (let i = 1; i <= 12; i += 1) {
    await cis.app.advanceClock('6 minutes')
    await finished(1, town.otherAccount)
    expect(await of(poison)).toMatchObject({ state: 'processing' })
    await deliverAll(cis.server.client)
  }
  expect(await of(poison)).toMatchObject({ state: 'error', failure: 'answered-500' })
  expect(await toDosOf(poison)).toHaveLength(1)
})

test('after kill -9 sends an accepted delivery again under the same key and completes it once', async () => {
  cis.server.answering = () => undefined
  const taskId = await one()
  const worker = workers.load({ databaseUrl: cis.app.url, cisUrl: cis.server.url })
  await worker.begin()
  await worker.until(cis.server.arrived(1))
  await worker.kill()
  expect(await of(taskId)).toMatchObject({ state: 'processing' })
  cis.server.answering = () => 200
  expect(await deliverAll(cis.server.client)).toBe(0)
  await cis.app.advanceClock('2 minutes')
  expect(await deliverAll(cis.server.client)).toBe(1)
  expect(cis.server.ids()).toEqual([taskId, taskId])
  expect(cis.server.told[0]?.body).toBe(cis.server.told[1]?.body)
  expect(await of(taskId)).toMatchObject({ state: 'completed', version: 2 })
  expect(await logOf(taskId)).toHaveLength(2)
})

test('ignores the late answer of a worker whose claim another worker has taken over', async () => {
  cis.server.answering = (_taskId, times) => (times === 1 ? undefined : 200)
  const taskId = await one()
  const late = deliverNext(toolsWith(cis.server.client), cis.server.client)
  await cis.server.arrived(1)
  await cis.app.advanceClock('2 minutes')
  await deliverAll(cis.server.client)
  expect(await of(taskId)).toMatchObject({ state: 'completed' })
  cis.server.told[0]?.response.writeHead(422).end()
  await late
  expect(await of(taskId)).toMatchObject({ state: 'completed', version: 2 })
  expect(await deliveryOf(taskId)).toMatchObject({ state: 'accepted', claims: 2 })
})

test('on a stop releases the in-flight delivery to the next worker at once', async () => {
  cis.server.answering = (_taskId, times) => (times === 1 ? undefined : 200)
  const taskId = await one()
  const stopping = new AbortController()
  const telling = deliverNext({ ...toolsWith(cis.server.client), signal: stopping.signal }, cis.server.client)
  await cis.server.arrived(1)
  stopping.abort()
  expect(await telling).toBeUndefined()
  await deliverAll(cis.server.client)
  expect(await of(taskId)).toMatchObject({ state: 'completed' })
})
