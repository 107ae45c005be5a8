/**
 * Measures both lists of the record over a million lines of twelve months: the time of a page, and the blocks that PostgreSQL reads for it.
 * A busy CSR has 5,000 lines and a busy customer 10,000. `--json`: one object as the last line. `--quick`: a tenth of the lines.
 */
import { town } from '@porchlight/server/testing/small-town.ts'
import { openBenchApp } from './bench-app.ts'

const count = process.argv.includes('--quick') ? 100_000 : 1_000_000
const app = await openBenchApp()
const { owner } = app
const rounds = 30

type Page = { entries: unknown[]; nextBefore: number | null }
const headers = await app.signedIn('desk', 'kenji.sato')
async function page(path: string, body: object): Promise<{ page: Page; ms: number }> {
  const started = performance.now()
  const url = `/api/desk/record/${path}`
  const { status, text } = await app.send(app.origins.desk, 'POST', url, headers, JSON.stringify(body))
  if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`)
  return { page: JSON.parse(text), ms: performance.now() - started }
}

/** Median milliseconds of the first page and of the third page. */
async function measure(path: string, body: object) {
  const first: number[] = []
  const third: number[] = []
  for (let round = 0; round < rounds; round++) {
    let before: number | null = null
    for (let nth = 1; nth <= 3; nth++) {
      const { page: shown, ms } = await page(path, { ...body, ...(before !== null && { before }) })
      if (shown.entries.length === 0) throw new Error(`${path} found nothing`)
      if (nth === 1) first.push(ms)
      if (nth === 3) third.push(ms)
      before = shown.nextBefore
      if (before === null) break
    }
  }
  const middle = (values: number[]) =>
    Math.round((values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0) * 10) / 10
  return { first_ms: middle(first), third_ms: middle(third) }
}

/** Returns the number of blocks that the database read for a page, including the session and the record line. */
async function blocks(work: () => Promise<unknown>): Promise<number> {
  const read = async () => {
    const [row] =
      await owner`SELECT pg_stat_clear_snapshot(), blks_read + blks_hit AS blocks FROM pg_stat_database
      WHERE datname = current_database()`
    return Number(row?.blocks)
  }
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  const before = await read()
  await work()
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  return (await read()) - before
}

try {
  for (let month = 1; month <= 12; month++)
    await owner`SELECT make_record_partitions(now() - make_interval(months => ${month}))`
  await owner`INSERT INTO record_entries (at, event, action, actor_kind, csr_id, web_user_id, account_id, ip_address, correlation_id)
    SELECT now() - n * (interval '360 days' / ${count}::int), CASE WHEN n % 50 = 0 THEN 'changed' ELSE 'read' END, 'account:view', 'csr',
      'csr.' || n % 200, CASE WHEN n % 3 = 0 THEN 30000 + n % 90000 END,
      CASE WHEN n % 100 = 0 THEN ${town.mariaAccount} ELSE 2000000000 + n % 100000 END, '192.0.2.1', gen_random_uuid()
    FROM generate_series(1, ${count}::int) n`
  await owner`ANALYZE record_entries`
  const lists = {
    csr: ['of-csr', { csrId: 'csr.7' }],
    csr_changes: ['of-csr', { csrId: 'csr.0', event: 'changed' }],
    customer: ['of-customer', { personId: 1 }],
    customer_without_lines: ['of-customer', { personId: 3 }],
  } as const
  const figures: Record<string, unknown> = { lines: count }
  for (const [name, [path, body]] of Object.entries(lists)) {
    if (name === 'customer_without_lines') await page(path, body)
    figures[name] = { ...(await measure(path, body)), blocks: await blocks(() => page(path, body)) }
  }
  console.table(figures)
  if (process.argv.includes('--json')) console.log(JSON.stringify(figures))
} finally {
  await app.close()
}
