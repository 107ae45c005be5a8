import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeNoteKey, signerOf } from '#features/the-record/index.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { startProcess, type TestProcess } from '#testing/test-process.ts'
import type { Approving } from './approving-process.fixture.ts'

const origin = 'desk.localhost:8080/record'
const signers = [signerOf(origin, makeNoteKey(origin).privateKey)]

let app: TestApp
const running: TestProcess[] = []
beforeAll(async () => {
  app = await createTestApp({
    record: { origin, signing: () => ({ origin, signers }), keys: () => [], places: [] },
  })
})
afterAll(async () => {
  for (const { child } of running) child.kill('SIGKILL')
  await app.close()
})

let nth = 0
/** Prepares a new address for Maria, and loads a process that approves it with her session when it is told to. */
async function begin() {
  await app.owner`TRUNCATE attempts, csr_openings`
  nth += 1
  const line1 = `${nth} Breakwater Rd`
  const csr = await app.asCsr('amara.okafor')
  const { taskId } = await csr.api.prepareChange({
    params: { accountId: town.mariaAccount, webUserId: town.maria },
    body: { command: 'changeMailingAddress', values: { line1 }, note: '' },
  })
  const maria = await app.asCustomer(town.maria)
  const settings: Approving = { databaseUrl: app.url, credential: maria.credential ?? '', taskId }
  const file = path.join(import.meta.dirname, 'approving-process.fixture.ts')
  const process = startProcess(file, [JSON.stringify(settings)])
  running.push(process)
  await process.until(once(process.child, 'message'))
  return { taskId, line1, maria, process }
}

/** All that an approval writes: the address, the task that it makes, its own task with the signed note, the record, and mail. */
async function written(taskId: number, line1: string) {
  const [row] = await app.owner`
    SELECT (SELECT count(*) FROM mailing_addresses WHERE line1 = ${line1})::int AS addresses,
      (SELECT count(*) FROM self_service_tasks WHERE originating_task_id = ${taskId})::int AS made,
      (SELECT state FROM self_service_tasks WHERE self_service_task_id = ${taskId}) AS state,
      (SELECT payload ? 'approval' FROM self_service_tasks WHERE self_service_task_id = ${taskId}) AS is_signed,
      (SELECT count(*) FROM self_service_task_log WHERE self_service_task_id = ${taskId} AND state = 'completed')::int AS lines,
      (SELECT count(*) FROM record_entries WHERE self_service_task_id = ${taskId}
        AND action = 'prepared-change:approve')::int AS entries,
      (SELECT count(*) FROM outgoing_messages m JOIN self_service_tasks t USING (self_service_task_id)
        WHERE t.originating_task_id = ${taskId})::int AS mails`
  return row
}
const nothing = {
  addresses: 0,
  made: 0,
  state: 'awaiting-approval',
  isSigned: false,
  lines: 0,
  entries: 0,
  mails: 0,
}
const exactlyOnce = {
  addresses: 1,
  made: 1,
  state: 'completed',
  isSigned: true,
  lines: 1,
  entries: 1,
  mails: 1,
}

/** Resolves when a connection waits for a lock on the table. */
async function untilBlocked(table: string) {
  for (;;) {
    const [row] = await app.owner`SELECT EXISTS (SELECT 1 FROM pg_locks
      WHERE relation = ${table}::regclass AND NOT granted) AS is_blocked`
    if (row?.isBlocked === true) return
    await sleep(20)
  }
}

// In the order in which an approval writes: early, in the middle, and with its last statement before the commit.
test.each(['mailing_addresses', 'outgoing_messages', 'self_service_task_log', 'record_entries'])(
  'kill -9 before an approval writes %s leaves nothing half; the next approval makes the change once',
  async (table) => {
    const { taskId, line1, maria, process } = await begin()
    await app.owner.begin(async (sql) => {
      await sql.unsafe(`LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`)
      process.child.send('begin')
      await process.until(untilBlocked(table))
      await process.kill()
    })
    expect(await written(taskId, line1)).toEqual(nothing)
    const ofTask = { params: { taskId }, body: { version: 1 } }
    const { madeTaskId } = await maria.api.approvePreparedChange(ofTask)
    expect(await written(taskId, line1)).toEqual(exactlyOnce)
    expect((await maria.api.approvePreparedChange(ofTask)).madeTaskId).toBe(madeTaskId)
    expect(await written(taskId, line1)).toEqual(exactlyOnce)
  },
)

test('kill -9 after the commit: the customer who asks again gets the same task, and nothing is doubled', async () => {
  const { taskId, line1, maria, process } = await begin()
  process.child.send('begin')
  await process.until(once(process.child, 'message'))
  await process.kill()
  expect(await written(taskId, line1)).toEqual(exactlyOnce)
  await maria.api.approvePreparedChange({ params: { taskId }, body: { version: 1 } })
  expect(await written(taskId, line1)).toEqual(exactlyOnce)
})
