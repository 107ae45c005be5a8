import { Refused } from '@porchlight/contract/client.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { deferredServer, runHook, settled } from '../../testing/run-hook.fixture.ts'
import { type Batch, interruptedBatch } from './batch.ts'
import { useBatch } from './use-batch.ts'

type Done = { state: string }
const memory = new Map<string, string>()
const storage = {
  getItem: (key: string) => memory.get(key) ?? null,
  setItem: (key: string, value: string) => void memory.set(key, value),
  removeItem: (key: string) => void memory.delete(key),
} as Storage
const page = new EventTarget()
beforeEach(() => {
  memory.clear()
  vi.stubGlobal('sessionStorage', storage)
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const batch: Batch = {
  csrId: 'amara.okafor',
  offered: { action: 'retry', to: 'pending', may: 'ok', needs: [] } as unknown as Batch['offered'],
  rows: [1, 2, 3, 4, 5].map((taskId) => ({
    task: { taskId, version: 1, taskType: 'paperless', state: 'error' } as Batch['rows'][number]['task'],
    outcome: { kind: 'waiting' },
  })),
}
async function begin(first = batch) {
  const server = deferredServer<Done>()
  const hook = runHook(useBatch, first, server)
  await hook.shown
  void hook.now.run({ reason: '' })
  await settled()
  return { server, hook, kinds: () => hook.now.rows.map(({ outcome }) => outcome.kind) }
}
const asksBeforeLeaving = () => {
  const event = new Event('beforeunload', { cancelable: true })
  page.dispatchEvent(event)
  return event.defaultPrevented
}

test('sends three requests at a time, and the next when one is answered', async () => {
  const { server, hook, kinds } = await begin()
  expect(kinds()).toEqual(['running', 'running', 'running', 'waiting', 'waiting'])
  expect(asksBeforeLeaving()).toBe(true)
  await server.requests[1]?.answer({ state: 'pending' })
  expect(kinds()).toEqual(['running', 'done', 'running', 'running', 'waiting'])
  for (const nth of [0, 2, 3]) await server.requests[nth]?.answer({ state: 'pending' })
  expect(hook.now.phase).toBe('running')
  await server.requests[4]?.answer({ state: 'pending' })
  expect(kinds()).toEqual(Array(5).fill('done'))
  expect(hook.now.phase).toBe('over')
  expect(asksBeforeLeaving()).toBe(false)
})

test('loses no outcome of two responses that arrive between two renders', async () => {
  const { server, kinds } = await begin()
  await Promise.all([
    server.requests[0]?.answer({ state: 'pending' }),
    server.requests[1]?.refuse(new Refused(409, { reason: 'version-conflict' })),
  ])
  expect(kinds().slice(0, 2)).toEqual(['done', 'not'])
})

test('stops before the next task: awaits requests in flight, and leaves the rest waiting', async () => {
  const { server, hook, kinds } = await begin()
  hook.now.stop()
  await settled()
  expect(hook.now.isStopping).toBe(true)
  for (const request of server.requests) await request.answer({ state: 'pending' })
  expect(kinds()).toEqual(['done', 'done', 'done', 'waiting', 'waiting'])
  expect(server.requests).toHaveLength(3)
  expect(hook.now.phase).toBe('over')
})

test('stops at the first request without a response, and retries that task when it continues', async () => {
  const { server, hook, kinds } = await begin()
  await server.requests[0]?.refuse(new Refused(503, { reason: 'out-of-order' }))
  for (const nth of [1, 2]) await server.requests[nth]?.answer({ state: 'pending' })
  expect(kinds()).toEqual(['unknown', 'done', 'done', 'waiting', 'waiting'])
  void hook.now.run({ reason: '' })
  await settled()
  expect(server.requests.slice(3).map(({ input }) => (input as { params: object }).params)).toEqual([
    { taskId: 1, action: 'retry' },
    { taskId: 4, action: 'retry' },
    { taskId: 5, action: 'retry' },
  ])
})

test('sends nothing on a second click while it runs', async () => {
  const { server, hook } = await begin()
  void hook.now.run({ reason: '' })
  await settled()
  expect(server.requests).toHaveLength(3)
})

test('keeps the batch from the first request on, and marks requests in flight as unknown after a reload', async () => {
  const { server } = await begin()
  expect(interruptedBatch(storage, 'amara.okafor')?.rows.map(({ outcome }) => outcome.kind)).toEqual([
    'unknown',
    'unknown',
    'unknown',
    'waiting',
    'waiting',
  ])
  await server.requests[0]?.answer({ state: 'pending' })
  expect(interruptedBatch(storage, 'amara.okafor')?.rows[0]?.outcome.kind).toBe('done')
  expect(interruptedBatch(storage, 'somebody.else')).toBeUndefined()
})

test('stops when the CSR leaves the screen', async () => {
  const { server, hook } = await begin()
  await hook.leave()
  for (const request of server.requests.slice()) await request.answer({ state: 'pending' })
  expect(server.requests).toHaveLength(3)
})
