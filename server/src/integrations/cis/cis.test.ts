import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCis } from './cis.fixture.ts'
import type { CisReport } from './cis.ts'
import { contentDigest, signatureFields } from './message-signature.ts'
import type { TaskReport } from './task-report.ts'

let standIn: Awaited<ReturnType<typeof openCis>>
beforeAll(async () => {
  standIn = await openCis()
})
afterAll(() => standIn.close())

const never = new AbortController().signal

/** The report of one task to the CIS. */
function report(taskId: number, changes: Partial<TaskReport> = {}): CisReport {
  const told: TaskReport = {
    version: 1,
    sequence: taskId,
    taskId,
    taskType: 'paperless',
    account: { accountId: 1_000_000_001, sourceKey: null },
    madeBy: {
      kind: 'customer',
      webUserId: 'm.alvarez',
      emailAddress: 'm.alvarez@example.com',
      ipAddress: '192.0.2.1',
      selfServiceUserId: 20_001,
      selfServiceUserSourceKey: null,
      csrId: null,
      preparedByCsrId: null,
    },
    originatingTaskId: null,
    correlationId: '9c7a0d2e-3f0b-4d38-8f6e-0f8f4ab1f5b7',
    createdAt: '2026-10-03T12:00:00.000Z',
    appliedAt: '2026-10-03T12:00:00.000Z',
    scheduledOn: null,
    amount: null,
    payload: { paperless: { before: false, after: true } },
    ...changes,
  }
  return { idempotencyKey: String(taskId), body: JSON.stringify(told) }
}

describe('the stand-in', () => {
  test('accepts a task once, however often it is sent, and shows it', async () => {
    const cis = standIn.client()
    const first = await cis.tell(report(1), never)
    expect(first).toEqual({ outcome: 'accepted', reference: expect.stringMatching(/^CIS-\d{6}$/) })
    const again = await Promise.all([1, 1, 1].map((id) => cis.tell(report(id), never)))
    expect(again).toEqual([first, first, first])
    expect(await standIn.arrivals()).toMatchObject([{ key: '1', outcome: 'accepted', times: 4 }])
    const page = await standIn.page()
    expect(page).toContain('paperless · task 1')
    expect(page).toContain('told 4 times, taken once')
    expect(page).toContain('&quot;m.alvarez&quot;')
  })

  test('refuses another report under a known key, and a report that does not fit the schema', async () => {
    const cis = standIn.client()
    await cis.tell(report(2), never)
    const other = { ...report(2, { scheduledOn: '2026-12-24' }) }
    expect(await cis.tell(other, never)).toEqual({
      outcome: 'refused',
      reason: 'This key was used for another report.',
    })
    const odd = { idempotencyKey: '3', body: '{"version":1}' }
    expect(await cis.tell(odd, never)).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('JSON Schema'),
    })
  })

  test('refuses the next task when told to, and accepts the same task afterwards', async () => {
    const cis = standIn.client()
    await standIn.beIn('refuse-next')
    expect(await cis.tell(report(4), never)).toMatchObject({ outcome: 'refused' })
    expect(await standIn.page()).toContain('Refused · account')
    expect(await cis.tell(report(4), never)).toMatchObject({ outcome: 'accepted' })
  })

  test('refuses the next one of an account, and takes those of others', async () => {
    const cis = standIn.client()
    await standIn.beIn('refuse-next', '1000-0000-07')
    const of = (accountId: number) => ({ account: { accountId, sourceKey: null } })
    expect(await cis.tell(report(20), never)).toMatchObject({ outcome: 'accepted' })
    expect(await cis.tell(report(21, of(1_000_000_007)), never)).toMatchObject({ outcome: 'refused' })
    expect(await cis.tell(report(22, of(1_000_000_007)), never)).toMatchObject({ outcome: 'accepted' })
    await standIn.beIn('accept')
  })

  test('hangs up while it is down, and responds again afterwards', async () => {
    const cis = standIn.client()
    await standIn.beIn('down')
    expect(await cis.tell(report(5), never)).toMatchObject({ outcome: 'unavailable' })
    expect((await standIn.arrivals()).map(({ key }) => key)).not.toContain('5')
    await standIn.beIn('accept')
    expect(await cis.tell(report(5), never)).toMatchObject({ outcome: 'accepted' })
  })

  test('rejects another key and an old signature, without refusing the task', async () => {
    const wrong = standIn.client({ secret: 'not the secret of these tests at all' })
    expect(await wrong.tell(report(6), never)).toEqual({ outcome: 'unavailable', failure: 'answered-401' })
    const { idempotencyKey, body } = report(6)
    const headers = {
      'content-type': 'application/json',
      'content-digest': contentDigest(body),
      'idempotency-key': `"${idempotencyKey}"`,
    }
    const request = { method: 'POST', url: standIn.url, headers }
    const post = (atMs: number, sent = body) =>
      fetch(standIn.url, {
        method: 'POST',
        headers: { ...headers, ...signatureFields(standIn, request, atMs) },
        body: sent,
      })
    expect((await post(Date.now() - 600_000)).status).toBe(401)
    expect((await post(Date.now(), body.replace('true', 'null'))).status).toBe(401)
    expect((await fetch(standIn.url, { method: 'POST', headers, body })).status).toBe(401)
    expect((await standIn.arrivals()).map(({ key }) => key)).not.toContain('6')
    // The same again within its five minutes is harmless.
    expect([(await post(Date.now())).status, (await post(Date.now())).status]).toEqual([201, 200])
  })

  test('changes its behavior only on its own page', async () => {
    const from = {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: new URLSearchParams({ mood: 'down' }),
    }
    expect((await fetch(`${standIn.at}/mood`, from)).status).toBe(403)
    const nonsense = { method: 'POST', body: new URLSearchParams({ mood: 'sulk' }) }
    expect((await fetch(`${standIn.at}/mood`, nonsense)).status).toBe(422)
    expect(await standIn.client().tell(report(7), never)).toMatchObject({ outcome: 'accepted' })
  })
})

describe('the client', () => {
  /** Answers as the test has it. */
  const against = async (listener: RequestListener, tell: (url: string) => Promise<void>) => {
    const server = createServer(listener).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    try {
      await tell(`http://127.0.0.1:${(server.address() as AddressInfo).port}/tasks`)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  }

  test('limits the time for a response and its body', async () => {
    await against(
      (_request, response) => {
        response.writeHead(200)
        response.write('{')
      },
      async (url) => {
        const outcome = await standIn.client({ url, timeoutMs: 50 }).tell(report(8), never)
        expect(outcome).toEqual({ outcome: 'failed', failure: 'timed-out' })
      },
    )
  })

  test('throws when it is aborted, because it is unknown whether the task was accepted', async () => {
    const stopping = new AbortController()
    await against(
      () => stopping.abort(),
      async (url) => {
        await expect(standIn.client({ url }).tell(report(9), stopping.signal)).rejects.toThrow('aborted')
      },
    )
    await expect(standIn.client().tell(report(9), stopping.signal)).rejects.toThrow('aborted')
    expect((await standIn.arrivals()).map(({ key }) => key)).not.toContain('9')
  })

  test('follows no redirect, and reads no more of a response than it needs', async () => {
    await against(
      (_request, response) => response.writeHead(307, { location: standIn.url }).end(),
      async (url) => {
        const outcome = await standIn.client({ url }).tell(report(10), never)
        expect(outcome).toEqual({ outcome: 'unavailable', failure: 'answered-307' })
      },
    )
    await against(
      (_request, response) => {
        response.writeHead(200)
        const more = () => {
          while (response.write('x'.repeat(16 * 1024))) if (response.destroyed) return
          response.once('drain', more)
        }
        more()
      },
      async (url) => {
        const outcome = await standIn.client({ url }).tell(report(11), never)
        expect(outcome).toEqual({ outcome: 'accepted', reference: null })
      },
    )
  })

  test('a CIS that is not there is unavailable', async () => {
    const outcome = await standIn.client({ url: 'http://127.0.0.1:1/tasks' }).tell(report(12), never)
    expect(outcome).toMatchObject({ outcome: 'unavailable' })
  })
})
