import { readFileSync } from 'node:fs'
import type { Pool } from '@porchlight/server/database/sql.ts'
import type { AppProcess } from './app-process.ts'
import { rounded } from './percentiles.ts'

/**
 * The work of one search, on average. Other load of the machine blurs times, but not counts. `statements` includes the session,
 * `BEGIN`, `COMMIT` and the line of rest; `round_trips`: packets in which they travel; `rows`: rows that statements return;
 * `buffers`: blocks of 8 KB that PostgreSQL touches. CPU times are null where there is no /proc.
 */
export type Counts = {
  statements: number
  round_trips: number
  rows: number
  buffers: number
  app_cpu_ms: number
  pg_cpu_ms: number | null
}

export type Counter = {
  /** Runs work of so many searches, and returns what one of them takes. */
  during(searches: number, work: () => Promise<unknown>): Promise<Counts>
  /** The statements that take most buffers since the counter was made. */
  profile(): Promise<StatementShare[]>
}

export type StatementShare = {
  share: number
  calls: number
  rows: number
  buffers: number
  ms: number
  statement: string
}

/** Counts what the application and PostgreSQL do for searches on this database. Nothing else may use it meanwhile. */
export async function openCounter(owner: Pool, app: AppProcess): Promise<Counter> {
  await owner`CREATE EXTENSION IF NOT EXISTS pg_stat_statements`
  await owner`SELECT pg_stat_statements_reset()`
  const read = async () => {
    const [row] = await owner`
      SELECT sum(s.rows)::bigint AS rows, sum(s.shared_blks_hit + s.shared_blks_read)::bigint AS buffers
      FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid
      WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND r.rolname LIKE 'porchlight\\_%'`
    const backends = await owner`SELECT pid FROM pg_stat_activity
      WHERE datname = current_database() AND usename LIKE 'porchlight\\_%'`
    const { statements, roundTrips, cpuMs } = await app.counts()
    return {
      statements,
      round_trips: roundTrips,
      rows: Number(row?.rows ?? 0),
      buffers: Number(row?.buffers ?? 0),
      app_cpu_ms: cpuMs,
      pg_cpu_ms: cpuMsOf(backends.map(({ pid }) => Number(pid))),
    }
  }
  return {
    during: async (searches, work) => {
      const before = await read()
      await work()
      const after = await read()
      const each = (name: keyof Counts) =>
        rounded(((after[name] ?? Number.NaN) - (before[name] ?? Number.NaN)) / searches)
      const cpu = each('pg_cpu_ms')
      return {
        statements: each('statements'),
        round_trips: each('round_trips'),
        rows: each('rows'),
        buffers: each('buffers'),
        app_cpu_ms: each('app_cpu_ms'),
        pg_cpu_ms: Number.isNaN(cpu) ? null : cpu,
      }
    },
    profile: async () => {
      const rows = await owner`
        SELECT round(100 * b / NULLIF(sum(b) OVER (), 0)) AS share, calls::integer,
          round(rows::numeric / calls, 1) AS rows, round(b / calls, 1) AS buffers,
          round((total_exec_time / calls)::numeric, 3) AS ms, left(regexp_replace(query, '\\s+', ' ', 'g'), 90) AS statement
        FROM (SELECT s.*, (s.shared_blks_hit + s.shared_blks_read)::numeric AS b FROM pg_stat_statements s
          JOIN pg_roles r ON r.oid = s.userid WHERE r.rolname LIKE 'porchlight\\_%') s
        ORDER BY b DESC LIMIT 15`
      return rows as unknown as StatementShare[]
    },
  }
}

/** Returns the CPU milliseconds of processes, to the nanosecond of Linux's scheduler; null where it does not tell. */
function cpuMsOf(pids: readonly number[]): number | null {
  try {
    const nanoseconds = pids.map((pid) =>
      Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]),
    )
    return nanoseconds.reduce((sum, some) => sum + some, 0) / 1e6
  } catch {
    return null
  }
}
