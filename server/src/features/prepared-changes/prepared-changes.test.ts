import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { actingAs } from '#features/masquerade/masquerade.fixture.ts'
import { createPaymentApp } from '#features/payments/payments.fixture.ts'
import { canonical, makeNoteKey, openNote, signerOf, verifierOf } from '#features/the-record/index.ts'
import { town } from '#testing/small-town.ts'
import { sessionOf } from '#testing/test-app.ts'
import { hashOfApproval } from './approval-note.ts'

const origin = 'desk.localhost:8080/record'
const key = makeNoteKey(origin)
const signers = [signerOf(origin, key.privateKey)]
const record = {
  origin,
  signing: () => ({ origin, signers }),
  keys: () => [],
  places: [],
}

let app: Awaited<ReturnType<typeof createPaymentApp>>
beforeAll(async () => {
  app = await createPaymentApp({ record })
})
afterAll(() => app.close())

const params = { accountId: town.mariaAccount as number, webUserId: town.maria as number }
const newest = async (table: string) =>
  (await app.owner.unsafe(`SELECT * FROM ${table} ORDER BY 1 DESC LIMIT 1`))[0]
const lastEntry = async () =>
  (await app.owner`SELECT * FROM record_entries ORDER BY record_entry_id DESC LIMIT 1`)[0]
const addressNow = async () =>
  (await app.owner`SELECT * FROM mailing_addresses WHERE account_id = ${town.mariaAccount}`)[0]

let nth = 0
beforeEach(async () => {
  nth += 1
  await app.owner`TRUNCATE attempts, csr_openings`
})

async function prepareAddress(line1 = `${nth} Harbor Way`) {
  const csr = await app.asCsr('amara.okafor')
  const body = { command: 'changeMailingAddress', values: { line1 }, note: 'As we said on the phone' }
  return (await csr.api.prepareChange({ params, body })).taskId
}
const ofTask = (taskId: number) => ({ params: { taskId }, body: { version: 1 } })
const stateOf = async (taskId: number) =>
  (await app.owner`SELECT state FROM self_service_tasks WHERE self_service_task_id = ${taskId}`)[0]?.state

test('tells the CSR what the customer can change, with the values that hold now', async () => {
  const csr = await app.asCsr('amara.okafor')
  const { commands, userName } = await csr.api.readPreparable({ params })
  expect(userName).toBe('m.alvarez')
  const address = commands.find(({ command }) => command === 'changeMailingAddress')
  expect(address).toMatchObject({ decision: 'ok' })
  expect(address?.fields).toContainEqual(expect.objectContaining({ name: 'line1', kind: 'text' }))
  const john = await csr.api.readPreparable({ params: { ...params, webUserId: town.john } })
  expect(john.commands.find(({ command }) => command === 'changeMailingAddress')?.decision).toBe(
    'role-may-not',
  )
})

test('changes nothing before the approval; the customer is told by mail, without a value of the change', async () => {
  const before = await addressNow()
  const taskId = await prepareAddress()
  expect(await addressNow()).toEqual(before)
  expect(await newest('outgoing_messages')).toMatchObject({
    recipient: 'm.alvarez@example.com',
    subject: 'A change waits for your approval',
    body: expect.stringContaining(`/prepared-changes/${taskId}`),
  })
  expect((await newest('outgoing_messages'))?.body).not.toContain('Harbor Way')
  expect(await lastEntry()).toMatchObject({
    action: 'prepared-change:prepare',
    csrId: 'amara.okafor',
    webUserId: town.maria,
    selfServiceTaskId: taskId,
  })
})

test('makes the change at the approval as the customer’s own, with the CSR named on task and record', async () => {
  const taskId = await prepareAddress()
  const maria = await app.asCustomer(town.maria)
  const shown = await maria.api.readOwnPreparedChange({ params: { taskId } })
  expect(shown).toMatchObject({
    state: 'waiting',
    preparedBy: expect.stringContaining('Amara'),
    note: 'As we said on the phone',
    changes: [{ field: 'line1', after: `${nth} Harbor Way` }],
    may: { 'prepared-change:approve': 'ok' },
  })
  const { madeTaskId } = await maria.api.approvePreparedChange(ofTask(taskId))
  expect(await addressNow()).toMatchObject({ line1: `${nth} Harbor Way` })
  const [made] = await app.owner`SELECT * FROM self_service_tasks WHERE self_service_task_id = ${madeTaskId}`
  expect(made).toMatchObject({
    taskType: 'mailing-address',
    actorKind: 'customer',
    webUserId: 'm.alvarez',
    emailAddress: 'm.alvarez@example.com',
    selfServiceUserId: town.maria,
    csrId: null,
    preparedByCsrId: 'amara.okafor',
    originatingTaskId: taskId,
  })
  expect(await lastEntry()).toMatchObject({
    action: 'prepared-change:approve',
    webUserId: town.maria,
    selfServiceTaskId: taskId,
    details: { preparedBy: 'amara.okafor', madeTask: madeTaskId, did: 'mailing-address:change' },
  })
})

test('keeps the approval as a signed note over exactly the change, and its hash in the record', async () => {
  const taskId = await prepareAddress()
  const maria = await app.asCustomer(town.maria)
  const { madeTaskId } = await maria.api.approvePreparedChange(ofTask(taskId))
  const details = (await lastEntry())?.details as { approval: string }
  const csr = await app.asCsr('amara.okafor')
  const { note, fileName } = await csr.api.readApproval({
    params: { accountId: town.mariaAccount, taskId },
  })
  expect(fileName).toBe(`approval-${taskId}.approval`)
  const text = openNote(note, [verifierOf(key.vkey)])
  const [format, json = ''] = text.split('\n')
  expect(format).toBe('porchlight-approval/1')
  const facts = JSON.parse(json)
  expect(canonical(facts)).toBe(json)
  expect(facts).toMatchObject({
    account: town.mariaAccount,
    approvedBy: { userName: 'm.alvarez', webUser: town.maria },
    preparedBy: 'amara.okafor',
    preparedTask: taskId,
    madeTask: madeTaskId,
    change: {
      command: 'changeMailingAddress',
      params: { accountId: town.mariaAccount },
      body: { line1: `${nth} Harbor Way`, country: 'US' },
      note: 'As we said on the phone',
    },
  })
  expect(details.approval).toBe(hashOfApproval(note))
  expect(() => openNote(note.replace('Harbor Way', 'Harbor Wax'), [verifierOf(key.vkey)])).toThrow(
    'does not fit',
  )
})

test('is approved once: of two tabs at once one changes something, and both have the same response', async () => {
  const taskId = await prepareAddress()
  const maria = await app.asCustomer(town.maria)
  const answers = await Promise.all([
    maria.api.approvePreparedChange(ofTask(taskId)),
    maria.api.approvePreparedChange(ofTask(taskId)),
  ])
  expect(answers[0]?.madeTaskId).toBe(answers[1]?.madeTaskId)
  const made = await app.owner`SELECT 1 FROM self_service_tasks WHERE originating_task_id = ${taskId}`
  expect(made).toHaveLength(1)
  const lines = await app.owner`SELECT 1 FROM record_entries WHERE self_service_task_id = ${taskId}
    AND action = 'prepared-change:approve' AND event = 'changed'`
  expect(lines).toHaveLength(1)
})

test('is refused as stale where the address changed since it was prepared; it stays waiting and can be declined', async () => {
  const taskId = await prepareAddress()
  await app.owner`UPDATE mailing_addresses SET line1 = '1 Elsewhere', version = version + 1
    WHERE account_id = ${town.mariaAccount}`
  const maria = await app.asCustomer(town.maria)
  await expect(maria.api.approvePreparedChange(ofTask(taskId))).rejects.toMatchObject({
    status: 409,
    body: { reason: 'version-conflict', difference: [{ field: 'line1', theirs: '1 Elsewhere' }] },
  })
  expect(await stateOf(taskId)).toBe('awaiting-approval')
  await maria.api.declinePreparedChange({ params: { taskId }, body: { version: 1, reason: 'Not any more' } })
  expect(await stateOf(taskId)).toBe('rejected')
  expect(await addressNow()).toMatchObject({ line1: '1 Elsewhere' })
  const csr = await app.asCsr('amara.okafor')
  const { changes } = await csr.api.listPreparedChanges({ params: { accountId: town.mariaAccount } })
  expect(changes[0]).toMatchObject({
    taskId,
    state: 'declined',
    decisionReason: 'Not any more',
    hasApproval: false,
  })
  await expect(maria.api.approvePreparedChange(ofTask(taskId))).rejects.toMatchObject({
    body: { reason: 'prepared-change-over', current: { state: 'declined' } },
  })
})

test('is withdrawn by a CSR; the customer can then no longer decide it', async () => {
  const taskId = await prepareAddress()
  const csr = await app.asCsr('amara.okafor')
  const ofAccount = { accountId: town.mariaAccount as number, taskId }
  await csr.api.withdrawPreparedChange({ params: ofAccount, body: { version: 1, reason: 'Wrong street' } })
  const maria = await app.asCustomer(town.maria)
  expect(await maria.api.readOwnPreparedChange({ params: { taskId } })).toMatchObject({ state: 'withdrawn' })
  for (const decide of [maria.api.approvePreparedChange(ofTask(taskId))])
    await expect(decide).rejects.toMatchObject({ status: 409 })
})

test('expires after fourteen days, even before the worker says so', async () => {
  const taskId = await prepareAddress()
  await app.owner`UPDATE self_service_tasks SET expires_at = now() - interval '1 second'
    WHERE self_service_task_id = ${taskId}`
  const maria = await app.asCustomer(town.maria)
  expect(await maria.api.readOwnPreparedChange({ params: { taskId } })).toMatchObject({ state: 'expired' })
  await expect(maria.api.approvePreparedChange(ofTask(taskId))).rejects.toMatchObject({
    body: { reason: 'prepared-change-over', current: { state: 'expired' } },
  })
})

test('is refused if the customer lost the role or the link before the approval', async () => {
  const taskId = await prepareAddress()
  const maria = await app.asCustomer(town.maria)
  const mine = app.owner`web_user_id = ${town.maria} AND account_id = ${town.mariaAccount}`
  await app.owner`UPDATE web_user_accounts SET role = 'viewer' WHERE ${mine}`
  await expect(maria.api.approvePreparedChange(ofTask(taskId))).rejects.toMatchObject({
    body: { reason: 'role-may-not' },
  })
  await app.owner`UPDATE web_user_accounts SET role = 'account-holder', is_active = false WHERE ${mine}`
  await expect(maria.api.approvePreparedChange(ofTask(taskId))).rejects.toMatchObject({ status: 403 })
  expect((await maria.api.listOwnPreparedChanges()).changes.map((one) => one.taskId)).not.toContain(taskId)
  await app.owner`UPDATE web_user_accounts SET is_active = true WHERE ${mine}`
  expect(await stateOf(taskId)).toBe('awaiting-approval')
})

test('refuses the decision of another customer, and of a masquerade as this one', async () => {
  const taskId = await prepareAddress()
  const olga = await app.asCustomer(town.olga)
  await expect(olga.api.readOwnPreparedChange({ params: { taskId } })).rejects.toMatchObject({ status: 404 })
  await expect(olga.api.approvePreparedChange(ofTask(taskId))).rejects.toMatchObject({ status: 404 })
  const { view } = await actingAs(app, 'amara.okafor')
  await expect(view.api.approvePreparedChange(ofTask(taskId))).rejects.toMatchObject({
    body: { reason: 'masquerade-never' },
  })
  expect((await view.api.listOwnPreparedChanges()).changes.map((one) => one.taskId)).toContain(taskId)
})

test('refuses the same change twice, a value that the command would refuse, and a change that changes nothing', async () => {
  const csr = await app.asCsr('amara.okafor')
  const prepare = (values: Record<string, string>) =>
    csr.api.prepareChange({ params, body: { command: 'changeMailingAddress', values, note: '' } })
  await prepare({ line1: 'Twice Rd' })
  await expect(prepare({ line1: 'Twice Rd' })).rejects.toMatchObject({ body: { reason: 'already-prepared' } })
  await expect(prepare({ postalCode: 'nonsense' })).rejects.toMatchObject({
    status: 422,
    body: { fields: [{ field: 'postalCode' }] },
  })
  await expect(prepare({})).rejects.toMatchObject({ body: { fields: [{ reason: 'unchanged' }] } })
  await expect(prepare({ isAdmin: 'on' })).rejects.toMatchObject({ body: { fields: [{ field: 'isAdmin' }] } })
  const unknown = { params, body: { command: 'changePassword', values: {}, note: '' } }
  await expect(csr.api.prepareChange(unknown)).rejects.toMatchObject({
    body: { fields: [{ field: 'command' }] },
  })
})

test('opens the payment page of an approved card payment once, with the CSR on its task', async () => {
  await app.aWeekLater()
  await app.owe(town.mariaAccount, 20_000)
  const csr = await app.asCsr('amara.okafor')
  const body = { command: 'startCardPayment', values: { amountCents: '5000' }, note: '' }
  const { taskId } = await csr.api.prepareChange({ params, body })
  const maria = await app.asCustomer(town.maria)
  const approved = await maria.api.approvePreparedChange(ofTask(taskId))
  expect(approved.redirectUrl).toMatch(/^http:\/\/pay\.localhost/)
  expect(await app.taskOf(approved.madeTaskId ?? 0)).toMatchObject({
    taskType: 'one-time-payment',
    amountCents: 5_000,
    preparedByCsrId: 'amara.okafor',
    csrId: null,
  })
  expect(await maria.api.approvePreparedChange(ofTask(taskId))).toMatchObject({
    madeTaskId: approved.madeTaskId,
    redirectUrl: null,
  })
  await app.owner`DELETE FROM payments WHERE account_id = ${town.mariaAccount}`
})

test('asks the command’s own question at the approval, and takes the customer’s answer', async () => {
  await app.aWeekLater()
  await app.owe(town.mariaAccount, 4_000)
  const csr = await app.asCsr('amara.okafor')
  const body = { command: 'startCardPayment', values: { amountCents: '5500' }, note: '' }
  const { taskId } = await csr.api.prepareChange({ params, body })
  const maria = await app.asCustomer(town.maria)
  await expect(maria.api.approvePreparedChange(ofTask(taskId))).rejects.toMatchObject({
    body: { reason: 'amount-over-balance' },
  })
  const answers = { confirmedAmountCents: 5_500 }
  const approved = await maria.api.approvePreparedChange({
    params: { taskId },
    body: { version: 1, answers },
  })
  expect(approved.redirectUrl).toMatch(/^http:\/\/pay\.localhost/)
  // An answer never replaces a value that was prepared.
  const { taskId: other } = await csr.api.prepareChange({
    params,
    body: { ...body, values: { amountCents: '3900' } },
  })
  await app.aWeekLater()
  const sly = { version: 1, answers: { amountCents: 1 } }
  const { madeTaskId } = await maria.api.approvePreparedChange({ params: { taskId: other }, body: sly })
  expect(await app.taskOf(madeTaskId ?? 0)).toMatchObject({ amountCents: 3_900 })
})

test('removes a person, and changes preferences, as prepared', async () => {
  const csr = await app.asCsr('amara.okafor')
  const maria = await app.asCustomer(town.maria)
  const choices = { 'support-visit.email': 'on', 'bill-ready.email': 'off' }
  const preferences = await csr.api.prepareChange({
    params,
    body: { command: 'changePreferences', values: choices, note: '' },
  })
  await maria.api.approvePreparedChange(ofTask(preferences.taskId))
  const set = await maria.api.readPreferences({ params: { accountId: town.mariaAccount } })
  expect(set.choices).toMatchObject({ 'support-visit': { email: true }, 'bill-ready': { email: false } })
  const removal = await csr.api.prepareChange({
    params,
    body: { command: 'takeOffAccount', values: { guestId: String(town.john) }, note: '' },
  })
  await maria.api.approvePreparedChange(ofTask(removal.taskId))
  const links = await app.owner`SELECT 1 FROM web_user_accounts
    WHERE web_user_id = ${town.john} AND account_id = ${town.mariaAccount}`
  expect(links).toHaveLength(0)
})

test('lets SQL on the portal’s role name a CSR as preparer only if that CSR prepared a waiting change', async () => {
  const taskId = await prepareAddress()
  const session = await sessionOf(app, town.maria)
  const insert = (originating: number | null, csrId: string) =>
    app.database.portal.begin(async (sql) => {
      await sql`SELECT set_config('porchlight.session', ${session}, true)`
      await sql`INSERT INTO self_service_tasks (task_type, state, actor_kind, web_user_id, email_address, ip_address,
          self_service_user_id, prepared_by_csr_id, originating_task_id, payload, correlation_id, created_at, updated_at)
        VALUES ('nickname', 'pending', 'customer', 'm.alvarez', 'm.alvarez@example.com', '192.0.2.1', ${town.maria},
          ${csrId}, ${originating}, '{}', gen_random_uuid(), now(), now())`
    })
  const refused = /row-level security/
  await expect(insert(null, 'amara.okafor')).rejects.toThrow(refused)
  await expect(insert(taskId, 'ines.ferreira')).rejects.toThrow(refused)
  await insert(taskId, 'amara.okafor')
  await expect(insert(taskId, 'amara.okafor')).rejects.toThrow(/self_service_tasks_prepared_once/)
})
