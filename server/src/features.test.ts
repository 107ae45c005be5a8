import { afterAll, beforeAll, expect, test } from 'vitest'
import { sweepMasquerades } from '#features/masquerade/jobs.ts'
import { masqueradeAs } from '#features/masquerade/masquerade.fixture.ts'
import { makeRecordPartitions } from '#features/the-record/jobs.ts'
import { expireTasks } from '#tasks/working/expire-tasks.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { testInstallation } from '#testing/test-installation.ts'
import type { Job } from '#worker/job.ts'
import { runRepeatedly } from '#worker/run-repeatedly.ts'
import { oldRows } from './features.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const toolsWith = (signal: AbortSignal) => ({
  pool: app.database.worker,
  installation: testInstallation(),
  signal,
})
const run = (job: Job) => job.run(toolsWith(new AbortController().signal))

test('the sweeper writes the end of a masquerade that nobody closed, with its cause, once', async () => {
  const { masqueradeId } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'left open' })
  await run(sweepMasquerades)
  const ends = () =>
    app.owner`SELECT * FROM record_entries WHERE masquerade_id = ${masqueradeId} AND event = 'ended'`
  expect(await ends()).toHaveLength(0)
  await app.advanceClock('31 minutes')
  await Promise.all([run(sweepMasquerades), run(sweepMasquerades)])
  await run(sweepMasquerades)
  expect(await ends()).toMatchObject([{ actorKind: 'system', reason: 'time', csrId: 'amara.okafor' }])
})

test('the sweeper runs often enough to write an end within 60 seconds', () => {
  expect(sweepMasquerades.everyMs * 1.1 * 2).toBeLessThan(60_000)
})

test('a task that waits past its time expires, with the line in its log and in the record; a final one does not', async () => {
  const add = (state: string) => app.owner`INSERT INTO self_service_tasks
    (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address, self_service_user_id, payload,
     expires_at, correlation_id, created_at, updated_at)
    VALUES ('one-time-payment', ${state}, ${town.mariaAccount}, 'customer', 'm.alvarez', 'm@example.com', '192.0.2.1',
      ${town.maria}, '{}', current_instant() + interval '30 minutes', gen_random_uuid(), now(), now())
    RETURNING self_service_task_id AS id`
  const [pending] = await add('pending')
  await add('completed')
  await run(expireTasks)
  const expired = () =>
    app.owner`SELECT self_service_task_id AS id, version FROM self_service_tasks WHERE state = 'expired'`
  expect(await expired()).toHaveLength(0)
  await app.advanceClock('31 minutes')
  await Promise.all([run(expireTasks), run(expireTasks)])
  expect(await expired()).toMatchObject([{ id: pending?.id, version: 2 }])
  expect(
    await app.owner`SELECT * FROM self_service_task_log WHERE self_service_task_id = ${pending?.id}`,
  ).toMatchObject([{ state: 'expired', actor: 'system', reason: 'not-finished-in-time' }])
  expect(await app.owner`SELECT * FROM record_entries WHERE action = 'task:expire'`).toMatchObject([
    { event: 'changed', actorKind: 'system', selfServiceTaskId: pending?.id, webUserId: town.maria },
  ])
})

test('the record has partitions of this month and the next; a second run changes nothing', async () => {
  await run(makeRecordPartitions)
  await run(makeRecordPartitions)
  const [{ count } = { count: 0 }] =
    await app.owner`SELECT count(*) FROM pg_inherits WHERE inhparent = 'record_entries'::regclass`
  expect(count).toBe(3)
})

test('deletes attempt counters after a day, sent mail after 90 days, and openings by CSRs after an hour; keeps waiting mail', async () => {
  await app.owner`INSERT INTO csr_openings SELECT 'a', 'customer', id, current_instant() - id * interval '1 minute' FROM unnest(ARRAY[59, 61]) id`
  await app.owner`INSERT INTO attempts VALUES ('\\x01', current_instant() - interval '25 hours', 3), ('\\x02', current_instant(), 1)`
  await app.owner`INSERT INTO outgoing_messages (recipient, subject, body, created_at, next_attempt_at, sent_at)
    SELECT 'a@example.com', 's', 'b', now(), now(), current_instant() - age FROM unnest(ARRAY['91 days', '89 days', NULL]::interval[]) age`
  await run(oldRows)
  expect(await app.owner`SELECT count FROM attempts`).toMatchObject([{ count: 1 }])
  expect(await app.owner`SELECT 1 FROM outgoing_messages`).toHaveLength(2)
  expect(await app.owner`SELECT id FROM csr_openings`).toMatchObject([{ id: 59 }])
})

test('deletes data of an unlink 90 days after its undo ended, and a mailed key 90 days after its end', async () => {
  const ages = ['91 days', '89 days', '-10 minutes']
  await app.asCsr('amara.okafor')
  const [desk] = await app.owner`SELECT desk_session_id AS id FROM desk_sessions LIMIT 1`
  const [task] = await app.owner`SELECT self_service_task_id AS id FROM self_service_tasks LIMIT 1`
  await app.owner`INSERT INTO unlinks (web_user_id, account_id, csr_id, desk_session_id, self_service_task_id, reason, link,
      unlinked_at, undo_until)
    SELECT ${town.maria}, ${town.mariaAccount}, 'amara.okafor', ${desk?.id}, ${task?.id}, 'asked for', '{}', current_instant() - age,
      current_instant() - age FROM unnest(${ages}::interval[]) age`
  await app.owner`INSERT INTO mailed_keys (purpose, web_user_id, email, nonce, key_hash, csr_id, created_at, expires_at)
    SELECT 'password-reset', ${town.maria}, 'm@example.com', 'n', age::text::bytea, 'amara.okafor', current_instant() - age,
      current_instant() - age FROM unnest(${ages}::interval[]) age`
  await run(oldRows)
  expect(
    await app.owner`SELECT 1 FROM unlinks WHERE undo_until < current_instant() - interval '90 days'`,
  ).toEqual([])
  expect(await app.owner`SELECT 1 FROM unlinks`).toHaveLength(2)
  expect(await app.owner`SELECT 1 FROM mailed_keys`).toHaveLength(2)
})

test('runs a failed job again, runs a job once more if woken while running, and waits for the current run on a stop', async () => {
  const stopping = new AbortController()
  const runs: (() => void)[] = []
  let begun = () => {}
  const nextRun = () => new Promise<void>((resolve) => (begun = resolve))
  const job: Job = {
    name: 'test',
    everyMs: 3_600_000,
    run: () => {
      const result = new Promise<void>((resolve, reject) => {
        runs.push(runs.length === 0 ? () => reject(new Error('the first fails')) : resolve)
      })
      begun()
      return result
    },
  }
  const running = runRepeatedly(job, toolsWith(stopping.signal))
  expect(runs).toHaveLength(1)
  const second = nextRun()
  running.wake()
  runs[0]?.()
  await second
  expect(runs).toHaveLength(2)
  let isEnded = false
  const ended = running.ended.then(() => {
    isEnded = true
  })
  stopping.abort()
  await Promise.resolve()
  expect(isEnded).toBe(false)
  runs[1]?.()
  await ended
  expect(runs).toHaveLength(2)
})
