import { expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { deleteByRetention } from './jobs.ts'
import { reason, save } from './retention.fixture.ts'
import { useRetention } from './retention-app.fixture.ts'

const retention = useRetention()
const { idsOf, runOf, recorded, comparedRun } = retention

test('deletes final tasks with their log; keeps open ones, those that another row needs, and those of an account under a hold', async () => {
  const gone = []
  for (const at of ['2015-03-01', '2015-07-01', '2016-01-01', '2016-01-02', '2017-05-05'])
    gone.push(await retention.add.addTask(at))
  const open = await retention.add.addTask('2015-01-01', { state: 'error' })
  const held = await retention.add.addTask('2015-01-01', { accountId: town.otherAccount })
  const paid = await retention.add.addTask('2015-01-01', { type: 'one-time-payment' })
  const before = await retention.add.addTask('2015-01-01')
  const after = await retention.add.addTask(new Date().toISOString(), { from: before })
  const awaited = await retention.add.addTask('2015-01-01')
  const recent = await retention.add.addTask(new Date().toISOString())
  await retention.add.addPayment(town.mariaAccount, '2015-01-02', paid)
  await retention.add.addToDo(null, town.mariaAccount, awaited)
  const note = await retention.add.addContact('2015-03-01', town.mariaAccount, gone[0])
  await retention.app
    .owner`INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor)
    SELECT self_service_task_id, 1, created_at, state, 'm.alvarez' FROM self_service_tasks`
  await retention.kenji.api.placeLegalHold({ body: { accountId: town.otherAccount, reason } })

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
  const { contacts } = await (await retention.app.asCsr('amara.okafor')).api.queryCustomerContacts({
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
  await retention.app.owner`DELETE FROM to_dos`
  await retention.app.owner`UPDATE accounts SET balance_cents = 6000 WHERE account_id = ${town.mariaAccount}`
  const dates = ['2015-01-31', '2015-03-02', '2015-04-01', '2015-05-01', '2015-05-31']
  const bills = []
  for (const date of dates) bills.push(await retention.add.addBill(town.mariaAccount, date))
  const shop = [
    await retention.add.addBill(town.mariaShop, '2015-01-31'),
    await retention.add.addBill(town.mariaShop, '2015-03-02'),
  ]
  const old = await retention.add.addPayment(town.mariaAccount, '2015-01-15')
  const counted = await retention.add.addPayment(town.mariaAccount, '2015-05-10')
  const { run, kept } = await comparedRun('bills')
  expect(await idsOf('bills', 'bill_id')).toEqual([...bills.slice(3), shop[1]])
  const payments = await idsOf('payments', 'payment_id')
  expect(payments).toContain(counted)
  expect(payments).not.toContain(old)
  expect(kept).toMatchObject({ newest: 2, unpaid: 1, bill: 1 })
  expect(run?.deleted).toBeGreaterThanOrEqual(5)
})

test('deletes usage of whole months; keeps what a bill that is there was made of', async () => {
  await retention.add.addUsage(town.otherAccount, '2021-02-03')
  await retention.add.addUsage(town.otherAccount, '2021-03-03')
  await retention.add.addUsage(town.otherAccount, '2021-05-03')
  await retention.add.addBill(town.otherAccount, '2021-03-25')
  const { run, kept } = await comparedRun('usage')
  expect(run?.deleted).toBe(1)
  expect(kept).toEqual({ bill: 2 })
  expect(await idsOf('usage_months', "to_char(month, 'YYYY-MM')")).toEqual(['2021-02', '2021-03'])
})

test('deletes contacts and done to-dos; keeps those of open tasks', async () => {
  await retention.app.owner`DELETE FROM customer_contacts`
  await retention.app.owner`DELETE FROM to_dos`
  const open = await retention.add.addTask('2015-01-01', { state: 'error' })
  for (const at of ['2015-01-01', '2015-01-02', '2015-01-03', '2015-01-04'])
    await retention.add.addContact(at)
  const ofOpen = await retention.add.addContact('2015-01-01', town.mariaAccount, open)
  for (const at of ['2015-01-01', '2016-01-02']) await retention.add.addToDo(at)
  const toDoOfOpen = await retention.add.addToDo('2015-01-01', town.mariaAccount, open)
  const notDone = await retention.add.addToDo(null)
  const contacts = await comparedRun('contacts')
  expect([contacts.run?.deleted, contacts.kept]).toEqual([4, { open: 1 }])
  expect(await idsOf('customer_contacts', 'customer_contact_id')).toEqual([ofOpen])
  const toDos = await comparedRun('to-dos')
  expect([toDos.run?.deleted, toDos.kept]).toEqual([2, { open: 1 }])
  expect(await idsOf('to_dos', 'to_do_id')).toEqual([toDoOfOpen, notDone])
})

test('deletes ended masquerades and sessions; keeps those that other rows name', async () => {
  const [used, bare] = [
    await retention.add.addDeskSession('2020-01-01'),
    await retention.add.addDeskSession('2020-01-02'),
  ]
  const gone = await retention.add.addMasquerade('2020-01-01', used)
  const named = await retention.add.addMasquerade('2020-01-01', used)
  const note = await retention.add.addContact('2026-01-01')
  await retention.app
    .owner`UPDATE customer_contacts SET masquerade_id = ${named} WHERE customer_contact_id = ${note}`
  await retention.app
    .owner`INSERT INTO masquerade_used_codes (code_hash, masquerade_id, used_at) VALUES ('\\x01', ${gone}, '2020-01-01')`
  const customer = await retention.add.addCustomerSession('2020-01-01', town.olga)
  const heldOne = await retention.add.addCustomerSession('2020-01-01', town.maria)
  await retention.kenji.api.placeLegalHold({ body: { accountId: town.mariaShop, reason } })
  const masquerades = await comparedRun('masquerades')
  expect(masquerades.kept).toEqual({ named: 1 })
  expect(await idsOf('masquerades', 'masquerade_id')).toEqual([named])
  const sessions = await comparedRun('sessions')
  expect([sessions.run?.deleted, sessions.kept]).toEqual([2, { hold: 1, named: 1 }])
  expect(await idsOf('customer_sessions', 'customer_session_id')).toContain(heldOne)
  expect(await idsOf('customer_sessions', 'customer_session_id')).not.toContain(customer)
  expect(await idsOf('desk_sessions', 'desk_session_id')).not.toContain(bare)
  await retention.kenji.api.readRetention()
})

test('deletes nothing before somebody has saved a period, and nothing of what is kept forever', async () => {
  await retention.add.addContact('2015-01-01')
  const { signal } = new AbortController()
  const work = () =>
    deleteByRetention.run({
      pool: retention.app.database.worker,
      installation: retention.app.installation,
      signal,
    })
  await work()
  expect(await runOf('contacts')).toBeUndefined()
  await expect(
    retention.kenji.api.startRetentionRun({ body: { kind: 'contacts', version: 0, reason } }),
  ).rejects.toMatchObject({ status: 409, body: { reason: 'retention-not-set' } })
  const version = await save(retention.kenji, 'contacts', null)
  await expect(
    retention.kenji.api.startRetentionRun({ body: { kind: 'contacts', version, reason } }),
  ).rejects.toMatchObject({ status: 409, body: { reason: 'retention-not-set' } })
  // A new period is used from a day after it was saved, and then once a day.
  await save(retention.kenji, 'contacts', 12)
  await work()
  expect(await runOf('contacts')).toBeUndefined()
  await retention.app.advanceClock('25 hours')
  retention.kenji = await retention.app.asCsr('kenji.sato')
  await work()
  expect(await runOf('contacts')).toMatchObject({ state: 'done', deleted: 1, startedBy: null, months: 12 })
  await retention.add.addContact('2015-01-01')
  await work()
  expect(await retention.app.owner`SELECT count(*)::int AS n FROM retention_runs`).toEqual([{ n: 1 }])
  await retention.app.advanceClock('25 hours')
  retention.kenji = await retention.app.asCsr('kenji.sato')
  await work()
  expect(await retention.app.owner`SELECT deleted FROM retention_runs ORDER BY 1`).toEqual([
    { deleted: 1 },
    { deleted: 1 },
  ])
})
