import type { Sql } from '#database/sql.ts'
import type { Grant } from '#policy/grant.ts'
import { type Job, job } from './job.ts'

/** Deletes rows that have served; how long they are kept is the statement's own business. */
export type DeleteOld = (sql: Sql, grant: Grant<'job:delete-old-rows'>) => Promise<unknown>

/** Returns the job that runs these statements every hour. Each feature names the rows that it no longer needs. */
export const deleteOldRows = (statements: readonly DeleteOld[]): Job =>
  job({
    name: 'delete-old-rows',
    everyMs: 60 * 60_000,
    run: async ({ pool, grant }) => {
      for (const deleteOld of statements) await deleteOld(pool, grant)
    },
  })
