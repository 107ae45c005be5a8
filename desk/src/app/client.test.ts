import { Refused } from '@porchlight/contract/client.ts'
import { expect, test } from 'vitest'
import { connect, signInPath } from './client.ts'
import type { PageData } from './page-data.ts'

const routes = {
  readTask: { method: 'GET', path: '/api/desk/self-service-tasks/:taskId' },
  queryTasks: { method: 'POST', path: '/api/desk/self-service-tasks/query' },
} as PageData['routes']

/** Returns a desk whose server gives this response. */
function deskWith(respond: () => Promise<Response>) {
  const requests: { path: string; init: RequestInit | undefined }[] = []
  const seen = { signedOut: 0 }
  const client = connect({
    page: { routes, formToken: 'form-token' },
    fetch: (path, init) => {
      requests.push({ path: String(path), init })
      return respond()
    },
    onSignedOut: () => {
      seen.signedOut += 1
    },
  })
  return { client, asked: requests, seen }
}

const refusal = async (work: Promise<unknown>) => {
  const error: unknown = await work.catch((thrown: unknown) => thrown)
  if (!(error instanceof Refused)) throw new Error('was not refused')
  return { status: error.status, ...error.body }
}

test('sends the form token with every call, and a body as JSON', async () => {
  const { client, asked: requests } = deskWith(async () => Response.json({ tasks: [], nextBefore: null }))
  await client.queryTasks({ body: { show: 'open' } })
  await client.readTask({ params: { taskId: 7 } })
  expect(requests[0]?.init).toMatchObject({
    method: 'POST',
    body: '{"show":"open"}',
    headers: { 'porchlight-form-token': 'form-token', 'content-type': 'application/json' },
  })
  expect(requests[1]).toMatchObject({
    path: '/api/desk/self-service-tasks/7',
    init: { method: 'GET', headers: { 'porchlight-form-token': 'form-token' } },
  })
  expect(requests[1]?.init?.body).toBeUndefined()
})

test('throws a refusal with its reason; signs out only when the session has ended', async () => {
  const refused = deskWith(async () => Response.json({ reason: 'permission-missing' }, { status: 403 }))
  expect(await refusal(refused.client.readTask({ params: { taskId: 7 } }))).toEqual({
    status: 403,
    reason: 'permission-missing',
  })
  expect(refused.seen.signedOut).toBe(0)
  const over = deskWith(async () => Response.json({ reason: 'not-signed-in' }, { status: 401 }))
  await refusal(over.client.readTask({ params: { taskId: 7 } }))
  expect(over.seen.signedOut).toBe(1)
})

test.each([
  ['no network', async () => Promise.reject(new TypeError('Failed to fetch')), 'out-of-order'],
  ['a proxy’s page', async () => new Response('<h1>Bad gateway</h1>', { status: 502 }), 'out-of-order'],
  ['a page without a reason', async () => new Response('?', { status: 500 }), 'unexpected-error'],
])('%s is a refusal like any other', async (_, respond, reason) => {
  const { client } = deskWith(respond)
  expect(await refusal(client.readTask({ params: { taskId: 7 } }))).toMatchObject({ reason })
})

const outOfOrder = () => Response.json({ reason: 'out-of-order' }, { status: 503 })
const task = { params: { taskId: 7 } } as const

/** Returns a desk that retries without a pause and whose server gives these responses in order. */
function patientDesk(...answers: (() => Response | Promise<Response>)[]) {
  const waits: number[] = []
  let calls = 0
  const client = connect({
    page: { routes, formToken: 'form-token' },
    fetch: async () => {
      calls += 1
      return answers[Math.min(calls, answers.length) - 1]?.() ?? Response.error()
    },
    onSignedOut: () => {},
    patience: async (attempt) => {
      waits.push(attempt)
    },
  })
  return { client, waits, calls: () => calls }
}
const noNetwork = () => Promise.reject(new TypeError('Failed to fetch'))
const badGateway = () => new Response('<h1>Bad gateway</h1>', { status: 502 })

test('retries a read until the outage is over, for every kind of outage', async () => {
  const { client, waits } = patientDesk(outOfOrder, noNetwork, badGateway, () => Response.json({ taskId: 7 }))
  expect(await client.readTask(task)).toEqual({ taskId: 7 })
  expect(waits).toEqual([0, 1, 2])
})

test('retries a change if the server says that it changed nothing', async () => {
  const { client, waits } = patientDesk(outOfOrder, outOfOrder, () => Response.json({ tasks: [] }))
  expect(await client.queryTasks({ body: { show: 'open' } })).toEqual({ tasks: [] })
  expect(waits).toEqual([0, 1])
})

test.each([
  ['no answer at all', noNetwork],
  ['a proxy’s answer', badGateway],
  ['an unknown outcome', () => Response.json({ reason: 'outcome-unknown' }, { status: 503 })],
])('does not retry a change with %s, because it may have been made', async (_, respond) => {
  const { client, calls } = patientDesk(respond)
  expect(await refusal(client.queryTasks({ body: { show: 'open' } }))).toMatchObject({
    status: expect.any(Number),
  })
  expect(calls()).toBe(1)
})

test('stops retrying a change after a limit', async () => {
  const { client, calls } = patientDesk(outOfOrder)
  expect(await refusal(client.queryTasks({ body: { show: 'open' } }))).toEqual({
    status: 503,
    reason: 'out-of-order',
  })
  expect(calls()).toBeLessThan(20)
})

test('returns to the same screen after the next sign-in', () => {
  expect(signInPath({ pathname: '/accounts/4021778801', search: '?after=x', hash: '#web-users' })).toBe(
    '/sign-in?next=%2Faccounts%2F4021778801%3Fafter%3Dx%23web-users',
  )
})
