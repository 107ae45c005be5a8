import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleFixture } from '#testing/bundle-fixture.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { startProcess } from '#testing/test-process.ts'
import { beginAnew } from './detectors.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const kills = 5
const linesPerKill = 1_500

/** Adds record lines of one CSR, each about another canary customer, so that each line is one finding. */
const addLooks = (first: number) => app.owner`
  WITH made AS (
    INSERT INTO accounts (account_id, customer_class, division, status, opened_on)
    SELECT 2000000000 + ${first}::bigint + n, 'residential', 'Harbor', 'active', '2020-01-01' FROM generate_series(1, ${linesPerKill}) n
    RETURNING account_id),
  marked AS (
    INSERT INTO canary_customers (account_id, marked_by_csr_id, marked_at)
    SELECT account_id, 'kenji.sato', now() - interval '1 day' FROM made)
  INSERT INTO record_entries (at, event, action, actor_kind, csr_id, account_id, ip_address, correlation_id)
  SELECT now(), 'read', 'account:view', 'csr', 'tom.becker', account_id, '192.0.2.1', gen_random_uuid() FROM made`

test('the worker is killed at random points: no finding and no sum is lost or doubled', async () => {
  await beginAnew(app)
  const file = await bundleFixture(path.join(import.meta.dirname, 'detect-worker.fixture.ts'))
  const begin = async () => {
    const worker = startProcess(file, [app.url], [])
    await worker.until(once(worker.child, 'message'))
    worker.child.send('begin')
    return worker
  }
  const isDone = async () => {
    const [row] =
      await app.owner`SELECT (SELECT count(*) FROM alert_findings WHERE detector = 'canary-opened') AS found,
      (SELECT COALESCE(sum(reads), 0) FROM access_days) AS reads, (SELECT settled_id FROM record_sealing) AS settled`
    return row
  }
  const points = [0.8, 0.1, 0.6, 0.3, 0.95]
  let worker = await begin()
  for (let kill = 0; kill < kills; kill += 1) {
    await addLooks(kill * 10_000)
    const [before] = await app.owner`SELECT count(*)::integer AS found FROM alert_findings`
    // Waits until the worker reads the new lines, so that the kill hits it within a batch or between two.
    await worker.until(
      (async () => {
        for (;;) {
          const [now] = await app.owner`SELECT count(*)::integer AS found FROM alert_findings`
          const [size] = await app.owner`SELECT size::integer AS size FROM record_sealing`
          if (Number(now?.found) > Number(before?.found) || Number(size?.size) >= (kill + 1) * linesPerKill)
            return
          await sleep(20)
        }
      })(),
    )
    await sleep((points[kill] ?? 0) * 400)
    await worker.kill()
    worker = await begin()
  }
  const all = kills * linesPerKill
  await worker.until(
    (async () => {
      for (;;) {
        const row = await isDone()
        if (Number(row?.found) >= all && Number(row?.reads) >= all) return
        await sleep(50)
      }
    })(),
  )
  await worker.kill()
  const [counted] = await app.owner`SELECT
    (SELECT count(*) FROM alert_findings WHERE detector = 'canary-opened')::integer AS findings,
    (SELECT count(DISTINCT account_id) FROM alert_findings WHERE detector = 'canary-opened')::integer AS accounts,
    (SELECT count(*) FROM to_dos WHERE subject = 'canary-opened')::integer AS alerts,
    (SELECT sum(reads) FROM access_days)::integer AS reads,
    (SELECT sum(count) FROM access_sums WHERE sum_kind = 'event' AND name = 'read')::integer AS summed,
    (SELECT sum(count) FROM access_sums WHERE sum_kind = 'customers')::integer AS customers`
  expect(counted).toEqual({
    findings: all,
    accounts: all,
    alerts: all,
    reads: all,
    summed: all,
    customers: all,
  })
})
