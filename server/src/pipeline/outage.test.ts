import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { actingAs } from '#features/masquerade/masquerade.fixture.ts'
import { openDatabaseProxy } from '#testing/database-proxy.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

const times = {
  connectMs: 1_000,
  checkoutMs: 300,
  statementMs: 1_000,
  lifetimeMs: Number.POSITIVE_INFINITY,
}

let proxy: Awaited<ReturnType<typeof openDatabaseProxy>>
let app: TestApp

async function open(more: Partial<typeof times> = {}, connections = 17) {
  const through = async (url: string) => {
    proxy = await openDatabaseProxy(url)
    return proxy.url
  }
  app = await createTestApp({}, { reaching: { through, connections, times: { ...times, ...more } } })
}

async function close() {
  proxy.be('pass')
  await app.close()
  await proxy.close()
}

const overview = `/accounts/${town.mariaAccount}/overview`
const addressForm = `/accounts/${town.mariaAccount}/mailing-address`
const typed = {
  line1: '1 Typed <St> & "Co"',
  line2: '',
  city: 'Port Ellis',
  region: 'CA',
  postalCode: '92102',
  country: 'US',
  version: '1',
}

const linesOfChanges = () =>
  app.owner`SELECT count(*)::int AS n FROM record_entries WHERE action = 'mailing-address:change' AND event = 'changed'`
const standingAddress = async () => {
  const [row] =
    await app.owner`SELECT line1, version FROM mailing_addresses WHERE account_id = ${town.mariaAccount}`
  return row
}

describe('while the database is away', () => {
  beforeEach(() => open())
  afterEach(close)

  test('answers a program with 503, the reason and a retry time', async () => {
    const amara = await app.asCsr('amara.okafor')
    expect((await amara.get('/api/desk')).status).toBe(200)
    proxy.be('refuse')
    const response = await amara.get('/api/desk')
    expect(response).toMatchObject({ status: 503, text: '{"reason":"out-of-order"}' })
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0)
    proxy.be('pass')
    expect((await amara.get('/api/desk')).status).toBe(200)
  })

  test.each([
    ['en', 'We cannot reach our records', 'Try again', 'Send again'],
    ['es', 'No podemos acceder a nuestros registros', 'Intentar de nuevo', 'Enviar de nuevo'],
  ])('a person reads a page (%s), and what was typed is kept', async (locale, title, again, sendAgain) => {
    const maria = await app.asCustomer(town.maria)
    maria.cookies.set('language', locale)
    proxy.be('refuse')
    const page = await maria.request('GET', `${overview}?x=1`, undefined, { accept: 'text/html' })
    expect(page.status).toBe(503)
    expect(page.headers['retry-after']).toBeDefined()
    expect(page.text).toContain(title)
    expect(page.text).toContain(`href="${overview}?x=1"`)
    expect(page.text).toContain(again)

    const posted = await maria.request('POST', addressForm, { form: typed }, { accept: 'text/html' })
    expect(posted.status).toBe(503)
    expect(posted.text).toContain(sendAgain)
    expect(posted.text).toContain(`action="${addressForm}"`)
    expect(posted.text).toContain('value="1 Typed &lt;St> &amp; &quot;Co&quot;"')

    proxy.be('pass')
    expect((await maria.submit(addressForm, typed)).status).toBe(303)
    expect(await standingAddress()).toEqual({ line1: typed.line1, version: 2 })
  })

  test('a desk opened during the outage loads by itself when the outage is over', async () => {
    const amara = await app.asCsr('amara.okafor')
    proxy.be('refuse')
    const page = await amara.request('GET', '/accounts/1000000001?x=1', undefined, { accept: 'text/html' })
    expect(page.status).toBe(503)
    expect(page.headers.refresh).toBe('5')
    expect(page.text).toContain('href="/accounts/1000000001?x=1"')
  })

  test('keeps what was typed in a masquerade, and the same view continues', async () => {
    const { view } = await actingAs(app, 'amara.okafor')
    proxy.be('refuse')
    const posted = await view.request('POST', addressForm, { form: typed }, { accept: 'text/html' })
    expect(posted.status).toBe(503)
    expect(posted.text).toContain(`action="${addressForm}"`)
    expect(posted.text).toContain('value="1 Typed &lt;St> &amp; &quot;Co&quot;"')
    proxy.be('pass')
    expect((await view.submit(addressForm, typed)).status).toBe(303)
    const [task] =
      await app.owner`SELECT csr_id, self_service_user_id FROM self_service_tasks WHERE task_type = 'mailing-address'`
    expect(task).toEqual({ csrId: 'amara.okafor', selfServiceUserId: town.maria })
  })

  test('signing in shows the form again, with the user name and without the password', async () => {
    const visitor = app.visitor()
    proxy.be('refuse')
    const form = { userName: 'm.alvarez', password: 'a secret of mine' }
    const response = await visitor.request('POST', '/sign-in', { form }, { accept: 'text/html' })
    expect(response.status).toBe(503)
    expect(response.text).toContain('value="m.alvarez"')
    expect(response.text).not.toContain('a secret of mine')
  })

  test('answers 503 within the statement time-out when the network drops everything', async () => {
    const maria = await app.asCustomer(town.maria)
    expect((await maria.get(overview)).status).toBe(200)
    proxy.be('freeze')
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => maria.get(overview)))
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503, 503])
    proxy.be('pass')
    // Connections that were being made meanwhile are given up in their own time.
    await expect.poll(async () => (await maria.get(overview)).status).toBe(200)
  })

  test('a pooler that has no connection in time is 503, and costs no connection', async () => {
    const maria = await app.asCustomer(town.maria)
    proxy.be('query_wait_timeout')
    expect((await maria.get(overview)).status).toBe(503)
    proxy.be('pass')
    expect((await maria.get(overview)).status).toBe(200)
    // The application and the proxy agree on what is open.
    const { portal, desk, view, worker } = app.database
    const open = [portal, desk, view, worker].reduce((sum, pool) => sum + pool.counts().open, 0)
    expect(proxy.connections()).toBe(open)
  })
})

describe('a connection that was cut while nobody used it', () => {
  beforeEach(() => open())
  afterEach(close)

  test('is skipped without an error', async () => {
    const maria = await app.asCustomer(town.maria)
    for (let time = 0; time < 5; time += 1) {
      expect((await maria.get(overview)).status).toBe(200)
      // Waits until they have ended: one that ends during the request is not cut while nobody used it.
      await app.owner`SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity
        WHERE datname = current_database() AND usename LIKE 'porchlight%'`
      expect((await maria.get(overview)).status).toBe(200)
    }
  })

  test('the listener for notices reconnects by itself and reports it', async () => {
    const heard: string[] = []
    const listening = new EventTarget()
    const listens = () => once(listening, 'listening')
    const first = listens()
    void app.database.worker.listen(
      'cut_in_test',
      (payload) => heard.push(payload),
      () => listening.dispatchEvent(new Event('listening')),
    )
    await first
    const again = listens()
    proxy.cut()
    await again
    await app.owner`SELECT pg_notify('cut_in_test', 'after')`
    await expect.poll(() => heard).toEqual(['after'])
  })
})

describe('a COMMIT whose answer is lost', () => {
  beforeEach(() => open())
  afterEach(close)

  test.each(['answer-lost', 'arrives-late'] as const)(
    'is found to be done (%s): the answer says so, and nothing is done twice',
    async (how) => {
      const maria = await app.asCustomer(town.maria)
      const spoiled = proxy.spoilCommit(how)
      const response = await maria.submit(addressForm, typed)
      await spoiled
      expect(response.status).toBe(303)
      expect(await standingAddress()).toEqual({ line1: typed.line1, version: 2 })
      expect(await linesOfChanges()).toEqual([{ n: 1 }])
    },
  )

  test('answers "outcome unknown" in time while the database does not answer', async () => {
    const maria = await app.asCustomer(town.maria)
    const spoiled = proxy.spoilCommit('never-arrives').then(() => proxy.be('freeze'))
    // A timer of this process, so that a busy machine delays it as it delays the answer.
    const tooLate = pause(10_000, { status: 0, text: 'too late' })
    const request = maria.request('PUT', `/api/accounts/${town.mariaAccount}/mailing-address`, {
      json: { ...typed, version: 1 },
    })
    const response = await Promise.race([request, tooLate])
    await spoiled
    expect([response.status, response.text]).toEqual([503, '{"reason":"outcome-unknown"}'])
  })

  test('answers 503 when the commit turns out to have failed', async () => {
    const maria = await app.asCustomer(town.maria)
    const spoiled = proxy.spoilCommit('never-arrives')
    const response = await maria.submit(addressForm, typed)
    await spoiled
    expect(response.status).toBe(503)
    expect(await standingAddress()).toEqual({ line1: '12 Oak St', version: 1 })
    expect(await linesOfChanges()).toEqual([{ n: 0 }])
  })
})

test('replaces connections at the end of their lifetime under load, without an error or a wait', async () => {
  await open({ lifetimeMs: 50, checkoutMs: 10_000, statementMs: 10_000 }, 9)
  try {
    const maria = await app.asCustomer(town.maria)
    const pids = new Set<unknown>()
    const statuses = new Set<number>()
    const customer = async () => {
      for (let time = 0; time < 12; time += 1) {
        statuses.add((await maria.get(overview)).status)
        const [row] = await app.database.portal`SELECT pg_backend_pid() AS pid`
        pids.add(row?.pid)
      }
    }
    await Promise.all(Array.from({ length: 8 }, customer))
    expect([...statuses]).toEqual([200])
    expect(pids.size).toBeGreaterThan(5)
  } finally {
    await close()
  }
})

test('makes a request wait for a connection, and refuses it with 503 when none becomes free', async () => {
  await open({}, 5)
  try {
    const maria = await app.asCustomer(town.maria)
    const held = await app.database.portal.reserve()
    const refused = await maria.get(overview)
    expect(refused.status).toBe(503)
    const waiting = maria.get(overview)
    await expect.poll(() => app.database.portal.counts().waiting).toBe(1)
    held.release()
    expect((await waiting).status).toBe(200)
  } finally {
    await close()
  }
})
