import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#testing/test-database.ts'
import { openPool, type Pool, type Sql } from './sql.ts'
import { inTransaction, withCommit } from './transaction.ts'

let db: TestDatabase
let pool: Pool
const sent: string[] = []
beforeAll(async () => {
  db = await createTestDatabase()
  await db.owner`CREATE TABLE notes (note text NOT NULL)`
  pool = openPool(db.url, 1, (text) => sent.push(text))
})
afterAll(async () => {
  await pool.end()
  await db.drop()
})
beforeEach(async () => {
  await db.owner`TRUNCATE notes`
  sent.length = 0
})

const add = (sql: Sql, note: string | null) => sql.unsafe('INSERT INTO notes VALUES ($1)', [note])
const notes = async () => (await db.owner`SELECT note FROM notes ORDER BY note`).map(({ note }) => note)
const nothing = async () => undefined

test('commits with the last statement, once', async () => {
  await inTransaction(pool, nothing, async (sql, _, ending) => {
    await add(sql, 'first')
    await withCommit(sql, ending, (on) => add(on, 'last'))
  })
  expect(await notes()).toEqual(['first', 'last'])
  expect(sent.filter((text) => /^(COMMIT|ROLLBACK)$/.test(text))).toEqual(['COMMIT'])
})

test('commits nothing if the last statement fails, and the connection is good for the next transaction', async () => {
  const failed = inTransaction(pool, nothing, async (sql, _, ending) => {
    await add(sql, 'first')
    await withCommit(sql, ending, (on) => add(on, null))
  })
  await expect(failed).rejects.toMatchObject({ code: '23502' })
  expect(await notes()).toEqual([])
  await inTransaction(pool, nothing, (sql) => add(sql, 'next'))
  expect(await notes()).toEqual(['next'])
  expect(pool.counts()).toMatchObject({ open: 1, idle: 1 })
})

test('keeps what the last statement wrote if the work fails afterwards', async () => {
  const failed = inTransaction(pool, nothing, async (sql, _, ending) => {
    await withCommit(sql, ending, (on) => add(on, 'last'))
    throw new Error('after the commit')
  })
  await expect(failed).rejects.toThrow('after the commit')
  expect(await notes()).toEqual(['last'])
})
