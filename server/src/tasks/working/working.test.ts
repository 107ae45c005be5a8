import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { jobsOf } from '#features.ts'
import { grantOf } from '#policy/decide.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { startWorker } from '#worker/start-worker.ts'
import { deliveryAccepted, deliveryRefused } from '../delivering/delivery.ts'
import type { TaskDelivery } from '../delivering/task-delivery.ts'
import { retryTasks, workTasks } from './work-tasks.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  // The delivery of these tests writes to a table, as an outbox does.
  await app.owner`CREATE TABLE told (task_id bigint PRIMARY KEY)`
  await app.owner`GRANT ALL ON told TO porchlight_worker, porchlight_portal`
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.owner`UPDATE self_service_tasks SET due_at = NULL`
})

const signal = () => new AbortController().signal
const installation = (taskDelivery: TaskDelivery | null = null) => testInstallation({ taskDelivery })
const run = async (taskDelivery: TaskDelivery | null = null, jobs = [workTasks, retryTasks]) => {
  for (const job of jobs)
    await job.run({ pool: app.database.worker, installation: installation(taskDelivery), signal: signal() })
}
const tellCis = grantOf({ kind: 'system' }, 'job:tell-cis')
const toCis: TaskDelivery = {
  takes: (taskType) => taskType === 'paperless',
  enqueue: async (sql, _, taskIds) => {
    await sql.unsafe('INSERT INTO told SELECT unnest($1::bigint[])', [taskIds as number[]])
  },
}

const paperless = { paperless: { before: false, after: true } }
type Made = { state?: string; accountId?: number; scheduledOn?: string; due?: string | null }
/** Makes tasks for Maria, due now by default. */
async function made(taskType: string, payloads: object[], more: Made = {}): Promise<number[]> {
  const { state = 'pending', accountId = town.mariaAccount, scheduledOn = null, due = '0 seconds' } = more
  const rows =
    await app.owner`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address,
      ip_address, self_service_user_id, payload, scheduled_on, due_at, correlation_id, created_at, updated_at)
    SELECT ${taskType}, ${state}, ${accountId}::bigint, 'customer', 'm.alvarez', 'm.alvarez@example.com', '192.0.2.10',
      ${town.maria}, p, ${scheduledOn}::date, current_instant() + ${due}::interval, gen_random_uuid(), current_instant(), current_instant()
    FROM jsonb_array_elements(${app.owner.json(payloads as never)}) p RETURNING self_service_task_id AS task_id`
  const ids = rows.map(({ taskId }) => Number(taskId))
  await app.owner`INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor)
    SELECT unnest(${ids}::bigint[]), 1, current_instant(), ${state}, 'm.alvarez'`
  return ids
}
const of = async (taskId: number | undefined) =>
  (await app.owner`SELECT * FROM self_service_tasks WHERE self_service_task_id = ${taskId ?? 0}`)[0]
const logOf = (taskId: number | undefined) =>
  app.owner`SELECT position, state, actor, reason FROM self_service_task_log WHERE self_service_task_id = ${taskId ?? 0} ORDER BY 1`
const isPaperless = async (accountId: number) =>
  (await app.owner`SELECT is_paperless FROM accounts WHERE account_id = ${accountId}`)[0]?.isPaperless
/** Makes the handler of `nickname` fail for this one name. */
const poison = (name: string) =>
  app.owner.unsafe(`ALTER TABLE web_user_accounts DROP CONSTRAINT IF EXISTS poison;
    ALTER TABLE web_user_accounts ADD CONSTRAINT poison CHECK (nickname <> '${name}')`)
const nickname = (after: string) => ({ nickname: { before: '', after } })

test('works a due task once: effect, state, log, contact and line in the record', async () => {
  const [taskId] = await made('paperless', [paperless])
  await Promise.all([run(), run(), run()])
  expect(await isPaperless(town.mariaAccount)).toBe(true)
  expect(await of(taskId)).toMatchObject({ state: 'completed', version: 2, dueAt: null })
  expect((await of(taskId))?.appliedAt).not.toBeNull()
  expect(await logOf(taskId)).toMatchObject([
    { position: 1, state: 'pending' },
    { position: 2, state: 'completed', actor: 'system', reason: '' },
  ])
  const contacts =
    await app.owner`SELECT * FROM customer_contacts WHERE self_service_task_id = ${taskId ?? 0}`
  expect(contacts).toMatchObject([{ contactClass: 'self-service', accountId: town.mariaAccount }])
  const lines = await app.owner`SELECT * FROM record_entries WHERE self_service_task_id = ${taskId ?? 0}`
  expect(lines).toMatchObject([
    { action: 'task:work', actorKind: 'system', details: { from: 'pending', to: 'completed' } },
  ])
})

test('applies tasks about the same row in order; fails one whose row is gone, without retries', async () => {
  await made('paperless', [paperless, { paperless: { before: true, after: false } }])
  const [gone] = await made('nickname', [nickname('Shed')], { accountId: town.otherAccount })
  const [odd] = await made('paperless', [{ paperless: 'yes' }])
  const [undone] = await made('guest-remove', [{ guest: 'x' }])
  await run()
  expect(await isPaperless(town.mariaAccount)).toBe(false)
  expect(await of(gone)).toMatchObject({ state: 'error', failure: 'account-not-linked', dueAt: null })
  expect(await of(odd)).toMatchObject({ state: 'error', failure: 'payload-not-valid' })
  expect(await of(undone)).toMatchObject({ state: 'error', failure: 'nobody-does-it' })
  const toDos = await app.owner`SELECT * FROM to_dos WHERE self_service_task_id = ${gone ?? 0}`
  expect(toDos).toMatchObject([
    { toDoRole: 'customer-records', subject: 'task-failed', accountId: town.otherAccount },
  ])
})

test('fails only the task whose effect fails; retries it with growing delays, then raises a to-do', async () => {
  await poison('Poison')
  const [bad] = await made('nickname', [nickname('Poison')])
  const [good] = await made('nickname', [nickname('Home')], { accountId: town.mariaShop })
  await run()
  expect(await of(good)).toMatchObject({ state: 'completed' })
  expect(await of(bad)).toMatchObject({ state: 'pending', attempts: 1, failure: 'unexpected-error' })
  expect((await of(bad))?.dueAt).not.toBeNull()
  for (let attempt = 2; attempt <= 5; attempt++) {
    await run()
    expect(await of(bad)).toMatchObject({ attempts: attempt - 1 })
    await app.advanceClock('3 minutes')
    await run()
  }
  expect(await of(bad)).toMatchObject({ state: 'error', attempts: 5, dueAt: null, version: 6 })
  expect(await logOf(bad)).toHaveLength(6)
  // A CSR retries the task after the cause of the failure is gone.
  await poison('Nobody')
  const amara = await app.asCsr('amara.okafor')
  await amara.api.performTaskAction({ params: { taskId: bad ?? 0, action: 'retry' }, body: { version: 6 } })
  await run()
  expect(await of(bad)).toMatchObject({ state: 'completed', attempts: 0, failure: null })
  const toDos = await app.owner`SELECT completed_at FROM to_dos WHERE self_service_task_id = ${bad ?? 0}`
  expect(toDos.map(({ completedAt }) => completedAt !== null)).toEqual([true])
})

test('works a task that has failed apart from the others', async () => {
  await poison('Fails')
  const [bad] = await made('nickname', [nickname('Fails')])
  await run()
  await app.advanceClock('3 minutes')
  const [good] = await made('nickname', [nickname('Home')], { accountId: town.mariaShop })
  await run(null, [workTasks])
  expect(await of(good)).toMatchObject({ state: 'completed' })
  expect(await of(bad)).toMatchObject({ attempts: 1 })
  await run(null, [retryTasks])
  expect(await of(bad)).toMatchObject({ attempts: 2 })
  await poison('Nobody')
})

test('ends a statement that hangs sooner than the worker does elsewhere, and works the others', async () => {
  await app.owner.unsafe(`CREATE FUNCTION hang() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF NEW.nickname = 'Slow' THEN
      -- Stands for a statement that hangs: it says how long it may.
      RAISE EXCEPTION 'may take %', current_setting('statement_timeout');
    END IF; RETURN NEW; END $$;
    CREATE TRIGGER hang BEFORE UPDATE ON web_user_accounts FOR EACH ROW EXECUTE FUNCTION hang()`)
  const [slow] = await made('nickname', [nickname('Slow')])
  const [good] = await made('nickname', [nickname('Home')], { accountId: town.mariaShop })
  const errors: string[] = []
  const log = pino(
    { level: 'error' },
    { write: (line: string) => errors.push(String(JSON.parse(line).err?.message)) },
  )
  await workTasks.run({
    pool: app.database.worker,
    installation: testInstallation({ log }),
    signal: signal(),
  })
  expect(errors).toEqual(['may take 10s'])
  expect(await of(slow)).toMatchObject({ state: 'pending', attempts: 1 })
  expect(await of(good)).toMatchObject({ state: 'completed' })
  await app.owner.unsafe('DROP TRIGGER hang ON web_user_accounts')
})

test('works each task separately after an error fails the whole batch', async () => {
  await app.owner.unsafe(`CREATE FUNCTION balk() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF NEW.note LIKE '%meter%' THEN RAISE EXCEPTION 'no'; END IF; RETURN NEW; END $$;
    CREATE TRIGGER balk BEFORE INSERT ON customer_contacts FOR EACH ROW EXECUTE FUNCTION balk()`)
  await app.owner`UPDATE self_service_tasks SET due_at = NULL`
  const [bad] = await made('meter-reading', [{ reading: 7, unit: 'kWh' }])
  await app.owner`UPDATE self_service_tasks SET applied_at = now() WHERE self_service_task_id = ${bad ?? 0}`
  const others = await made('paperless', [paperless, paperless, paperless])
  await run()
  for (const taskId of others) expect(await of(taskId)).toMatchObject({ state: 'completed' })
  expect(await of(bad)).toMatchObject({ state: 'pending', attempts: 1, failure: 'unexpected-error' })
  await app.owner.unsafe('DROP TRIGGER balk ON customer_contacts')
})

describe('with a customer information system', () => {
  test('a worked task is sent to the CIS and waits; it is completed once, when the CIS accepts it', async () => {
    const [taskId] = await made('paperless', [paperless])
    await run(toCis)
    expect(await of(taskId)).toMatchObject({ state: 'processing', dueAt: null })
    expect(await app.owner`SELECT task_id FROM told`).toMatchObject([{ taskId }])
    const tools = { installation: installation(toCis), grant: tellCis }
    const accept = () => app.database.worker.begin((sql) => deliveryAccepted({ ...tools, sql }, taskId ?? 0))
    expect([await accept(), await accept()]).toEqual([true, false])
    expect(await of(taskId)).toMatchObject({ state: 'completed', version: 3 })
  })

  test('a refused task is in error with the reason of the CIS; a retry sends it again and makes no second effect', async () => {
    const [taskId] = await made('paperless', [paperless])
    await run(toCis)
    await app.database.worker.begin((sql) =>
      deliveryRefused(
        { installation: installation(toCis), grant: tellCis, sql },
        taskId ?? 0,
        'No such contract.',
      ),
    )
    expect(await of(taskId)).toMatchObject({ state: 'error', failure: 'No such contract.' })
    await app.owner`UPDATE accounts SET is_paperless = false WHERE account_id = ${town.mariaAccount}`
    await app.owner`DELETE FROM told`
    const amara = await app.asCsr('amara.okafor')
    await amara.api.performTaskAction({
      params: { taskId: taskId ?? 0, action: 'retry' },
      body: { version: 3 },
    })
    await run(toCis)
    expect(await of(taskId)).toMatchObject({ state: 'processing' })
    expect(await app.owner`SELECT task_id FROM told`).toMatchObject([{ taskId }])
    expect(await isPaperless(town.mariaAccount)).toBe(false)
  })
})

test('without a CIS, raises a to-do for an effect that our tables do not hold; a CSR completes it by hand', async () => {
  const [taskId] = await made('service-stop', [{ address: 'x', stopOn: '2030-01-01', reason: 'moving' }])
  await run()
  expect(await of(taskId)).toMatchObject({ state: 'processing', appliedAt: null })
  const toDo = () => app.owner`SELECT * FROM to_dos WHERE self_service_task_id = ${taskId ?? 0}`
  expect(await toDo()).toMatchObject([
    { subject: 'task-to-do-by-hand', toDoRole: 'service-orders', completedAt: null },
  ])
  const ines = await app.asCsr('ines.ferreira')
  const body = { version: 2, reason: 'done' }
  await ines.api.performTaskAction({ params: { taskId: taskId ?? 0, action: 'complete-by-hand' }, body })
  expect(await of(taskId)).toMatchObject({ state: 'completed' })
  expect((await toDo())[0]?.completedAt).not.toBeNull()
})

test('a scheduled task waits for its day; the worker sleeps until then', async () => {
  const [taskId] = await made('service-start', [{ address: 'x', services: 'water', startOn: '2030-01-01' }], {
    state: 'scheduled',
    scheduledOn: '2030-01-01',
    due: '2 hours',
  })
  await run()
  expect(await of(taskId)).toMatchObject({ state: 'scheduled', version: 1 })
  const tools = { pool: app.database.worker, installation: installation(), signal: signal() }
  const nextInMs = await workTasks.nextInMs?.(tools)
  expect(nextInMs).toBeGreaterThan(7_100_000)
  expect(nextInMs).toBeLessThanOrEqual(7_200_000)
  await app.advanceClock('3 hours')
  expect(await workTasks.nextInMs?.(tools)).toBe(1000)
  await run()
  expect(await of(taskId)).toMatchObject({ state: 'processing' })
})

test('wakes the worker on a commit; a stop waits for the task in progress', async () => {
  const jobs = jobsOf(installation())
  const worker = startWorker({ database: app.database, installation: installation(), jobs })
  const completed = new Promise<number>((resolve) => {
    app.database.desk.listen(
      'worked_in_test',
      (id) => resolve(Number(id)),
      async () => {
        const [taskId] = await made('paperless', [paperless])
        expect(taskId).toBeDefined()
      },
    )
  })
  await app.owner.unsafe(`CREATE FUNCTION tell_test() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_notify('worked_in_test', NEW.self_service_task_id::text); RETURN NULL; END $$;
    CREATE TRIGGER tell_test AFTER UPDATE ON self_service_tasks FOR EACH ROW WHEN (NEW.state = 'completed')
    EXECUTE FUNCTION tell_test()`)
  expect(await of(await completed)).toMatchObject({ state: 'completed' })
  await worker.stop()
})
