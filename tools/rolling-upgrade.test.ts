import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { freePort } from '@porchlight/embedded-postgres/free-port.ts'
import { openPool, type Pool } from '@porchlight/server/database/sql.ts'
import { formToken } from '@porchlight/server/http/form-token.ts'
import { hashToken } from '@porchlight/server/sessions/token.ts'
import { testEncryptionKey } from '@porchlight/server/testing/cluster.ts'
import { buildSmallTown, town } from '@porchlight/server/testing/small-town.ts'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { makeNextVersion } from './next-version.fixture.ts'
import { run, type Started } from './started.fixture.ts'

/** What a next version may do to the tables that every request reads: expand them. */
const migration = `
  ALTER TABLE web_user_accounts ADD COLUMN next_note text;
  ALTER TABLE customer_sessions ADD COLUMN next_flag boolean NOT NULL DEFAULT false;
  ALTER TABLE self_service_tasks ADD COLUMN next_kind text;
  ALTER TABLE accounts ADD COLUMN next_kind text NOT NULL DEFAULT 'none';
  CREATE TABLE next_things (id bigint PRIMARY KEY);
  GRANT SELECT ON next_things TO porchlight_portal;`

const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-next-'))
const name = `rolling_${randomBytes(6).toString('hex')}`
const origin = 'http://portal.localhost:8080'
const credential = randomBytes(32).toString('base64url')
const processes: Started[] = []
let admin: Pool
let owner: Pool

function startVersion(script: string, port: number): Started {
  const url = new URL(inject('clusterUrl'))
  url.pathname = `/${name}`
  const started = run(script, [], {
    DATABASE_URL: url.href,
    PORT: String(port),
    PORCHLIGHT_ISSUER: 'https://login.utility.example',
    PORCHLIGHT_ENCRYPTION_KEY: testEncryptionKey,
    PORCHLIGHT_PLAIN_ORIGIN: 'http://localhost:8080',
    PORCHLIGHT_LOG_LEVEL: 'warn',
  })
  processes.push(started)
  return started
}

beforeAll(async () => {
  expect(await run('tools/run.mjs', ['admin'], {}).exit).toBe(1)
  makeNextVersion(folder, migration)
  admin = openPool(inject('clusterUrl'), 1)
  await admin.unsafe(`CREATE DATABASE ${name} TEMPLATE template0`)
  const url = new URL(inject('clusterUrl'))
  url.pathname = `/${name}`
  owner = openPool(url.href, 1)
})
afterAll(async () => {
  for (const { child, exit } of processes) {
    child.kill('SIGKILL')
    await exit
  }
  await owner.end()
  await admin.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await admin.end()
  rmSync(folder, { recursive: true, force: true })
})

type Answer = { status: number; body: string }

/** One request to one process, as a proxy passes it on. */
async function ask(port: number, method: string, where: string, json?: object): Promise<Answer> {
  const sent = request({
    host: '127.0.0.1',
    port,
    method,
    path: where,
    agent: false,
    headers: {
      host: new URL(origin).host,
      cookie: `__Host-porchlight-portal=${credential}`,
      ...(json && {
        origin,
        'content-type': 'application/json',
        'porchlight-form-token': formToken(testEncryptionKey, credential),
      }),
    },
  })
  const response = new Promise<Answer>((resolve, reject) => {
    sent.on('error', reject)
    sent.on('response', (message) =>
      text(message).then((body) => resolve({ status: message.statusCode ?? 0, body }), reject),
    )
  })
  sent.end(json && JSON.stringify(json))
  return response
}

/** Customers behind a proxy that gives each request to the next process of its list. */
function customers(backends: number[]) {
  const served = new Map<number, number>()
  const failures: string[] = []
  let changes = 0
  let turn = 0
  let isOver = false
  const account = `/api/accounts/${town.mariaAccount}`
  const next = () => backends[turn++ % backends.length] ?? 0
  const good = async (method: string, where: string, json?: object) => {
    const port = next()
    const response = await ask(port, method, where, json).catch((error: Error) => ({
      status: 0,
      body: error.message,
    }))
    if (response.status === 200) served.set(port, (served.get(port) ?? 0) + 1)
    else failures.push(`${method} ${where} at ${port}: ${response.status} ${response.body.slice(0, 200)}`)
    return response.body
  }
  const reader = async () => {
    while (!isOver) {
      const page = await good('GET', `/accounts/${town.mariaAccount}/information`)
      for (const [, asset] of page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g))
        await good('GET', String(asset))
    }
  }
  const writer = async () => {
    while (!isOver) {
      const { mailingAddress } = JSON.parse((await good('GET', `${account}/information`)) || '{}')
      if (!mailingAddress) continue
      const line1 = `${changes + 1} Pier Rd`
      const failed = failures.length
      await good('PUT', `${account}/mailing-address`, { ...mailingAddress, line1 })
      if (failures.length === failed) changes += 1
    }
  }
  const all = Promise.all([reader(), reader(), writer()])
  return {
    failures,
    /** Resolves when this process has answered so many more requests. */
    serving: async (port: number, more: number) => {
      const wanted = (served.get(port) ?? 0) + more
      while ((served.get(port) ?? 0) < wanted && failures.length === 0)
        await new Promise((resolve) => setImmediate(resolve))
    },
    end: async () => {
      isOver = true
      await all
      return changes
    },
  }
}

test('a next version joins under load and the old one leaves: nothing fails, nothing is lost, every file is served', async () => {
  const [oldPort, nextPort] = [await freePort(), await freePort()]
  const old = startVersion('tools/start.mjs', oldPort)
  await old.says('Porchlight is ready.')
  await buildSmallTown(owner)
  await owner`INSERT INTO customer_sessions (token_hash, web_user_id, created_at, last_used_at, expires_at, ip_address, user_agent)
    VALUES (${hashToken(credential)}, ${town.maria}, now(), now(), now() + interval '12 hours', '127.0.0.1', 'test')`
  const [before] = await owner`SELECT count(*)::int AS tasks FROM self_service_tasks`

  const backends = [oldPort]
  const load = customers(backends)
  await load.serving(oldPort, 20)
  // The migrations run while the old version answers.
  const next = startVersion(path.join(folder, 'start.mjs'), nextPort)
  await next.says('Porchlight is ready.')
  expect(await owner`SELECT 1 FROM schema_migrations WHERE name = '9999_next.sql'`).toHaveLength(1)
  // Both at once: pages of each ask the other for their files.
  backends.push(nextPort)
  await Promise.all([load.serving(oldPort, 60), load.serving(nextPort, 60)])
  expect((await ask(oldPort, 'GET', '/readyz')).status).toBe(200)
  // The proxy takes the old one out, then it is stopped.
  backends.splice(0, 1)
  await load.serving(nextPort, 20)
  old.child.kill('SIGTERM')
  expect(await old.exit).toBe(0)
  await load.serving(nextPort, 20)
  const changes = await load.end()

  expect(load.failures, old.output() + next.output()).toEqual([])
  expect(changes).toBeGreaterThan(5)
  const [after] = await owner`SELECT count(*)::int AS tasks FROM self_service_tasks`
  expect(Number(after?.tasks) - Number(before?.tasks)).toBe(changes)
  const lines =
    await owner`SELECT 1 FROM record_entries WHERE action = 'mailing-address:change' AND event = 'changed'`
  expect(lines).toHaveLength(changes)
  expect(old.output()).not.toMatch(/"level":(50|60)/)
  // An old process that starts again is told that the database is newer than it is.
  const again = startVersion('tools/start.mjs', oldPort)
  expect(await again.exit).toBe(1)
  expect(again.output()).toContain('9999_next.sql, which this version does not know.')
})
