import { mostExported } from '@porchlight/contract/task-choices.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
let ines: Browser
const path = '/api/desk/self-service-tasks/export.csv'
beforeAll(async () => {
  app = await createTestApp()
  ines = await app.asCsr('ines.ferreira')
  await app.owner`UPDATE person_names SET given_name = '=HYPERLINK("x")' WHERE person_id = 3`
  await app.owner`INSERT INTO self_service_tasks (self_service_task_id, task_type, state, account_id, actor_kind, web_user_id,
      email_address, ip_address, self_service_user_id, payload, amount_cents, currency, correlation_id, created_at, updated_at)
    SELECT 1000 + i, 'one-time-payment', CASE i WHEN 7 THEN 'error' ELSE 'completed' END, ${town.otherAccount}, 'customer', 'o.petrova', 'o@example.com', '192.0.2.1', ${town.olga},
      '{}', 1234, 'USD', gen_random_uuid(), now() - i * interval '1 minute', now() FROM generate_series(1, 2500) i`
  await app.owner`INSERT INTO self_service_tasks (self_service_task_id, task_type, state, account_id, actor_kind, web_user_id,
      email_address, ip_address, self_service_user_id, payload, correlation_id, created_at, updated_at)
    VALUES (9000, 'paperless', 'completed', ${town.protectedAccount}, 'customer', 'g.hidden', 'g.hidden@example.com', '192.0.2.1', ${town.protectedUser}, '{}', gen_random_uuid(), now(), now())`
})
afterAll(() => app.close())

const exported = (body: object, by = ines) => by.request('POST', path, { json: body })
const record = () =>
  app.owner`SELECT csr_id, event, details FROM record_entries WHERE action = 'task:export' ORDER BY record_entry_id`

test('exports every task once, in order, with headings in the CSR’s language', async () => {
  const response = await exported({ taskTypes: ['one-time-payment'], locale: 'es' })
  expect(response.status).toBe(200)
  expect(response.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="self-service-tasks.csv"',
  })
  const [head, ...lines] = response.text.trimEnd().split('\r\n')
  expect(head).toMatch(/^\ufeffID de la tarea,Tipo,/)
  expect(lines.map((line) => Number(line.split(',')[0]))).toEqual(
    Array.from({ length: 2500 }, (_, i) => 1001 + i),
  )
  // A name that a spreadsheet would run.
  expect(lines[0]).toContain(`,"'=HYPERLINK(""x"") Petrova",`)
  expect(lines[0]).toContain(',12.34,USD,')
  expect(await record()).toMatchObject([
    { csrId: 'ines.ferreira', event: 'read', details: { export: 'begun', asked: 'taskTypes' } },
    { csrId: 'ines.ferreira', event: 'read', details: { export: 'ended', rows: 2500 } },
  ])
})

test('applies filters, masks protected customers, and exports only headings if no task is found', async () => {
  const some = await exported({ states: ['error'] })
  expect(some.text.split('\r\n').map((line) => line.split(',')[0])).toEqual(['\ufeffTask ID', '1007', ''])
  const hidden = await exported({ taskTypes: ['paperless'] })
  expect(hidden.text).toContain('9000')
  expect(hidden.text).not.toMatch(/hidden/i)
  const none = await exported({ states: ['draft'] })
  expect(none.text.split('\r\n')).toHaveLength(2)
})

test('stops at the limit of rows', async () => {
  const page = await ines.api.exportTasks({ body: { rowsBefore: mostExported - 10 } })
  expect([page.rows, page.nextCursor]).toEqual([10, null])
})

test('refuses a CSR without the permission with the reason, and sends no file', async () => {
  const amara = await app.asCsr('amara.okafor')
  expect(await exported({}, amara)).toMatchObject({ status: 403, text: '{"reason":"permission-missing"}' })
  const wrong = await exported({ from: 'x' })
  expect([wrong.status, JSON.parse(wrong.text)]).toMatchObject([422, { fields: [{ field: 'from' }] }])
  const forged = await ines.request('POST', path, { json: {} }, { origin: 'https://evil.example' })
  expect(forged.status).toBe(403)
})

describe('the people in exports', () => {
  const people = [4101, 4102, 4103]
  beforeAll(async () => {
    const { owner } = app
    await owner`INSERT INTO persons (person_id, kind) SELECT unnest(${people}::bigint[]), 'human'`
    await owner`INSERT INTO person_names (person_id, name_type, given_name, surname)
      SELECT id, 'primary', 'Resident', 'Exported' || id FROM unnest(${people}::bigint[]) id`
    await owner`INSERT INTO accounts (account_id, customer_class, division, status, opened_on)
      SELECT 2000000000 + id, 'residential', 'Harbor', 'active', '2020-01-01' FROM unnest(${people}::bigint[]) id`
    await owner`INSERT INTO account_persons (account_id, person_id, is_main_customer, is_financially_responsible, relationship_type)
      SELECT 2000000000 + id, id, true, true, 'main' FROM unnest(${people}::bigint[]) id`
    // 1,200 tasks of each, made by a web user of the second: a file of several pages, whose last person is on its last page.
    await owner`INSERT INTO self_service_tasks (self_service_task_id, task_type, state, account_id, actor_kind, web_user_id,
        email_address, ip_address, self_service_user_id, payload, correlation_id, created_at, updated_at)
      SELECT id * 10000 + n, 'budget-billing', 'completed', 2000000000 + id, 'customer', 'o.petrova', 'o@example.com', '192.0.2.1',
        ${town.olga}, '{}', gen_random_uuid(), now() - id * interval '1 day' - n * interval '1 second', now()
      FROM unnest(${people}::bigint[]) id, generate_series(1, 1200) n`
  })
  beforeEach(async () => {
    await app.owner`TRUNCATE csr_openings, to_dos, alert_steps, alert_findings, record_entries, setting_versions`
  })
  const allow = (most: number) =>
    app.owner`INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
      VALUES ('limits.people-exported-per-hour', '', 1, ${String(most)}::text::jsonb, 'ines.ferreira', now())`
  const counted = async () =>
    (await app.owner`SELECT id FROM csr_openings WHERE what = 'exported' ORDER BY id`).map(({ id }) => id)
  const alerts = async () =>
    (await app.owner`SELECT subject, about_csr_id FROM to_dos`).map((row) => [row.subject, row.aboutCsrId])
  const all = { taskTypes: ['budget-billing'] }

  test('are counted before the file begins, including those of its last page, and the record has the number', async () => {
    await allow(4)
    const response = await exported(all)
    expect([response.status, response.text.trimEnd().split('\r\n').length]).toEqual([200, 3601])
    // Three main customers, and the person of the web user who made the tasks.
    expect(await counted()).toEqual([3, ...people])
    expect((await record()).map(({ details }) => details)).toEqual([
      { export: 'begun', asked: 'taskTypes', people: 4 },
      { export: 'ended', rows: 3600 },
    ])
    expect(await alerts()).toEqual([])
    // Whom an export named within the hour costs nothing again.
    expect((await exported(all)).status).toBe(200)
  })

  test('above the limit: no file, a named reason, a line in the record and an alert', async () => {
    await allow(3)
    expect(await exported(all)).toMatchObject({ status: 429, text: '{"reason":"too-many-exported"}' })
    expect(await counted()).toEqual([])
    expect(
      await app.owner`SELECT event, reason FROM record_entries WHERE action = 'task:export' ORDER BY record_entry_id`,
    ).toContainEqual({ event: 'refused', reason: 'too-many-exported' })
    expect(await alerts()).toEqual([['too-many-exported', 'ines.ferreira']])
    // A narrower one fits, and what it named stays counted for the next.
    const some = { ...all, accountId: 2_000_004_101 }
    expect((await exported(some)).status).toBe(200)
    expect(await counted()).toEqual([3, 4101])
    expect((await exported(all)).status).toBe(429)
    await app.advanceClock('61 minutes')
    expect(
      (await exported({ ...all, accountId: 2_000_004_103 }, await app.asCsr('ines.ferreira'))).status,
    ).toBe(200)
  })

  test('are counted page by page when a page is requested without the beginning, and that leaves a line in the record', async () => {
    await allow(3)
    const cso = await app.asCsr('ines.ferreira')
    const [last] = await app.owner<{ at: string }[]>`
      SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at FROM self_service_tasks
      WHERE self_service_task_id = 41011200`
    const at = last?.at ?? ''
    const cursor = Buffer.from(JSON.stringify(['created descending', 41_011_200, at, null])).toString(
      'base64url',
    )
    const page = () => cso.api.exportTasks({ body: { taskTypes: ['budget-billing'], cursor } })
    expect((await page()).rows).toBe(1000)
    expect(await counted()).toEqual([3, 4102])
    expect((await record()).map(({ details }) => details)).toEqual([
      { export: 'page', asked: 'taskTypes', rows: 1000, people: 2 },
    ])
    await app.owner`UPDATE setting_versions SET value = '1'`
    await app.owner`TRUNCATE csr_openings`
    expect(await page().catch((refused) => refused.body.reason)).toBe('too-many-exported')
  })
})
