import { afterAll, beforeAll, expect, test } from 'vitest'
import { command } from '#database/query.ts'
import type { Sql } from '#database/sql.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, sessionOf, type TestApp } from '#testing/test-app.ts'
import type { Handlers } from './handler.ts'
import { unchanged } from './outcome.ts'
import { type Performance, perform } from './perform.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const write = command<{ params: object; row: object }, 'mailing-address:change'>('a-write', 'SELECT 1')
const asMaria = (sql: Sql): Performance => ({
  sql,
  actor: {
    kind: 'customer',
    webUserId: town.maria,
    userName: 'm.alvarez',
    email: 'm.alvarez@example.com',
    personId: 1,
    displayName: 'Maria',
    locale: 'en',
    sessionId: 1,
    lacksSecondFactor: false,
    ip: '192.0.2.1',
  },
  request: { correlationId: '' } as Performance['request'],
  reply: {} as Performance['reply'],
  installation: {} as Performance['installation'],
})
const input = { params: { accountId: town.mariaAccount }, query: {}, body: {} } as never
const performing = (handler: Handlers['changeMailingAddress']) =>
  app.database.portal.begin(async (sql) => {
    await sql`SELECT set_config('porchlight.session', ${await sessionOf(app, town.maria)}, true)`
    const handlers = { changeMailingAddress: handler } as Handlers
    return perform(handlers, 'changeMailingAddress', input, asMaria(sql))
  })
const response = unchanged({ taskId: null, version: 1 })

test('a handler that changed nothing says so, and the record gets no line', async () => {
  const { entries } = await performing(async () => response)
  expect(entries).toEqual([])
})

test('a handler that wrote and says that it changed nothing fails', async () => {
  const forgetful = performing(async (_, { sql, grant }) => {
    await write(sql, grant)
    return response
  })
  await expect(forgetful).rejects.toThrow('changeMailingAddress says that it changed nothing, and wrote')
})

test('a handler that notes a line and says that it changed nothing fails', async () => {
  const noting = performing(async (_, { note }) => {
    note({ event: 'changed' })
    return response
  })
  await expect(noting).rejects.toThrow('says that it changed nothing')
})
