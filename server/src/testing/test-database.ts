import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { type Database, openDatabase } from '#database/database.ts'
import { openPool, type Pool } from '#database/sql.ts'
import { testEncryptionKey } from './cluster.ts'

/** A database of one test file's own, cloned from the template; `owner` may do everything in it. */
export type TestDatabase = {
  database: Database
  owner: Pool
  url: string
  /** The statements that requests have sent since it was last emptied. */
  statements: string[]
  /** Moves the clock that expiry compares with, from now on. */
  advanceClock(interval: string): Promise<void>
  drop(): Promise<void>
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const admin = openPool(inject('clusterUrl'), 1)
  const name = `test_${randomBytes(8).toString('hex')}`
  await admin.unsafe(`CREATE DATABASE ${name} TEMPLATE ${inject('template')} STRATEGY file_copy`)
  const url = new URL(inject('clusterUrl'))
  url.pathname = `/${name}`
  const owner = openPool(url.href, 2)
  const statements: string[] = []
  const database = openDatabase(url.href, testEncryptionKey, 4, (text) => statements.push(text))
  return {
    database,
    owner,
    url: url.href,
    statements,
    advanceClock: async (interval) => {
      await owner`UPDATE test_clock SET offset_by = offset_by + ${interval}::interval`
    },
    drop: async () => {
      await database.close()
      await owner.end()
      await admin.unsafe(`DROP DATABASE ${name} WITH (FORCE)`)
      await admin.end()
    },
  }
}
