import type { Database } from '#database/database.ts'
import { appliedMigrations, operatingFigures, ping } from './queries.ts'

/** One named check: whether it passes; if not, why. */
export type Check = { ok: boolean; reason?: string; lagSeconds?: number; missing?: string[] }
export type Readiness = { ready: boolean; checks: Record<'database' | 'migrations' | 'worker', Check> }

type Options = {
  database: Database
  /** Names of the migrations that this version needs. */
  migrations: readonly string[]
  /** Seconds that due work may wait before this process counts as not ready; 0 leaves that out. */
  workerLagSeconds: number
  /** Milliseconds that the database may take to answer. */
  patienceMs?: number
}

/** How long an answer is given again: anybody may ask, and the database must not notice. */
const freshMs = 1_000

/** Fails when the work takes longer, so that a readiness check never waits for the database. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('too slow')), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
    work.catch(() => {})
  }
}

/**
 * Returns a function that says whether this process should get requests: every role of the database answers, the database has
 * all migrations of this version (newer ones do no harm: a newer process runs beside this one), and due work does not wait.
 */
export function createReadiness(options: Options): () => Promise<Readiness> {
  const { database, migrations, workerLagSeconds, patienceMs = 2_000 } = options
  const orUndefined = async <T>(work: Promise<T>) => within(patienceMs, work).catch(() => undefined)

  const check = async (): Promise<Readiness> => {
    const roles = [database.portal, database.view, database.desk, database.worker]
    const [answers, applied, figures] = await Promise.all([
      orUndefined(Promise.all(roles.map((pool) => ping.one(pool, {})))),
      orUndefined(appliedMigrations(database.worker, {})),
      orUndefined(operatingFigures.one(database.worker, {})),
    ])
    const names = new Set(applied?.map(({ name }) => name))
    const missing = migrations.filter((name) => !names.has(name))
    const lagSeconds = Math.round(figures?.workerLagSeconds ?? 0)
    const isLate = workerLagSeconds > 0 && lagSeconds > workerLagSeconds
    const unknown = { ok: false, reason: 'unknown: the database does not answer' }
    const checks: Readiness['checks'] = {
      database: answers ? { ok: true } : { ok: false, reason: `no answer within ${patienceMs} ms` },
      migrations: !applied
        ? unknown
        : missing.length > 0
          ? { ok: false, reason: 'migrations are missing', missing }
          : { ok: true },
      worker: !figures
        ? unknown
        : isLate
          ? { ok: false, reason: `due work has waited for more than ${workerLagSeconds} s`, lagSeconds }
          : { ok: true, lagSeconds },
    }
    return { ready: Object.values(checks).every(({ ok }) => ok), checks }
  }

  let last: { at: number; readiness: Promise<Readiness> } | undefined
  return () => {
    const now = performance.now()
    if (!last || now - last.at > freshMs) last = { at: now, readiness: check() }
    return last.readiness
  }
}
