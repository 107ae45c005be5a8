import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { command, query, type Statement } from '../server/src/database/query.ts'
import { createTestApp, type TestApp } from '../server/src/testing/test-app.ts'
import { misdeclared, writingFunctions } from './statement-writes.ts'

let app: TestApp
let writing: ReadonlySet<string>
beforeAll(async () => {
  app = await createTestApp()
  writing = await writingFunctions(app.owner)
})
afterAll(() => app.close())

type Types = { params: object; row: object }
const problemOf = (statement: Statement) => misdeclared(app.owner, writing, statement)
const asQuery = (sql: string) => problemOf(query<Types>('a-statement', sql))
const asCommand = (sql: string) => problemOf(command<Types, 'mailing-address:change'>('a-statement', sql))

const writes = [
  ['a change of rows', 'UPDATE to_dos SET version = version + 1'],
  ['a change inside a WITH', 'WITH d AS (DELETE FROM to_dos RETURNING 1) SELECT count(*) FROM d'],
  ['a function that writes', "SELECT raise_to_do('payments', 'x', 3::smallint, NULL, NULL)"],
  ['a function that calls one that writes', "SELECT append_own_record('x'::bytea, '[]'::jsonb)"],
  ['a notice', "SELECT pg_notify('desk_live', '')"],
] as const
const reads = [
  ['a read', 'SELECT version FROM to_dos'],
  ['a lock on rows', 'SELECT version FROM to_dos FOR UPDATE'],
  ['a stable function', 'SELECT account_is_protected(1)'],
] as const

describe.each(writes)('%s', (_, sql) => {
  test('is refused as a query', async () => {
    expect(await asQuery(sql)).toMatch(/^a-statement writes \(.*\): declare it as a command/)
  })
  test('is taken as a command', async () => {
    expect(await asCommand(sql)).toBeUndefined()
  })
})

describe.each(reads)('%s', (_, sql) => {
  test('is taken as a query', async () => {
    expect(await asQuery(sql)).toBeUndefined()
  })
  test('is refused as a command', async () => {
    expect(await asCommand(sql)).toBe('a-statement only reads: declare it as a query')
  })
})
