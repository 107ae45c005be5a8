import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '@porchlight/embedded-postgres/free-port.ts'
import { readServerRecord } from '@porchlight/embedded-postgres/server-record.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, run, type Started } from './started.fixture.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-start-'))
// Root's PostgreSQL runs as another user, who must get in.
chmodSync(folder, 0o755)
const data = path.join(folder, 'data')
const processes: Started[] = []
let port = 0
let metricsPort = 0
let first: Started

function start(env: Record<string, string> = {}): Started {
  const started = run('tools/start.mjs', [], {
    PORT: String(port),
    PORCHLIGHT_DATA: data,
    PORCHLIGHT_DEMO_PEOPLE: '50',
    ...env,
  })
  processes.push(started)
  return started
}

beforeAll(async () => {
  port = await freePort()
  metricsPort = await freePort()
  first = start({ PORCHLIGHT_METRICS_PORT: String(metricsPort) })
  await first.says('Ctrl-C stops everything')
})

afterAll(async () => {
  for (const { child, exit } of processes) {
    child.kill('SIGTERM')
    await exit
  }
  rmSync(folder, { recursive: true, force: true })
})

describe('npm start', () => {
  test('prints the addresses and the demo sign-ins', () => {
    for (const words of [
      `http://portal.localhost:${port}`,
      `http://desk.localhost:${port}`,
      'amara.okafor',
      'm.alvarez',
    ])
      expect(first.output()).toContain(words)
  })

  test('answers /healthz under any name', async () => {
    for (const host of ['strange.example', `view.localhost:${port}`, `id.localhost:${port}`])
      expect(await ask(port, host, '/healthz')).toMatchObject({ status: 200, body: 'ok' })
  })

  test('is ready under any name, and has metrics on their own port alone', async () => {
    for (const host of ['strange.example', `portal.localhost:${port}`, `id.localhost:${port}`]) {
      const { status, body } = await ask(port, host, '/readyz')
      expect([status, JSON.parse(body).ready]).toEqual([200, true])
    }
    const metrics = async () => (await ask(metricsPort, 'localhost', '/metrics')).body
    expect(await metrics()).toContain('porchlight_check_ok{check="migrations"} 1')
    // The first run of a job ends after the product is ready.
    await expect
      .poll(metrics)
      .toMatch(/porchlight_job_runs_total\{job="send-messages",outcome="done"\} [1-9]/)
    expect((await ask(port, `localhost:${port}`, '/metrics')).status).toBe(404)
    expect((await ask(port, `portal.localhost:${port}`, '/metrics')).body).not.toContain('porchlight_')
  })

  test('the portal’s sign-in page loads, with its stylesheet', async () => {
    const page = await ask(port, `portal.localhost:${port}`, '/sign-in')
    expect(page.status).toBe(200)
    expect(page.body).toContain('name="password"')
    const sheet = /href="(\/assets\/[^"]+\/portal\.css)"/.exec(page.body)?.[1] ?? ''
    expect((await ask(port, `portal.localhost:${port}`, sheet)).headers['content-type']).toContain('text/css')
  })

  test('the plain page has addresses, sign-ins and the tour, and no script', async () => {
    const { status, body } = await ask(port, `localhost:${port}`, '/')
    expect(status).toBe(200)
    for (const words of [
      'A support call in five steps',
      'ines.ferreira',
      'golden.wok',
      `mail.localhost:${port}`,
    ])
      expect(body).toContain(words)
    expect(body).not.toMatch(/<script|style=/)
  })

  test('answers 421 with the list of addresses for an unknown host name', async () => {
    const { status, body } = await ask(port, 'rebound.example', '/sign-in')
    expect(status).toBe(421)
    expect(body).toContain(`http://portal.localhost:${port}`)
    const sheet = /href="(\/assets\/[^"]+\/portal\.css)"/.exec(body)?.[1] ?? ''
    expect((await ask(port, 'rebound.example', sheet)).status).toBe(200)
  })

  test('the stand-ins answer under their names, and none of our paths is there', async () => {
    const discovery = await ask(port, `id.localhost:${port}`, '/.well-known/openid-configuration')
    expect(JSON.parse(discovery.body).issuer).toBe(`http://id.localhost:${port}`)
    expect((await ask(port, `mail.localhost:${port}`, '/')).status).toBe(200)
    expect((await ask(port, `pay.localhost:${port}`, '/sign-in')).status).toBe(404)
  })

  test('keeps its secrets to itself', () => {
    const file = path.join(data, 'secrets.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const { encryptionKey } = JSON.parse(readFileSync(file, 'utf8'))
    expect(encryptionKey).toHaveLength(43)
    expect(first.output()).not.toContain(encryptionKey)
  })
})

async function refusal(started: Started): Promise<string> {
  expect(await started.exit).toBe(1)
  return started.output().trim()
}

describe('refuses in one sentence, with exit code 1', () => {
  test('a data folder in use', async () => {
    const words = await refusal(start({ PORT: String(await freePort()) }))
    expect(words).toMatch(/^The data folder \S+ is in use by Porchlight \(process \d+\)\. .+\.$/)
    expect(words).toContain('PORCHLIGHT_DATA names the data folder')
  })

  test('a port in use, before the database is touched', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const taken = (other.address() as { port: number }).port
    const words = await refusal(start({ PORT: String(taken), PORCHLIGHT_DATA: path.join(folder, 'never') }))
    other.close()
    expect(words).toBe(`Port ${taken} is in use: stop what uses it, or set PORT to another number.`)
    expect(() => statSync(path.join(folder, 'never'))).toThrow()
  })

  test('production without an issuer', async () => {
    const env = { PORT: String(await freePort()), DATABASE_URL: 'postgres://me@127.0.0.1:1/porchlight' }
    expect(await refusal(start(env))).toMatch(/^With DATABASE_URL .+ set PORCHLIGHT_ISSUER [^\n]+\.$/)
  })

  test('a database out of reach', async () => {
    const env = {
      PORT: String(await freePort()),
      DATABASE_URL: 'postgres://me@127.0.0.1:1/porchlight',
      PORCHLIGHT_ISSUER: 'https://login.utility.example',
      PORCHLIGHT_ENCRYPTION_KEY: 'a key of more than thirty-two characters',
    }
    expect(await refusal(start(env))).toMatch(/^The database at 127\.0\.0\.1:1 cannot be reached [^\n]+\.$/)
  })

  test('a demo begun again under a running application', async () => {
    const reset = run('tools/run.mjs', ['demo', '--reset'], { PORCHLIGHT_DATA: data })
    expect(await refusal(reset)).toMatch(/is in use by Porchlight/)
  })
})

test('a command joins the running database: somebody becomes staff', async () => {
  const args = [
    'admin',
    'grant',
    'security-officer',
    `http://id.localhost:${port}`,
    'zoe',
    '--name',
    'Zoë Quist',
  ]
  const granted = run('tools/run.mjs', args, { PORCHLIGHT_DATA: data })
  expect(await granted.exit, granted.output()).toBe(0)
  expect(granted.output()).toContain('zoe.quist is in the group security-officer.')
})

test('survives a kill of PostgreSQL: the process keeps running, and everything works when PostgreSQL is back', async () => {
  process.kill(readServerRecord(data)?.postmasterPid ?? 0, 'SIGKILL')
  await first.says('PostgreSQL runs again.')
  const isReady = async () => (await ask(port, 'localhost', '/readyz')).status
  await expect.poll(isReady).toBe(200)
  expect((await ask(port, `portal.localhost:${port}`, '/sign-in')).status).toBe(200)
  expect(first.child.exitCode).toBeNull()
})

test('Ctrl-C stops it in order; a restart keeps the data and fills nothing', async () => {
  first.child.kill('SIGINT')
  expect(await first.exit).toBe(0)
  expect(first.output()).toContain('Stopped.')
  const again = start()
  await again.says('Ctrl-C stops everything')
  expect(again.output()).not.toContain('Filling')
  again.child.kill('SIGINT')
  expect(await again.exit).toBe(0)
})
