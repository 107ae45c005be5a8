import {
  type RetentionKind,
  retentionKindNames,
  retentionKinds,
} from '@porchlight/contract/retention-kinds.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { deleteByRetention } from './jobs.ts'
import { grant, reason, rowsOf, runAll, save, saveAndStart } from './retention.fixture.ts'
import { runBatch } from './run-batch.ts'

let app: TestApp
let kenji: Browser
let add: ReturnType<typeof rowsOf>
beforeAll(async () => {
  app = await createTestApp()
  kenji = await app.asCsr('kenji.sato')
  add = rowsOf(app)
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.owner`DELETE FROM retention_runs`
  await app.owner`DELETE FROM legal_holds`
  await app.owner`DELETE FROM setting_versions WHERE setting LIKE 'retention.%'`
  await app.owner`DELETE FROM record_entries WHERE action LIKE 'retention:%'`
})

const idsOf = async (table: string, key: string) =>
  (await app.owner.unsafe(`SELECT ${key} AS id FROM ${table} ORDER BY 1`)).map((row) => row.id)
const preview = (kind: RetentionKind, months: number) =>
  kenji.api.previewRetention({ body: { kind, months } })
const runOf = async (kind: RetentionKind) =>
  (await kenji.api.readRetention()).kinds.find((row) => row.kind === kind)?.run ?? undefined
const recorded = () =>
  app.owner`SELECT actor_kind, details FROM record_entries WHERE action = 'retention:delete' ORDER BY record_entry_id`

/** Starts a run of the kind's least period, and compares what it does with what the preview says. */
async function comparedRun(kind: RetentionKind) {
  const months = retentionKinds[kind].least
  const { parts } = await preview(kind, months)
  await saveAndStart(kenji, kind, months)
  await runAll(app)
  const run = await runOf(kind)
  expect(run).toMatchObject({ state: 'done', examined: run?.candidates })
  expect(run?.deleted).toBe(parts.reduce((sum, part) => sum + part.deleted, 0))
  const kept = new Map<string, number>()
  for (const { because, rows } of parts.flatMap((part) => part.kept))
    kept.set(because, (kept.get(because) ?? 0) + rows)
  expect(Object.fromEntries((run?.kept ?? []).map(({ because, rows }) => [because, rows]))).toEqual(
    Object.fromEntries(kept),
  )
  return { run, parts, kept: Object.fromEntries(kept) }
}

test('deletes final tasks with their log; keeps open ones, those that another row needs, and those of an account under a hold', async () => {
  const gone = []
  for (const at of ['2015-03-01', '2015-07-01', '2016-01-01', '2016-01-02', '2017-05-05'])
    gone.push(await add.addTask(at))
  const open = await add.addTask('2015-01-01', { state: 'error' })
  const held = await add.addTask('2015-01-01', { accountId: town.otherAccount })
  const paid = await add.addTask('2015-01-01', { type: 'one-time-payment' })
  const before = await add.addTask('2015-01-01')
  const after = await add.addTask(new Date().toISOString(), { from: before })
  const awaited = await add.addTask('2015-01-01')
  const recent = await add.addTask(new Date().toISOString())
  await add.addPayment(town.mariaAccount, '2015-01-02', paid)
  await add.addToDo(null, town.mariaAccount, awaited)
  const note = await add.addContact('2015-03-01', town.mariaAccount, gone[0])
  await app.owner`INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor)
    SELECT self_service_task_id, 1, created_at, state, 'm.alvarez' FROM self_service_tasks`
  await kenji.api.placeLegalHold({ body: { accountId: town.otherAccount, reason } })

  const { run, parts, kept } = await comparedRun('tasks')
  expect(run).toMatchObject({ deleted: 5, candidates: 9, startedBy: 'kenji.sato', setBy: 'kenji.sato' })
  expect(kept).toEqual({ hold: 1, payment: 1, named: 1, open: 1 })
  expect(parts[0]).toMatchObject({
    oldest: '2015-03-01',
    isPartial: false,
    years: [
      { year: 2015, deleted: 2 },
      { year: 2016, deleted: 2 },
      { year: 2017, deleted: 1 },
    ],
  })
  const left = await idsOf('self_service_tasks', 'self_service_task_id')
  expect(left).toEqual([open, held, paid, before, after, awaited, recent])
  expect(await idsOf('self_service_task_log', 'self_service_task_id')).toEqual(left)
  // The note stays, and still says that a customer's task wrote it.
  const { contacts } = await (await app.asCsr('amara.okafor')).api.queryCustomerContacts({
    params: { accountId: town.mariaAccount },
    body: {},
  })
  expect(contacts.find((row) => row.customerContactId === note)).toMatchObject({
    madeBy: 'self-service',
    taskId: null,
  })
  expect(await recorded()).toEqual([
    {
      actorKind: 'system',
      details: {
        runId: run?.runId,
        kind: 'tasks',
        deleted: 5,
        deletesBefore: run?.deletesBefore,
        months: 12,
        setBy: 'kenji.sato',
        startedBy: 'kenji.sato',
        'kept-hold': 1,
        'kept-payment': 1,
        'kept-named': 1,
        'kept-open': 1,
      },
    },
  ])
})

test('deletes bills with their payments; keeps the newest, unpaid ones and what a kept bill counts', async () => {
  // Two of Maria's bills are not paid: 60.00 is owed, and the newest bill is 50.00.
  await app.owner`DELETE FROM to_dos`
  await app.owner`UPDATE accounts SET balance_cents = 6000 WHERE account_id = ${town.mariaAccount}`
  const dates = ['2015-01-31', '2015-03-02', '2015-04-01', '2015-05-01', '2015-05-31']
  const bills = []
  for (const date of dates) bills.push(await add.addBill(town.mariaAccount, date))
  const shop = [
    await add.addBill(town.mariaShop, '2015-01-31'),
    await add.addBill(town.mariaShop, '2015-03-02'),
  ]
  const old = await add.addPayment(town.mariaAccount, '2015-01-15')
  const counted = await add.addPayment(town.mariaAccount, '2015-05-10')
  const { run, kept } = await comparedRun('bills')
  expect(await idsOf('bills', 'bill_id')).toEqual([...bills.slice(3), shop[1]])
  const payments = await idsOf('payments', 'payment_id')
  expect(payments).toContain(counted)
  expect(payments).not.toContain(old)
  expect(kept).toMatchObject({ newest: 2, unpaid: 1, bill: 1 })
  expect(run?.deleted).toBeGreaterThanOrEqual(5)
})

test('deletes usage of whole months; keeps what a bill that is there was made of', async () => {
  await add.addUsage(town.otherAccount, '2021-02-03')
  await add.addUsage(town.otherAccount, '2021-03-03')
  await add.addUsage(town.otherAccount, '2021-05-03')
  await add.addBill(town.otherAccount, '2021-03-25')
  const { run, kept } = await comparedRun('usage')
  expect(run?.deleted).toBe(1)
  expect(kept).toEqual({ bill: 2 })
  expect(await idsOf('usage_months', "to_char(month, 'YYYY-MM')")).toEqual(['2021-02', '2021-03'])
})

test('deletes contacts and done to-dos; keeps those of open tasks', async () => {
  await app.owner`DELETE FROM customer_contacts`
  await app.owner`DELETE FROM to_dos`
  const open = await add.addTask('2015-01-01', { state: 'error' })
  for (const at of ['2015-01-01', '2015-01-02', '2015-01-03', '2015-01-04']) await add.addContact(at)
  const ofOpen = await add.addContact('2015-01-01', town.mariaAccount, open)
  for (const at of ['2015-01-01', '2016-01-02']) await add.addToDo(at)
  const toDoOfOpen = await add.addToDo('2015-01-01', town.mariaAccount, open)
  const notDone = await add.addToDo(null)
  const contacts = await comparedRun('contacts')
  expect([contacts.run?.deleted, contacts.kept]).toEqual([4, { open: 1 }])
  expect(await idsOf('customer_contacts', 'customer_contact_id')).toEqual([ofOpen])
  const toDos = await comparedRun('to-dos')
  expect([toDos.run?.deleted, toDos.kept]).toEqual([2, { open: 1 }])
  expect(await idsOf('to_dos', 'to_do_id')).toEqual([toDoOfOpen, notDone])
})

test('deletes ended masquerades and sessions; keeps those that other rows name', async () => {
  const [used, bare] = [await add.addDeskSession('2020-01-01'), await add.addDeskSession('2020-01-02')]
  const gone = await add.addMasquerade('2020-01-01', used)
  const named = await add.addMasquerade('2020-01-01', used)
  const note = await add.addContact('2026-01-01')
  await app.owner`UPDATE customer_contacts SET masquerade_id = ${named} WHERE customer_contact_id = ${note}`
  await app.owner`INSERT INTO masquerade_used_codes (code_hash, masquerade_id, used_at) VALUES ('\\x01', ${gone}, '2020-01-01')`
  const customer = await add.addCustomerSession('2020-01-01', town.olga)
  const heldOne = await add.addCustomerSession('2020-01-01', town.maria)
  await kenji.api.placeLegalHold({ body: { accountId: town.mariaShop, reason } })
  const masquerades = await comparedRun('masquerades')
  expect(masquerades.kept).toEqual({ named: 1 })
  expect(await idsOf('masquerades', 'masquerade_id')).toEqual([named])
  const sessions = await comparedRun('sessions')
  expect([sessions.run?.deleted, sessions.kept]).toEqual([2, { hold: 1, named: 1 }])
  expect(await idsOf('customer_sessions', 'customer_session_id')).toContain(heldOne)
  expect(await idsOf('customer_sessions', 'customer_session_id')).not.toContain(customer)
  expect(await idsOf('desk_sessions', 'desk_session_id')).not.toContain(bare)
  await kenji.api.readRetention()
})

test('deletes nothing before somebody has saved a period, and nothing of what is kept forever', async () => {
  await add.addContact('2015-01-01')
  const { signal } = new AbortController()
  const work = () =>
    deleteByRetention.run({ pool: app.database.worker, installation: app.installation, signal })
  await work()
  expect(await runOf('contacts')).toBeUndefined()
  await expect(
    kenji.api.startRetentionRun({ body: { kind: 'contacts', version: 0, reason } }),
  ).rejects.toMatchObject({ status: 409, body: { reason: 'retention-not-set' } })
  const version = await save(kenji, 'contacts', null)
  await expect(
    kenji.api.startRetentionRun({ body: { kind: 'contacts', version, reason } }),
  ).rejects.toMatchObject({ status: 409, body: { reason: 'retention-not-set' } })
  // A new period is used from a day after it was saved, and then once a day.
  await save(kenji, 'contacts', 12)
  await work()
  expect(await runOf('contacts')).toBeUndefined()
  await app.advanceClock('25 hours')
  kenji = await app.asCsr('kenji.sato')
  await work()
  expect(await runOf('contacts')).toMatchObject({ state: 'done', deleted: 1, startedBy: null, months: 12 })
  await add.addContact('2015-01-01')
  await work()
  expect(await app.owner`SELECT count(*)::int AS n FROM retention_runs`).toEqual([{ n: 1 }])
  await app.advanceClock('25 hours')
  kenji = await app.asCsr('kenji.sato')
  await work()
  expect(await app.owner`SELECT deleted FROM retention_runs ORDER BY 1`).toEqual([
    { deleted: 1 },
    { deleted: 1 },
  ])
})

test('two processes at once delete each row once, and only one run of a kind can be active', async () => {
  await app.owner`DELETE FROM customer_contacts`
  for (let n = 0; n < 40; n += 1) await add.addContact('2015-01-01')
  const runId = await saveAndStart(kenji, 'contacts', 12)
  await expect(
    kenji.api.startRetentionRun({ body: { kind: 'contacts', version: 1, reason } }),
  ).rejects.toMatchObject({ status: 409, body: { reason: 'retention-under-way' } })
  const both = await Promise.all([runAll(app, 2), runAll(app, 2), runAll(app, 2)])
  await runAll(app, 2)
  expect(both.reduce((sum, batches) => sum + batches)).toBeGreaterThan(1)
  expect(await runOf('contacts')).toMatchObject({ runId, state: 'done', deleted: 40, examined: 40 })
  expect(await idsOf('customer_contacts', 'customer_contact_id')).toEqual([])
  expect(await recorded()).toHaveLength(1)
})

test('saves a period with its history; refuses one below the least, a stale version, and CSRs without the permission', async () => {
  const change = (months: number | null, version: number, who = kenji) =>
    who.api.changeRetention({ body: { kind: 'bills', months, version, reason } })
  for (const kind of retentionKindNames)
    await expect(
      kenji.api.changeRetention({
        body: { kind, months: retentionKinds[kind].least - 1, version: 0, reason },
      }),
    ).rejects.toMatchObject({
      status: 422,
      body: { reason: 'invalid-field', fields: [{ field: 'months', reason: 'below-least-months' }] },
    })
  await expect(change(1201, 0)).rejects.toMatchObject({
    status: 422,
    body: { fields: [{ field: 'months', reason: 'above-most-months' }] },
  })
  await expect(preview('bills', 3)).rejects.toMatchObject({ status: 422 })
  expect(await change(84, 0)).toEqual({ version: 1 })
  await expect(change(60, 0)).rejects.toMatchObject({
    status: 409,
    body: {
      reason: 'version-conflict',
      version: 1,
      difference: [{ field: 'months', yours: 60, theirs: 84 }],
    },
  })
  expect(await change(null, 1)).toEqual({ version: 2 })
  const { kinds } = await kenji.api.readRetention()
  expect(kinds.find(({ kind }) => kind === 'bills')).toMatchObject({
    current: { version: 2, months: null, changedBy: 'kenji.sato' },
    history: [{ version: 1, months: 84 }],
    effectiveAt: null,
  })
  const rows = await app.owner`SELECT csr_id, details FROM record_entries
    WHERE action = 'retention:change' AND event = 'changed' ORDER BY record_entry_id`
  expect(rows.map((row) => row.details)).toEqual([
    { kind: 'bills', version: 1, before: null, after: 84, givenReason: reason },
    { kind: 'bills', version: 2, before: 84, after: null, givenReason: reason },
  ])
  for (const csrId of ['amara.okafor', 'ines.ferreira']) {
    const other = await app.asCsr(csrId)
    await expect(other.api.readRetention()).rejects.toMatchObject({ body: { reason: 'permission-missing' } })
    await expect(change(84, 2, other)).rejects.toMatchObject({ body: { reason: 'permission-missing' } })
  }
})

test('pauses, resumes and stops a run; a second tab with an old version is told what the run does now', async () => {
  await app.owner`DELETE FROM customer_contacts`
  for (let n = 0; n < 7; n += 1) await add.addContact('2015-01-01')
  const runId = await saveAndStart(kenji, 'contacts', 12)
  const move = (name: 'pause' | 'resume' | 'stop', version: number) =>
    kenji.api.moveRetentionRun({ params: { runId }, body: { move: name, version, reason } })
  expect(await move('pause', 1)).toEqual({ version: 2 })
  expect(await runAll(app)).toBe(0)
  await expect(move('stop', 1)).rejects.toMatchObject({
    status: 409,
    body: { reason: 'version-conflict', difference: [{ field: 'state', yours: 'stop', theirs: 'paused' }] },
  })
  await move('resume', 2)
  const batch = await runBatch({ pool: app.database.worker, grant, batchSize: 3 })
  expect(batch).toMatchObject({ candidates: 7, examined: 3, deleted: 3, isDone: false })
  await move('stop', 3)
  expect(await runAll(app)).toBe(0)
  expect(await runOf('contacts')).toMatchObject({ state: 'stopped', deleted: 3 })
  expect(await idsOf('customer_contacts', 'customer_contact_id')).toHaveLength(4)
  await expect(move('resume', 4)).rejects.toMatchObject({ status: 409 })
})

test('a run that the database refuses five times says why, and goes on when it is retried', async () => {
  await app.owner`DELETE FROM customer_contacts`
  await add.addContact('2015-01-01')
  await app.owner.unsafe(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the disk of the notes is away'; END $$`)
  await app.owner.unsafe(`CREATE TRIGGER refuse BEFORE DELETE ON customer_contacts EXECUTE FUNCTION refuse()`)
  const runId = await saveAndStart(kenji, 'contacts', 12)
  for (let n = 0; n < 5; n += 1) await expect(runAll(app)).rejects.toThrow('the disk of the notes is away')
  expect(await runAll(app)).toBe(0)
  expect(await runOf('contacts')).toMatchObject({
    state: 'failed',
    deleted: 0,
    failure: 'the disk of the notes is away',
  })
  await app.owner.unsafe('DROP FUNCTION refuse CASCADE')
  const run = await runOf('contacts')
  await kenji.api.moveRetentionRun({
    params: { runId },
    body: { move: 'retry', version: run?.version ?? 0, reason },
  })
  await runAll(app)
  expect(await runOf('contacts')).toMatchObject({ state: 'done', deleted: 1 })
})

test('a legal hold is placed once with a reason, and released with another; each is on the record', async () => {
  const accountId = town.mariaAccount
  const { legalHoldId } = await kenji.api.placeLegalHold({ body: { accountId, reason } })
  for (const wrong of [accountId, 9_999_999_999])
    await expect(kenji.api.placeLegalHold({ body: { accountId: wrong, reason } })).rejects.toMatchObject({
      status: 422,
      body: { fields: [{ field: 'accountId', reason: 'no-account-or-held' }] },
    })
  expect((await kenji.api.readRetention()).holds).toMatchObject([
    { legalHoldId, accountId, reason, placedBy: 'kenji.sato' },
  ])
  await kenji.api.releaseLegalHold({ params: { legalHoldId }, body: { reason: 'The case is closed' } })
  await expect(
    kenji.api.releaseLegalHold({ params: { legalHoldId }, body: { reason } }),
  ).rejects.toMatchObject({ status: 404 })
  expect((await kenji.api.readRetention()).holds).toEqual([])
  const rows = await app.owner`SELECT account_id, details FROM record_entries
    WHERE action LIKE 'legal-hold:%' AND event = 'changed' AND (details ->> 'legalHoldId')::bigint = ${legalHoldId}
    ORDER BY record_entry_id`
  expect(rows).toEqual([
    { accountId, details: { legalHoldId, move: 'place', givenReason: reason } },
    { accountId, details: { legalHoldId, move: 'release', givenReason: 'The case is closed' } },
  ])
})

test('a longer period stops the run with the shorter one, and the database deletes nothing that the saved period keeps', async () => {
  await app.owner`DELETE FROM customer_contacts`
  for (const at of ['2015-01-01', '2015-01-02', '2015-01-03', '2015-01-04']) await add.addContact(at)
  const runId = await saveAndStart(kenji, 'contacts', 12)
  await runBatch({ pool: app.database.worker, grant, batchSize: 2 })
  await save(kenji, 'contacts', null)
  expect(await runOf('contacts')).toMatchObject({ runId, state: 'stopped', deleted: 2 })
  expect(await runAll(app)).toBe(0)
  for (const before of ['2100-01-01', '2014-01-01'])
    await expect(
      app.database.worker`SELECT retention_delete('contacts', ${before}::date, NULL, NULL, 10)`,
    ).rejects.toThrow('the saved period of contacts keeps these rows')
  await save(kenji, 'contacts', 60)
  const soon = new Date(Date.now() - 59 * 30 * 24 * 3_600_000).toISOString().slice(0, 10)
  await expect(
    app.database.worker`SELECT retention_delete('contacts', ${soon}::date, NULL, NULL, 10)`,
  ).rejects.toThrow('the saved period')
  expect(await idsOf('customer_contacts', 'customer_contact_id')).toHaveLength(2)
})

test('estimates the bytes to be deleted, also for a table that has grown since it was counted', async () => {
  await app.owner`DELETE FROM customer_contacts`
  const fill = (
    rows: number,
  ) => app.owner`INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at)
    SELECT ${town.mariaAccount}, 'general', 'call', repeat('n', 200), '2015-01-01'::timestamptz + n * interval '1 second'
    FROM generate_series(1, ${rows}::int) n`
  const bytesOfARow = async () => {
    const [part] = (await preview('contacts', 12)).parts
    return (part?.bytes ?? 0) / (part?.deleted ?? 1)
  }
  await app.owner.unsafe('VACUUM FULL customer_contacts')
  await fill(500)
  await app.owner.unsafe('ANALYZE customer_contacts')
  const counted = await bytesOfARow()
  expect(counted).toBeGreaterThan(200)
  expect(counted).toBeLessThan(2_000)
  await fill(5_000)
  expect(await bytesOfARow()).toBeGreaterThan(200)
  expect(await bytesOfARow()).toBeLessThan(counted * 1.5)
})

test('only the retention functions delete rows; no role of the application can', async () => {
  for (const table of [
    'self_service_tasks',
    'bills',
    'payments',
    'usage_months',
    'customer_contacts',
    'masquerades',
  ])
    for (const pool of [app.database.desk, app.database.worker, app.database.portal, app.database.view])
      await expect(pool.unsafe(`DELETE FROM ${table}`)).rejects.toThrow('permission denied')
  for (const pool of [app.database.desk, app.database.portal, app.database.view])
    await expect(pool`SELECT retention_delete('tasks', '2100-01-01', NULL, NULL, 10)`).rejects.toThrow(
      'permission denied',
    )
})
