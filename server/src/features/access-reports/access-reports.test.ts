import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginAnew, look } from '#features/detectors/detectors.fixture.ts'
import { seal } from '#features/the-record/record.fixture.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { sumAccess } from './jobs.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  await beginAnew(app)
  await app.owner`TRUNCATE access_days, access_sums`
  for (const [csrId, accountId, at, event] of [
    ['tom.becker', town.mariaAccount, '2026-03-10 12:00Z', 'read'],
    ['tom.becker', town.mariaAccount, '2026-03-10 13:00Z', 'read'],
    ['tom.becker', town.otherAccount, '2026-03-11 12:00Z', 'refused'],
    ['amara.okafor', town.mariaAccount, '2026-03-12 12:00Z', 'changed'],
    ['amara.okafor', town.protectedAccount, '2026-03-12 12:00Z', 'read'],
    ['amara.okafor', town.mariaAccount, '2026-03-03 12:00Z', 'read'],
  ] as const)
    await look(app, { csrId, accountId, at, event })
  await app.owner`INSERT INTO record_entries (at, event, action, actor_kind, csr_id, account_id, ip_address, correlation_id, details)
    VALUES ('2026-03-10 12:00Z', 'started', 'masquerade:start', 'csr', 'tom.becker', ${town.mariaAccount}, '192.0.2.1', gen_random_uuid(), '{"purposeKind": "call"}')`
  await sum()
})
afterAll(() => app.close())

async function sum() {
  await seal(app)
  const tools = { pool: app.database.worker, installation: testInstallation({ timeZone: 'UTC' }) }
  await sumAccess.run({ ...tools, signal: new AbortController().signal })
}
const body = { from: '2026-03-09', to: '2026-03-15' }

test('sums a week by day, CSR, customer, purpose and refusal, beside the week before', async () => {
  const ines = await app.asCsr('ines.ferreira')
  const report = await ines.api.readAccessReport({ body })
  expect(report.steps.map(({ count, before }) => [count, before])).toEqual([
    [0, 0],
    [2, 1],
    [1, 0],
    [2, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ])
  expect(report.refusedSteps.map(({ from, count, before }) => [from, count, before])[2]).toEqual([
    '2026-03-11',
    1,
    0,
  ])
  expect(report.refusedSteps.reduce((sum, { count }) => sum + count, 0)).toBe(1)
  expect(report.before).toEqual({ from: '2026-03-02', to: '2026-03-08' })
  expect(report.csrs).toEqual([
    {
      csrId: 'tom.becker',
      name: 'Tom Becker',
      count: 3,
      before: 0,
      changes: 0,
      refusals: 1,
      masquerades: 1,
      customers: 2,
    },
    {
      csrId: 'amara.okafor',
      name: 'Amara Okafor',
      count: 2,
      before: 1,
      changes: 1,
      refusals: 0,
      masquerades: 0,
      customers: 2,
    },
  ])
  expect(report.customers).toMatchObject([
    { accountId: town.mariaAccount, personName: 'Maria Alvarez', csrs: 2, lines: 3 },
    { accountId: town.otherAccount, csrs: 1, lines: 1 },
    // Masked: a protected customer.
    { accountId: town.protectedAccount, personName: 'G•••• H••••', csrs: 1, lines: 1 },
  ])
  expect(report.purposes).toEqual([{ name: 'call', count: 1, before: 0 }])
  expect(report.refusals).toEqual([{ name: 'further-reason-required', count: 1, before: 0 }])
})

test('adds each line once when the job runs again', async () => {
  await sum()
  await sum()
  const [row] = await app.owner`SELECT sum(reads)::integer AS reads FROM access_days WHERE day < '2026-04-01'`
  expect(row).toEqual({ reads: 4 })
})

test('exports the figures as CSV, on the record', async () => {
  const ines = await app.asCsr('ines.ferreira')
  const { csv } = await ines.api.exportAccessReport({ body })
  expect(csv).toContain('csr,tom.becker,Tom Becker,3,0,0,1,1,2\r\n')
  const rows = await app.owner`SELECT csr_id, details ->> 'from' AS from FROM record_entries
    WHERE action = 'access-report:export' AND event = 'read'`
  expect(rows).toEqual([{ csrId: 'ines.ferreira', from: '2026-03-09' }])
})

test('refuses a CSR without the permission, and an invalid period', async () => {
  const amara = await app.asCsr('amara.okafor')
  await expect(amara.api.readAccessReport({ body })).rejects.toMatchObject({
    body: { reason: 'permission-missing' },
  })
  const ines = await app.asCsr('ines.ferreira')
  const wrong = { from: '2026-03-15', to: '2026-03-09' }
  await expect(ines.api.readAccessReport({ body: wrong })).rejects.toMatchObject({
    status: 422,
    body: { fields: [{ field: 'to', reason: 'not-valid' }] },
  })
})
