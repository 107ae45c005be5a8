import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { retryTasks, workTasks } from '#tasks/working/work-tasks.ts'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { addDays } from './calendar.ts'
import { endPrograms } from './end-programs.ts'

let app: TestApp
let ines: Browser
let maria: Browser
let today: string
const accountId = town.mariaAccount as number
const params = { accountId }

beforeAll(async () => {
  app = await createTestApp()
  ines = await app.asCsr('ines.ferreira')
  maria = await app.asCustomer(town.maria)
  today = (await maria.api.readPrograms({ params })).today
})
afterAll(() => app.close())

/** An account that owes $123.45 and is in no program. */
beforeEach(async () => {
  await app.owner`DELETE FROM account_programs`
  await app.owner`DELETE FROM outgoing_messages`
  await app.owner`UPDATE accounts SET balance_cents = 12345, is_paperless = false WHERE account_id = ${accountId}`
})

/** A request that waits for staff, as an earlier version or the CIS left it. */
async function waits(taskType: string, payload: object, amountCents: number | null = null) {
  const [task] = await app.owner`
    INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
      self_service_user_id, payload, amount_cents, currency, correlation_id, created_at, updated_at)
    VALUES (${taskType}, 'awaiting-approval', ${accountId}, 'customer', 'm.alvarez', 'maria@example.com', '192.0.2.1',
      ${town.maria}, ${app.owner.json(payload as never)}, ${amountCents},
      ${amountCents === null ? null : 'USD'}, gen_random_uuid(), now(), now())
    RETURNING self_service_task_id`
  const taskId = Number(task?.selfServiceTaskId)
  await app.owner`INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor)
    VALUES (${taskId}, 1, now(), 'awaiting-approval', 'm.alvarez')`
  return taskId
}
const work = (job: Pick<typeof workTasks, 'run'>) =>
  job.run({ pool: app.database.worker, installation: app.installation, signal: new AbortController().signal })
const approve = async (taskId: number, amountCents?: number) => {
  const body = { version: 1, ...(amountCents !== undefined && { amountCents }) }
  await ines.api.performTaskAction({ params: { taskId, action: 'approve' }, body })
  await work(workTasks)
  const [task] =
    await app.owner`SELECT state, failure FROM self_service_tasks WHERE self_service_task_id = ${taskId}`
  return task
}
const mails = async () =>
  (await app.owner`SELECT template, subject FROM outgoing_messages ORDER BY outgoing_message_id`).map(
    ({ template, subject }) => `${template}: ${subject}`,
  )

test('an approved extension gives the account its new date, and its customer is told', async () => {
  const payUntil = addDays(today, 12)
  expect(await approve(await waits('payment-extension', { payUntil }))).toMatchObject({ state: 'completed' })
  const { paymentExtension } = await maria.api.readPrograms({ params })
  expect(paymentExtension).toMatchObject({ state: 'active', startedOn: today })
  expect(paymentExtension.terms).toMatchObject({ untilOn: payUntil, amountCents: 12_345 })
  expect(await mails()).toEqual(['program-changed: You are enrolled: Payment extension'])
})

test('an approved arrangement has the installments of the amount that staff named', async () => {
  const first = addDays(today, 3)
  expect(await approve(await waits('payment-arrangement', { parts: 3, first }), 10_000)).toMatchObject({
    state: 'completed',
  })
  const { paymentArrangement } = await maria.api.readPrograms({ params })
  expect(paymentArrangement.terms?.parts.map(({ amountCents }) => amountCents)).toEqual([3334, 3333, 3333])
  expect(paymentArrangement.terms?.parts[0]?.on).toBe(first)
})

test('one whose first date has passed counts from the approval', async () => {
  await approve(await waits('payment-arrangement', { parts: 2, first: addDays(today, -3) }), 9_000)
  const { paymentArrangement } = await maria.api.readPrograms({ params })
  expect(paymentArrangement.terms?.parts[0]?.on).toBe(addDays(today, 7))
})

test('an approved monthly amount, due day and their ends change the account', async () => {
  const budget = { budgetBilling: { before: false, after: true } }
  expect(await approve(await waits('budget-billing', budget), 12_500)).toMatchObject({ state: 'completed' })
  await approve(await waits('preferred-due-date', { dayOfMonth: { before: null, after: 17 } }))
  const after = await maria.api.readPrograms({ params })
  expect(after.budgetBilling.terms).toEqual({ monthlyCents: 12_500 })
  expect(after.preferredDueDate.terms).toEqual({ dayOfMonth: 17 })
  await approve(await waits('preferred-due-date', { dayOfMonth: { before: 17, after: null } }))
  const left = (await maria.api.readPrograms({ params })).preferredDueDate
  expect(left).toMatchObject({ state: 'withdrawn', terms: null, version: 2 })
})

test('what cannot be agreed any more is an error that says why, and changes nothing', async () => {
  const late = await waits('payment-extension', { payUntil: addDays(today, -1) })
  expect(await approve(late)).toEqual({ state: 'error', failure: 'date-in-past' })
  await app.owner`UPDATE accounts SET balance_cents = 0 WHERE account_id = ${accountId}`
  const paid = await waits('payment-extension', { payUntil: addDays(today, 5) })
  expect(await approve(paid)).toEqual({ state: 'error', failure: 'program-nothing-owed' })
  await approve(await waits('payment-arrangement', { parts: 2, first: today }), 5_000)
  const second = await waits('payment-extension', { payUntil: addDays(today, 5) }, 4_000)
  expect(await approve(second)).toEqual({ state: 'error', failure: 'program-has-other' })
  const hand = ines.api.performTaskAction({
    params: { taskId: second, action: 'complete-by-hand' },
    body: { version: 3, reason: 'agreed on the phone' },
  })
  await expect(hand).rejects.toMatchObject({ status: 409 })
})

test('a paperless request that is worked again keeps whether paper comes too', async () => {
  const payload = { paperless: { before: false, after: true }, paperToo: { before: false, after: true } }
  const taskId = await waits('paperless', payload)
  await app.owner`UPDATE self_service_tasks SET state = 'error' WHERE self_service_task_id = ${taskId}`
  await ines.api.performTaskAction({ params: { taskId, action: 'retry' }, body: { version: 1 } })
  await work(workTasks)
  await work(retryTasks)
  expect((await maria.api.readPrograms({ params })).paperless).toMatchObject({
    state: 'active',
    terms: { paperToo: true },
  })
})

test('two requests approved at once leave the newer one in force', async () => {
  const [one, two] = [
    await waits('preferred-due-date', { dayOfMonth: { before: null, after: 5 } }),
    await waits('preferred-due-date', { dayOfMonth: { before: null, after: 9 } }),
  ]
  for (const taskId of [one, two])
    await ines.api.performTaskAction({ params: { taskId, action: 'approve' }, body: { version: 1 } })
  await work(workTasks)
  expect((await maria.api.readPrograms({ params })).preferredDueDate.terms).toEqual({ dayOfMonth: 9 })
})

test('the customer is told when an agreement is paid, and when it was not kept', async () => {
  const run = () => work(endPrograms)
  await approve(await waits('payment-extension', { payUntil: today }))
  await app.owner`UPDATE account_programs SET started_on = started_on - 2, changed_on = changed_on - 2,
    terms = jsonb_set(terms, '{untilOn}', to_jsonb((${today}::date - 1)::text))`
  await run()
  await run()
  await app.owner`DELETE FROM account_programs`
  await approve(await waits('payment-extension', { payUntil: addDays(today, 4) }))
  await app.owner`INSERT INTO payments (account_id, received_on, amount_cents, currency, tender)
    VALUES (${accountId}, ${today}, 12345, 'USD', 'bank')`
  await run()
  await run()
  expect((await mails()).filter((mail) => mail.startsWith('program-ended'))).toEqual([
    'program-ended: Ended: Payment extension',
    'program-ended: Paid in full: Payment extension',
  ])
  const own = await maria.get('/messages')
  expect(own.text).toContain('Paid in full: Payment extension')
})
