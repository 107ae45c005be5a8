import { Refused } from '@porchlight/contract/client.ts'
import { afterEach, expect, test } from 'vitest'
import { deferredServer, runHook, settled } from '../testing/run-hook.fixture.ts'
import { hasSessionEnded } from './session.ts'
import { useAnswer } from './use-answer.ts'

afterEach(() => {
  hasSessionEnded.value = false
})

const answerOf = (
  server: ReturnType<typeof deferredServer<string>>,
  refused?: { 'task:view': 'permission-missing' },
) =>
  runHook(
    ({ key }: { key: string }) =>
      useAnswer(key, 'task:view', (client) => client.readTask({ params: { taskId: key } }) as never),
    { key: '1' },
    server,
    refused,
  )
const outage = () => new Refused(503, { reason: 'out-of-order' })

test('drops the response to an earlier request, in either order of arrival', async () => {
  const server = deferredServer<string>()
  const hook = answerOf(server)
  await hook.shown
  await hook.show({ key: '2' })
  expect(server.requests.map(({ isAborted }) => isAborted())).toEqual([true, false])
  await server.requests[1]?.answer('second')
  await server.requests[0]?.answer('first')
  expect(hook.now.answer).toEqual({ state: 'ready', value: 'second' })
})

test('never shows the data of one key under another key', async () => {
  const server = deferredServer<string>()
  const hook = answerOf(server)
  await hook.shown
  await server.requests[0]?.answer('first')
  await hook.show({ key: '2' })
  expect(hook.now.answer).toEqual({ state: 'loading' })
})

test('keeps the data during a reload, and drops the earlier of two reloads', async () => {
  const server = deferredServer<string>()
  const hook = answerOf(server)
  await hook.shown
  await server.requests[0]?.answer('old')
  hook.now.reload()
  await settled()
  hook.now.reload()
  await settled()
  expect(hook.now.answer).toEqual({ state: 'ready', value: 'old' })
  await server.requests[2]?.answer('newest')
  await server.requests[1]?.answer('between')
  expect(hook.now.answer).toEqual({ state: 'ready', value: 'newest' })
})

test('replaces the data with the outage after a reload, but not after a live change', async () => {
  const server = deferredServer<string>()
  const hook = answerOf(server)
  await hook.shown
  await server.requests[0]?.answer('shown')
  hook.now.refresh()
  await settled()
  await server.requests[1]?.refuse(outage())
  expect(hook.now.answer).toEqual({ state: 'ready', value: 'shown' })
  hook.now.reload()
  await settled()
  await server.requests[2]?.refuse(outage())
  expect(hook.now.answer).toEqual({ state: 'refused', refusal: { reason: 'out-of-order' } })
})

test('keeps the data when the session ends, and reloads after the next sign-in', async () => {
  const server = deferredServer<string>()
  const hook = answerOf(server)
  await hook.shown
  await server.requests[0]?.answer('shown')
  hook.now.reload()
  await settled()
  hasSessionEnded.value = true
  await server.requests[1]?.refuse(new Refused(401, { reason: 'not-signed-in' }))
  expect(hook.now.answer).toEqual({ state: 'ready', value: 'shown' })
  hasSessionEnded.value = false
  await settled()
  expect(server.requests).toHaveLength(3)
  await server.requests[2]?.answer('after')
  expect(hook.now.answer).toEqual({ state: 'ready', value: 'after' })
})

test('sends no request for what the page says is refused, and shows the reason', async () => {
  const server = deferredServer<string>()
  const hook = answerOf(server, { 'task:view': 'permission-missing' })
  await hook.shown
  hook.now.reload()
  await settled()
  expect(server.requests).toEqual([])
  expect(hook.now.answer).toEqual({ state: 'refused', refusal: { reason: 'permission-missing' } })
})

test('aborts its request when the component unmounts', async () => {
  const server = deferredServer<string>()
  const hook = answerOf(server)
  await hook.shown
  await hook.leave()
  expect(server.requests[0]?.isAborted()).toBe(true)
})
