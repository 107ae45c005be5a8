import { afterAll, beforeEach, expect, test } from 'vitest'
import { workTasks } from '#tasks/working/work-tasks.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { testInstallation } from '#testing/test-installation.ts'

let app: TestApp
beforeEach(async () => {
  await app?.close()
  app = await createTestApp()
})
afterAll(() => app.close())

type Change = { before: string | null; after: string }

/** A request of Maria's that waits for approval, approved by Inês and worked. Returns the task as it is then. */
async function approved(payload: Record<string, Change>) {
  const [row] =
    await app.owner`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id,
      email_address, ip_address, self_service_user_id, payload, correlation_id, created_at, updated_at)
    VALUES ('contact-details', 'awaiting-approval', ${town.mariaAccount}, 'customer', 'm.alvarez', 'm.alvarez@example.com',
      '192.0.2.10', ${town.maria}, ${payload}, gen_random_uuid(), now(), now()) RETURNING self_service_task_id AS task_id`
  const taskId = Number(row?.taskId)
  await app.owner`INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor)
    VALUES (${taskId}, 1, now(), 'awaiting-approval', 'm.alvarez')`
  const ines = await app.asCsr('ines.ferreira')
  await ines.api.performTaskAction({ params: { taskId, action: 'approve' }, body: { version: 1 } })
  const signal = new AbortController().signal
  await workTasks.run({ pool: app.database.worker, installation: testInstallation(), signal })
  const [task] = await app.owner`SELECT * FROM self_service_tasks WHERE self_service_task_id = ${taskId}`
  return task
}
const contacts = () =>
  app.owner`SELECT contact_type, value, normalised_value, is_primary, state, version FROM person_contacts
    WHERE person_id = 1 ORDER BY contact_type`

test('an approved change takes the place of the number that stood, as a new version, found by its own form', async () => {
  const task = await approved({ mobile: { before: '(619) 555-0101', after: '(858) 555-0142' } })
  expect(task).toMatchObject({ state: 'completed', appliedAt: expect.any(Date) })
  expect(await contacts()).toEqual([
    {
      contactType: 'mobile',
      value: '(858) 555-0142',
      normalisedValue: '+18585550142',
      isPrimary: true,
      state: 'approved',
      version: 2,
    },
  ])
  const amara = await app.asCsr('amara.okafor')
  const { rows } = await amara.api.searchCustomers({ body: { contact: '858 555 0142' } })
  expect(JSON.stringify(rows)).toContain('Alvarez')
})

test('a contact that was not there is added, several in one request', async () => {
  await approved({
    email: { before: null, after: 'Maria@Example.com' },
    phone: { before: null, after: '619-555-0177' },
  })
  expect(await contacts()).toMatchObject([
    {
      contactType: 'email',
      value: 'Maria@Example.com',
      normalisedValue: 'maria@example.com',
      isPrimary: true,
    },
    { contactType: 'mobile', version: 1 },
    { contactType: 'phone', normalisedValue: '+16195550177' },
  ])
})

test('writes nothing if the contact was changed since, and raises a to-do', async () => {
  await app.owner`UPDATE person_contacts SET value = '(619) 555-0999', normalised_value = '+16195550999' WHERE person_id = 1`
  const task = await approved({
    email: { before: null, after: 'maria@example.com' },
    mobile: { before: '(619) 555-0101', after: '(858) 555-0142' },
  })
  expect(task).toMatchObject({ state: 'error', failure: 'contact-changed-since', appliedAt: null })
  expect(await contacts()).toMatchObject([{ contactType: 'mobile', normalisedValue: '+16195550999' }])
  const toDos = await app.owner`SELECT subject FROM to_dos WHERE completed_at IS NULL`
  expect(toDos.map(({ subject }) => subject)).toContain('task-failed')
  const ines = await app.asCsr('ines.ferreira')
  const params = { taskId: Number(task?.selfServiceTaskId) }
  const byHand = ines.api.performTaskAction({
    params: { ...params, action: 'complete-by-hand' },
    body: { version: Number(task?.version), reason: 'it is done' },
  })
  await expect(byHand).rejects.toMatchObject({ status: 409, body: { reason: 'effect-not-made' } })
})

test('refuses to write an invalid telephone number', async () => {
  const task = await approved({ mobile: { before: '(619) 555-0101', after: 'call me' } })
  expect(task).toMatchObject({ state: 'error', failure: 'contact-not-valid' })
  expect(await contacts()).toMatchObject([{ normalisedValue: '+16195550101', version: 1 }])
})
