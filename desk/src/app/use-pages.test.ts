import { Refused } from '@porchlight/contract/client.ts'
import { expect, test } from 'vitest'
import { deferredServer, runHook, settled } from '../testing/run-hook.fixture.ts'
import { usePages } from './use-pages.ts'

type Row = { id: number; text: string }
type Page = { rows: Row[]; nextBefore: number | null }
const page = (ids: number[], nextBefore: number | null = null, text = 'as it was'): Page => ({
  rows: ids.map((id) => ({ id, text })),
  nextBefore,
})
const start = (server: ReturnType<typeof deferredServer<Page>>) =>
  runHook(
    ({ key }: { key: string }) =>
      usePages<Row>(
        key,
        'task:view',
        (client, before) => client.queryTasks({ body: { key, before } as never }) as never,
        ({ id }) => id,
      ),
    { key: 'a' },
    server,
  )
const ids = (hook: ReturnType<typeof start>) => hook.now.rows?.map(({ id }) => id)
const bodies = (server: ReturnType<typeof deferredServer<Page>>) =>
  server.requests.map(({ input }) => (input as { body: object }).body)

test('drops pages of an earlier list, in either order of arrival', async () => {
  const server = deferredServer<Page>()
  const hook = start(server)
  await hook.shown
  await hook.show({ key: 'b' })
  expect(server.requests[0]?.isAborted()).toBe(true)
  await server.requests[1]?.answer(page([9]))
  await server.requests[0]?.answer(page([1]))
  expect(ids(hook)).toEqual([9])
})

test('adds the next older page once', async () => {
  const server = deferredServer<Page>()
  const hook = start(server)
  await hook.shown
  await server.requests[0]?.answer(page([3, 2], 2))
  hook.now.more()
  await settled()
  hook.now.more()
  await settled()
  // The second click aborts the first request: otherwise its page would be added twice.
  await server.requests[2]?.answer(page([1]))
  await server.requests[1]?.answer(page([1]))
  expect(ids(hook)).toEqual([3, 2, 1])
  expect(bodies(server)).toEqual([{ key: 'a' }, { key: 'a', before: 2 }, { key: 'a', before: 2 }])
})

test('refetches for a change that comes while a page is in flight, and keeps the page', async () => {
  const server = deferredServer<Page>()
  const hook = start(server)
  await hook.shown
  hook.now.refresh()
  await settled()
  expect(server.requests).toHaveLength(1)
  await server.requests[0]?.answer(page([2, 1]))
  expect(server.requests).toHaveLength(2)
  await server.requests[1]?.answer(page([3, 2, 1], null, 'changed'))
  expect(ids(hook)).toEqual([2, 1])
  expect(hook.now.rows?.[0]?.text).toBe('changed')
  expect(hook.now.news).toMatchObject({ added: 1 })
})

test('shows the list of the newer of two changes', async () => {
  const server = deferredServer<Page>()
  const hook = start(server)
  await hook.shown
  await server.requests[0]?.answer(page([1]))
  hook.now.refresh()
  hook.now.refresh()
  await settled()
  expect(server.requests[1]?.isAborted()).toBe(true)
  await server.requests[2]?.answer(page([1], null, 'newer'))
  await server.requests[1]?.answer(page([1], null, 'older'))
  expect(hook.now.rows).toEqual([{ id: 1, text: 'newer' }])
})

test('finishes a full reload even if a change comes during it', async () => {
  const server = deferredServer<Page>()
  const hook = start(server)
  await hook.shown
  await server.requests[0]?.answer(page([1]))
  hook.now.again()
  hook.now.refresh()
  await settled()
  await server.requests[2]?.answer(page([2, 1]))
  expect(ids(hook)).toEqual([2, 1])
  expect(hook.now.news).toBeUndefined()
})

test('keeps the rows in an outage, and shows the outage only after a request of the reader', async () => {
  const server = deferredServer<Page>()
  const hook = start(server)
  await hook.shown
  await server.requests[0]?.answer(page([1], 1))
  hook.now.refresh()
  await settled()
  await server.requests[1]?.refuse(new Refused(503, { reason: 'out-of-order' }))
  expect(hook.now).toMatchObject({ refusal: undefined })
  hook.now.more()
  await settled()
  await server.requests[2]?.refuse(new Refused(503, { reason: 'out-of-order' }))
  expect(ids(hook)).toEqual([1])
  expect(hook.now.refusal).toEqual({ reason: 'out-of-order' })
})
