import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { type Database, openDatabase } from '#database/database.ts'
import { openPool, type Pool, type PoolOptions } from '#database/sql.ts'
import { testEncryptionKey } from './cluster.ts'

/** A database for one test file, cloned from the template. `owner` has every right in it. */
export type TestDatabase = {
  database: Database
  owner: Pool
  url: string
  /** The statements that requests have sent since a test last emptied this list. */
  statements: string[]
  /** Moves the database's clock, which expiry compares with. */
  advanceClock(interval: string): Promise<void>
  /** Stops the database's clock: from now on only `advanceClock` moves it, however long the machine takes. */
  stopClock(): Promise<void>
  drop(): Promise<void>
}

/** How the application reaches its database in a test of outages. */
export type Reaching = {
  /** Where it connects to instead of the database's own address. */
  through?: (url: string) => Promise<string>
  /** The most connections of all roles. */
  connections?: number
  /** Time-outs that differ from the usual ones. */
  times?: PoolOptions
}

/** Clones an empty database for a test file. The caller drops it. */
export const createTestDatabase = () => clone(inject('template'))

/** Clones a database with the small town in it. The caller drops it. */
export const createTownDatabase = (reaching: Reaching = {}) => clone(inject('townTemplate'), reaching)

async function clone(template: string, reaching: Reaching = {}): Promise<TestDatabase> {
  const { through, connections = 17, times = {} } = reaching
  const admin = openPool(inject('clusterUrl'), 1)
  const name = `test_${randomBytes(8).toString('hex')}`
  await admin.unsafe(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`)
  const url = new URL(inject('clusterUrl'))
  url.pathname = `/${name}`
  const owner = openPool(url.href, 2)
  const statements: string[] = []
  const database = openDatabase((await through?.(url.href)) ?? url.href, testEncryptionKey, {
    connections,
    times,
    onQuery: (text) => statements.push(text),
  })
  return {
    database,
    owner,
    url: url.href,
    statements,
    advanceClock: async (interval) => {
      await owner`UPDATE test_clock SET offset_by = offset_by + ${interval}::interval`
    },
    stopClock: async () => {
      await owner`UPDATE test_clock SET stopped_at = now()`
    },
    drop: async () => {
      await database.close()
      await owner.end()
      await admin.unsafe(`DROP DATABASE ${name} WITH (FORCE)`)
      await admin.end()
    },
  }
}
