import { mostExported } from '@porchlight/contract/task-choices.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

test('all that answer, page by page, in their order, once, with heads in the reader’s language', async () => {
  const answer = await exported({ taskTypes: ['one-time-payment'], locale: 'es' })
  expect(answer.status).toBe(200)
  expect(answer.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="self-service-tasks.csv"',
  })
  const [head, ...lines] = answer.text.trimEnd().split('\r\n')
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

test('a filter narrows it; a protected customer is masked as in lists; nothing at all is a head', async () => {
  const some = await exported({ states: ['error'] })
  expect(some.text.split('\r\n').map((line) => line.split(',')[0])).toEqual(['\ufeffTask ID', '1007', ''])
  const hidden = await exported({ taskTypes: ['paperless'] })
  expect(hidden.text).toContain('9000')
  expect(hidden.text).not.toMatch(/hidden/i)
  const none = await exported({ states: ['draft'] })
  expect(none.text.split('\r\n')).toHaveLength(2)
})

test('it ends at its limit, and says so by its last page', async () => {
  const page = await ines.api.exportTasks({ body: { rowsBefore: mostExported - 10 } })
  expect([page.rows, page.nextCursor]).toEqual([10, null])
})

test('who may not is refused with the reason, ahead of any file', async () => {
  const amara = await app.asCsr('amara.okafor')
  expect(await exported({}, amara)).toMatchObject({ status: 403, text: '{"reason":"permission-missing"}' })
  const wrong = await exported({ from: 'x' })
  expect([wrong.status, JSON.parse(wrong.text)]).toMatchObject([422, { fields: [{ field: 'from' }] }])
  const forged = await ines.request('POST', path, { json: {} }, { origin: 'https://evil.example' })
  expect(forged.status).toBe(403)
})
