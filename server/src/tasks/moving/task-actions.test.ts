import { type TaskState, taskActions, taskStates } from '@porchlight/contract/task-types.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
let amara: Browser
let ines: Browser
beforeAll(async () => {
  app = await createTestApp()
  amara = await app.asCsr('amara.okafor')
  ines = await app.asCsr('ines.ferreira')
})
afterAll(() => app.close())

/** Makes a task of Maria's, or of a CSR at the desk, with its first log line. */
async function made(taskType: string, state: TaskState, more: { csrId?: string; scheduledOn?: string } = {}) {
  const { csrId = null, scheduledOn = null } = more
  const [row] =
    await app.owner`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, csr_id,
      email_address, ip_address, self_service_user_id, scheduled_on, payload, correlation_id, created_at, updated_at)
    VALUES (${taskType}, ${state}, ${town.mariaAccount}, ${csrId ? 'csr' : 'customer'}, ${csrId ?? 'm.alvarez'}, ${csrId},
      ${csrId ? null : 'm.alvarez@example.com'}, '192.0.2.10', ${town.maria}, ${scheduledOn}, '{}', gen_random_uuid(), now(), now())
    RETURNING self_service_task_id AS task_id`
  const taskId = Number(row?.taskId)
  await app.owner`INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor)
    VALUES (${taskId}, 1, now(), ${state}, 'm.alvarez')`
  return taskId
}
const of = async (taskId: number) =>
  (await app.owner`SELECT * FROM self_service_tasks WHERE self_service_task_id = ${taskId}`)[0]
const logOf = (taskId: number) =>
  app.owner`SELECT position, state, actor, reason, action FROM self_service_task_log WHERE self_service_task_id = ${taskId} ORDER BY position`
const conflict = { status: 409, body: { reason: 'version-conflict' } }

test('the final states are the same in the contract and in the database, and a final task is never reopened', async () => {
  const { finalStates } = await import('@porchlight/contract/task-types.ts')
  for (const state of taskStates) {
    const taskId = await made('paperless', state)
    expect([state, (await of(taskId))?.isFinal]).toEqual([state, finalStates.includes(state)])
    const reopened = app.owner`UPDATE self_service_tasks SET state = 'pending' WHERE self_service_task_id = ${taskId}`
    if (finalStates.includes(state)) await expect(reopened).rejects.toThrow('never reopened')
    else await reopened
  }
})

test('deletes the log with its task', async () => {
  const [gone, stays] = [await made('paperless', 'draft'), await made('paperless', 'draft')]
  await app.owner`DELETE FROM self_service_tasks WHERE self_service_task_id = ${gone}`
  expect(await logOf(gone)).toHaveLength(0)
  expect(await logOf(stays)).toHaveLength(1)
})

test('retries a task in error: due at once, its to-do settled, a line in the log and in the record', async () => {
  const taskId = await made('paperless', 'error')
  await app.owner`SELECT raise_to_do('customer-records', 'task-failed', 2::smallint, ${town.mariaAccount}, ${taskId})`
  const done = await amara.api.performTaskAction({
    params: { taskId, action: 'retry' },
    body: { version: 1, reason: 'it is back' },
  })
  expect(done).toEqual({ taskId, state: 'pending', version: 2 })
  const task = await of(taskId)
  expect(task).toMatchObject({ state: 'pending', version: 2, attempts: 0 })
  expect(task?.dueAt).not.toBeNull()
  expect(await logOf(taskId)).toMatchObject([
    { position: 1, state: 'error', action: null },
    { position: 2, state: 'pending', actor: 'amara.okafor', reason: 'it is back', action: 'retry' },
  ])
  const toDos = await app.owner`SELECT completed_at FROM to_dos WHERE self_service_task_id = ${taskId}`
  expect(toDos[0]?.completedAt).not.toBeNull()
  const lines = await app.owner`SELECT * FROM record_entries WHERE self_service_task_id = ${taskId}`
  expect(lines).toMatchObject([
    { event: 'changed', action: 'task:retry', csrId: 'amara.okafor', accountId: town.mariaAccount },
  ])
})

test('of two simultaneous actions performs one, and tells the other CSR what changed and by whom', async () => {
  const taskId = await made('service-start', 'error')
  const body = { version: 1, reason: 'no longer wanted' }
  const both = await Promise.allSettled([
    amara.api.performTaskAction({ params: { taskId, action: 'discard' }, body }),
    ines.api.performTaskAction({ params: { taskId, action: 'complete-by-hand' }, body }),
  ])
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const refused = both.find((one) => one.status === 'rejected')?.reason
  const after = await of(taskId)
  expect(refused).toMatchObject(conflict)
  expect(refused.body.version).toBe(2)
  expect(refused.body.difference).toContainEqual({ field: 'state', yours: 'error', theirs: after?.state })
  const winner = after?.state === 'discarded' ? 'amara.okafor' : 'ines.ferreira'
  expect(refused.body.difference).toContainEqual({ field: 'changed-by', yours: null, theirs: winner })
  expect(await logOf(taskId)).toHaveLength(2)
})

test('takes the action from the path: an unknown one is refused, and so is a field of another action', async () => {
  const taskId = await made('service-start', 'error')
  const send = (action: string, body: object) =>
    amara.request('POST', `/api/desk/self-service-tasks/${taskId}/${action}`, { json: body })
  for (const action of ['explode', 'constructor', '__proto__', 'task:discard', '%00']) {
    const { status, text } = await send(action, { version: 1, reason: 'x' })
    expect([action, status, JSON.parse(text)]).toEqual([
      action,
      400,
      { reason: 'invalid-request', fields: [{ field: 'action', reason: 'not-valid' }] },
    ])
  }
  const { status, text } = await send('discard', { version: 1, reason: 'x', assignTo: null })
  expect([status, JSON.parse(text).fields]).toEqual([400, [{ field: 'assignTo', reason: 'unknown' }]])
  expect(await of(taskId)).toMatchObject({ state: 'error', version: 1 })
})

test('decides each action by its own row, and records a refusal under its name', async () => {
  const taskId = await made('payment-extension', 'awaiting-approval')
  const tom = await app.asCsr('tom.becker')
  for (const action of taskActions) {
    const body = {
      version: 1,
      ...(action !== 'retry' && { reason: 'x' }),
      ...(action === 'reschedule' && { scheduledOn: '2090-01-02' }),
      ...(action === 'assign' && { assignTo: null }),
    }
    const json = { json: body }
    const path = `/api/desk/self-service-tasks/${taskId}/${action}`
    expect((await tom.request('POST', path, json)).text).toContain('permission-missing')
    expect((await tom.request('POST', path, json, { origin: 'https://evil.example' })).status).toBe(403)
    const entries = await app.owner`SELECT event, action, reason FROM record_entries
      WHERE csr_id = 'tom.becker' AND event = 'refused' ORDER BY record_entry_id DESC LIMIT 2`
    expect(entries).toEqual([
      { event: 'refused', action: `task:${action}`, reason: 'origin-not-allowed' },
      { event: 'refused', action: `task:${action}`, reason: 'permission-missing' },
    ])
  }
})

test('refuses an action that the state does not have, and any action on a final task', async () => {
  const pending = await made('service-start', 'pending')
  const never = { status: 409, body: { reason: 'move-not-allowed' } }
  await expect(
    ines.api.performTaskAction({ params: { taskId: pending, action: 'approve' }, body: { version: 1 } }),
  ).rejects.toMatchObject(never)
  const over = await made('service-start', 'completed')
  const body = { version: 1, reason: 'x' }
  await expect(
    amara.api.performTaskAction({ params: { taskId: over, action: 'discard' }, body }),
  ).rejects.toMatchObject(never)
  await expect(
    amara.api.performTaskAction({ params: { taskId: over, action: 'note' }, body }),
  ).rejects.toMatchObject(never)
  await expect(
    amara.api.performTaskAction({ params: { taskId: 7, action: 'retry' }, body: { version: 1 } }),
  ).rejects.toMatchObject({
    status: 404,
  })
})

test('writes a line in the contact history when a task is completed by hand', async () => {
  const taskId = await made('service-stop', 'error')
  await ines.api.performTaskAction({
    params: { taskId, action: 'complete-by-hand' },
    body: { version: 1, reason: 'done in the field' },
  })
  const contacts = await app.owner`SELECT * FROM customer_contacts WHERE self_service_task_id = ${taskId}`
  expect(contacts).toMatchObject([
    { contactClass: 'service', contactType: 'service', note: 'Service was stopped as asked.', csrId: null },
  ])
})

test('lets a second CSR approve, with an amount where the type needs one, and never the CSR who made it', async () => {
  const mine = await made('budget-billing', 'awaiting-approval', { csrId: 'ines.ferreira' })
  const body = { version: 1, amountCents: 12_500 }
  await expect(
    ines.api.performTaskAction({ params: { taskId: mine, action: 'approve' }, body }),
  ).rejects.toMatchObject({
    status: 403,
    body: { reason: 'own-request' },
  })
  const theirs = await made('budget-billing', 'awaiting-approval')
  const params = { taskId: theirs }
  await expect(
    ines.api.performTaskAction({ params: { ...params, action: 'approve' }, body: { version: 1 } }),
  ).rejects.toMatchObject({
    status: 422,
    body: { fields: [{ field: 'amountCents', reason: 'required' }] },
  })
  await expect(
    amara.api.performTaskAction({ params: { ...params, action: 'approve' }, body }),
  ).rejects.toMatchObject({
    body: { reason: 'permission-missing' },
  })
  expect(await ines.api.performTaskAction({ params: { ...params, action: 'approve' }, body })).toMatchObject({
    state: 'pending',
    version: 2,
  })
  expect(await of(theirs)).toMatchObject({ amountCents: 12_500, currency: 'USD' })
})

test('reschedules to a day on the utility’s calendar, not before today', async () => {
  const taskId = await made('service-start', 'scheduled', { scheduledOn: '2090-01-01' })
  const params = { taskId }
  await expect(
    amara.api.performTaskAction({
      params: { ...params, action: 'reschedule' },
      body: { version: 1, scheduledOn: '2020-01-01' },
    }),
  ).rejects.toMatchObject({
    status: 422,
    body: { fields: [{ field: 'scheduledOn', reason: 'date-in-past' }] },
  })
  await amara.api.performTaskAction({
    params: { ...params, action: 'reschedule' },
    body: { version: 1, scheduledOn: '2090-07-01' },
  })
  expect(await of(taskId)).toMatchObject({
    state: 'scheduled',
    scheduledOn: '2090-07-01',
    // Midnight of summer time in Los Angeles.
    dueAt: new Date('2090-07-01T07:00:00Z'),
  })
})

test('writes a log line for a note and for each assignment: to a CSR, to a group, to nobody', async () => {
  const taskId = await made('service-start', 'error')
  const params = { taskId }
  await amara.api.performTaskAction({
    params: { ...params, action: 'assign' },
    body: { version: 1, assignTo: { csrId: 'ines.ferreira' } },
  })
  expect(await of(taskId)).toMatchObject({ assignedCsrId: 'ines.ferreira', assignedCsrGroup: null })
  await amara.api.performTaskAction({
    params: { ...params, action: 'assign' },
    body: { version: 2, assignTo: { csrGroup: 'supervisors' } },
  })
  expect(await of(taskId)).toMatchObject({ assignedCsrId: null, assignedCsrGroup: 'supervisors' })
  await amara.api.performTaskAction({
    params: { ...params, action: 'assign' },
    body: { version: 3, assignTo: null },
  })
  await amara.api.performTaskAction({
    params: { ...params, action: 'note' },
    body: { version: 4, reason: 'called back' },
  })
  const nobody = { version: 5, assignTo: { csrId: 'no.body' } }
  await expect(
    amara.api.performTaskAction({ params: { ...params, action: 'assign' }, body: nobody }),
  ).rejects.toMatchObject({ status: 422 })
  expect((await logOf(taskId)).slice(1)).toMatchObject([
    { position: 2, action: 'assign', reason: 'ines.ferreira', state: 'error' },
    { position: 3, action: 'assign', reason: 'supervisors' },
    { position: 4, action: 'assign', reason: '' },
    { position: 5, action: 'note', reason: 'called back', actor: 'amara.okafor' },
  ])
})

test('resends a message to its recipient without showing it to the CSR; refuses if there is no message', async () => {
  const taskId = await made('guest-invite', 'awaiting-verification')
  const params = { taskId }
  await expect(
    amara.api.performTaskAction({ params: { ...params, action: 'resend' }, body: { version: 1 } }),
  ).rejects.toMatchObject({
    status: 422,
    body: { reason: 'nothing-to-resend' },
  })
  await app.owner`INSERT INTO outgoing_messages (recipient, subject, body, self_service_task_id, created_at, next_attempt_at, sent_at)
    VALUES ('guest@example.org', 'Join', 'a link', ${taskId}, now(), now(), now())`
  await amara.api.performTaskAction({ params: { ...params, action: 'resend' }, body: { version: 1 } })
  const mails =
    await app.owner`SELECT * FROM outgoing_messages WHERE self_service_task_id = ${taskId} ORDER BY 1`
  expect(mails).toMatchObject([
    { recipient: 'guest@example.org' },
    { recipient: 'guest@example.org', subject: 'Join', body: 'a link', sentAt: null },
  ])
  expect((await of(taskId))?.expiresAt).not.toBeNull()
})

test('names the colleague whose action the worker carried out, or the customer who made the change', async () => {
  const taskId = await made('paperless', 'error')
  await ines.api.performTaskAction({
    params: { taskId, action: 'retry' },
    body: { version: 1, reason: 'it is back' },
  })
  await app.owner`INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor)
    VALUES (${taskId}, 3, now(), 'error', 'system')`
  await app.owner`UPDATE self_service_tasks SET state = 'error', version = 3, due_at = NULL
    WHERE self_service_task_id = ${taskId}`
  const refusalOf = (version: number) =>
    amara.api
      .performTaskAction({ params: { taskId, action: 'discard' }, body: { version, reason: 'x' } })
      .then(
        () => [],
        (error) => error.body.difference,
      )
  expect(await refusalOf(1)).toEqual(
    expect.arrayContaining([
      { field: 'changed-by-kind', yours: null, theirs: 'csr' },
      { field: 'changed-by', yours: null, theirs: 'ines.ferreira' },
      { field: 'action', yours: null, theirs: 'retry' },
    ]),
  )
  expect(await refusalOf(2)).toEqual(
    expect.arrayContaining([
      { field: 'changed-by-kind', yours: null, theirs: 'system' },
      { field: 'changed-by', yours: null, theirs: null },
    ]),
  )
  await app.owner`INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor)
    VALUES (${taskId}, 4, now(), 'error', 'm.alvarez')`
  await app.owner`UPDATE self_service_tasks SET version = 4 WHERE self_service_task_id = ${taskId}`
  expect(await refusalOf(3)).toContainEqual({ field: 'changed-by-kind', yours: null, theirs: 'customer' })
})
