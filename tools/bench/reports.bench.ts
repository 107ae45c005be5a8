/**
 * Measures the access report and the detectors at two sizes of the record, a year of lines each: what a report reads, and what the detectors read for
 * the newest 10,000 lines. Rows and blocks say how the cost grows; they do not depend on the machine. `--json`: one object as the last line.
 * `--quick`: a fifth of the lines.
 */

import { sumAccess } from '@porchlight/server/features/access-reports/jobs.ts'
import { detect } from '@porchlight/server/features/detectors/jobs.ts'
import { seal } from '@porchlight/server/features/the-record/record.fixture.ts'
import { testInstallation } from '@porchlight/server/testing/test-installation.ts'
import { openBenchApp } from './bench-app.ts'

const sizes = process.argv.includes('--quick') ? [20_000, 60_000] : [100_000, 300_000]
const newest = 10_000
const [csrs, accounts] = [200, 10_000]

const app = await openBenchApp(['shared_preload_libraries=pg_stat_statements'])
const { owner } = app
const tools = {
  pool: app.database.worker,
  installation: testInstallation({ timeZone: 'America/Los_Angeles' }),
  signal: new AbortController().signal,
}
type Job = typeof detect | typeof sumAccess

/** Runs work and counts what its statements read. The statements of the count itself are left out. */
async function counted(work: () => Promise<unknown>) {
  await owner.unsafe('SELECT pg_stat_statements_reset()')
  const began = performance.now()
  await work()
  const ms = Math.round(performance.now() - began)
  const [row] = await owner`SELECT sum(calls)::float8 AS statements, sum(rows)::float8 AS rows,
      sum(shared_blks_hit + shared_blks_read)::float8 AS blocks FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
    WHERE d.datname = 'bench' AND s.query NOT LIKE '%pg_stat_statements%'`
  return { statements: Number(row?.statements), rows: Number(row?.rows), blocks: Number(row?.blocks), ms }
}

/** Adds lines up to a size, over the year until now: openings by many CSRs, of which one in a hundred has no call beside it. */
async function fillTo(size: number, from: number): Promise<void> {
  await owner`INSERT INTO record_entries (at, event, action, actor_kind, csr_id, account_id, ip_address, correlation_id, reason)
    SELECT now() - ((${size}::int - n) * (interval '364 days' / ${size}::int)),
      CASE WHEN n % 40 = 0 THEN 'refused' ELSE 'read' END, 'account:view', 'csr', 'csr.' || n % ${csrs}::int,
      2000000000 + (n * 7919::bigint) % ${accounts}::int, '192.0.2.1', gen_random_uuid(),
      CASE WHEN n % 40 = 0 THEN 'further-reason-required' END
    FROM generate_series(${from + 1}::int, ${size}::int) n`
  await owner`INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at, csr_id)
    SELECT e.account_id, 'general', 'call', 'Called.', e.at, e.csr_id FROM record_entries e
    WHERE e.at > now() - interval '31 days' AND e.csr_id LIKE 'csr.%' AND e.account_id IS NOT NULL AND e.record_entry_id % 100 <> 0
      AND NOT EXISTS (SELECT FROM customer_contacts c WHERE c.account_id = e.account_id AND c.at = e.at)`
  while ((await seal(app)) > 0);
  await owner.unsafe('ANALYZE')
}

/** Sets every cursor behind the newest lines, as it is a moment after they were sealed. */
const behindNewest = (size: number) =>
  owner`UPDATE detector_cursors SET next_index = ${size - newest} WHERE detector <> 'sums'`

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)

try {
  await owner.unsafe('CREATE EXTENSION pg_stat_statements')
  for (let month = 1; month <= 12; month++)
    await owner`SELECT make_record_partitions(now() - make_interval(months => ${month}))`
  await owner`INSERT INTO csr_users (csr_id, issuer, subject, display_name, email)
    SELECT 'csr.' || n, 'http://id.localhost', 'csr.' || n, 'Csr ' || n, 'csr.' || n || '@bench.example' FROM generate_series(0, ${csrs - 1}::int) n`
  await owner`INSERT INTO accounts (account_id, customer_class, division, status, balance_cents, opened_on)
    SELECT 2000000000 + n, 'residential', 'Harbor', 'active', 0, '2020-01-01' FROM generate_series(0, ${accounts - 1}::int) n`
  const officer = await app.signedIn('desk', 'kenji.sato')
  const report = async (days: number) => {
    const body = JSON.stringify({ from: day(days - 1), to: day(0) })
    const { status, text } = await app.send(
      app.origins.desk,
      'POST',
      '/api/desk/access-report',
      officer,
      body,
    )
    if (status !== 200) throw new Error(`the report was answered ${status}: ${text.slice(0, 200)}`)
  }
  const run = (job: Job) => () => job.run(tools as never)
  const figures: Record<string, Awaited<ReturnType<typeof counted>>> = {}
  let filled = 0
  for (const size of sizes) {
    await fillTo(size, filled)
    filled = size
    figures[`${size} lines: sums from the beginning`] = await counted(run(sumAccess))
    await report(28)
    figures[`${size} lines: report of 28 days`] = await counted(() => report(28))
    figures[`${size} lines: report of a year`] = await counted(() => report(366))
    await run(detect)()
    await behindNewest(size)
    await owner`TRUNCATE alert_findings, alert_steps`
    await owner`DELETE FROM to_dos WHERE to_do_role = 'security-officer'`
    figures[`${size} lines: detectors, the newest ${newest}`] = await counted(run(detect))
  }
  console.table(figures)
  if (process.argv.includes('--json')) console.log(JSON.stringify(figures))
} finally {
  await app.close()
}
