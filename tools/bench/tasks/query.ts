import type { openBenchApp } from '../bench-app.ts'
import { type Figures, measure } from '../measure.ts'
import { connectionsCpu } from '../postgres-cpu.ts'
import { filled, fillTasks } from './fill-tasks.ts'
import { commonSearches, rareSearches } from './searches.ts'

type BenchApp = Awaited<ReturnType<typeof openBenchApp>>

/** Milliseconds at the 95th percentile that common and rare searches may take. */
const [common, rare] = [20, 100]
/** Number of pages before the page on which the deep figures are measured. */
const deep = 200

/**
 * A search with its milliseconds, its limit at the 95th percentile, and the database's work for one request. `databaseCpu`: CPU
 * milliseconds of PostgreSQL, null where there is no /proc.
 */
type Cost = Figures & {
  limit: number
  rows: number
  statements: number
  buffers: number
  databaseCpu: number | null
}

/** Fills the database of a benchmark with `count` tasks for {@link measureTaskQueries}. */
export async function fillTaskQueries(app: BenchApp, count: number): Promise<void> {
  await app.owner`CREATE EXTENSION IF NOT EXISTS pg_stat_statements`
  await fillTasks(app.owner, count)
  await app.owner`INSERT INTO group_memberships (csr_group, csr_id) VALUES ('supervisors', 'agent1')`
  // Paging shows more people than a CSR may see within an hour.
  await app.owner`INSERT INTO setting_versions (setting, version, value, changed_by_csr_id, changed_at)
    VALUES ('limits.people-named-per-hour', 1, '1000000000', 'agent1', now())`
}

/**
 * Measures the Self-Service Task Query through HTTP and with everything else that a request does: session, decision, record. One
 * client. `deep`: the page after ten thousand rows, by its cursor. Statements and buffers are counted by pg_stat_statements, which must
 * be preloaded: unlike milliseconds they are the same on a busy machine.
 * @returns the 95th percentile of each search in milliseconds, and all figures
 */
export async function measureTaskQueries(app: BenchApp, runs = 60) {
  const headers = await app.signedIn('desk', 'agent1')
  const post = async (path: string, body: object) => {
    const response = await app.send(
      app.origins.desk,
      'POST',
      `/api/desk/self-service-tasks/${path}`,
      headers,
      JSON.stringify(body),
    )
    if (response.status !== 200)
      throw new Error(`${JSON.stringify(body)}: ${response.status} ${response.text}`)
    return JSON.parse(response.text) as { tasks?: unknown[]; nextCursor: string | null }
  }
  const [some] =
    await app.owner`SELECT correlation_id FROM self_service_tasks WHERE self_service_task_id = ${filled.task + 4321}`
  const figures: Record<string, Cost> = {}
  const cpuOfDesk = async () => {
    const rows = await app.owner`SELECT pid FROM pg_stat_activity WHERE usename LIKE '%desk' ORDER BY pid`
    return connectionsCpu(rows.map(({ pid }) => Number(pid)))
  }
  const costOf = async (path: string, body: object, limit: number): Promise<Cost> => {
    // A request counts the people that its CSR saw within the hour. The pages before the deep ones name more than any CSR may see.
    await app.owner`TRUNCATE csr_openings`
    const { tasks = [] } = await post(path, body)
    const cpuBefore = await cpuOfDesk()
    const times = await measure(runs, () => post(path, body))
    const cpuAfter = await cpuOfDesk()
    await app.owner`SELECT pg_stat_statements_reset()`
    await post(path, body)
    const [{ statements, buffers } = {}] = await app.owner`
      SELECT sum(s.calls)::integer AS statements, sum(s.shared_blks_hit + s.shared_blks_read)::integer AS buffers
      FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid WHERE r.rolname LIKE '%desk'`
    // `measure` warms up with a tenth of the calls.
    const calls = runs + Math.ceil(runs / 10)
    const databaseCpu =
      cpuBefore === null || cpuAfter === null ? null : Math.round(((cpuAfter - cpuBefore) * 1e4) / calls) / 10
    return { ...times, limit, rows: tasks.length, statements, buffers, databaseCpu }
  }
  for (const [name, body] of Object.entries(commonSearches({ correlationId: String(some?.correlationId) }))) {
    figures[name] = await costOf('query', body, common)
    if (!name.startsWith('sort ')) continue
    let { nextCursor: cursor } = await post('query', body)
    for (let page = 1; page < deep && cursor !== null; page++)
      cursor = (await post('query', { ...body, cursor })).nextCursor
    if (cursor !== null) figures[`${name}, deep`] = await costOf('query', { ...body, cursor }, common)
  }
  for (const [name, body] of Object.entries(rareSearches)) figures[name] = await costOf('query', body, rare)
  figures['counts of everything'] = await costOf('count', {}, common)
  figures['counts of a name of 300'] = await costOf('count', { customerName: 'smith' }, rare)
  figures['counts of a CSR with a tenth'] = await costOf('count', { csrId: 'agent1' }, rare)
  const query_p95_ms = Object.fromEntries(Object.entries(figures).map(([name, { p95 }]) => [name, p95]))
  return { query_p95_ms, figures }
}
