import { retentionKindNames, retentionKinds } from '@porchlight/contract/retention-kinds.ts'
import { fillLife } from '@porchlight/server/features/person-data/full-life.fixture.ts'
import { runAll, save } from '@porchlight/server/features/retention/retention.fixture.ts'
import { seal } from '@porchlight/server/features/the-record/record.fixture.ts'
import { oldRows } from '@porchlight/server/features.ts'
import { addBill } from '@porchlight/server/testing/add-bill.ts'
import { addUsage, servicePointOf } from '@porchlight/server/testing/add-usage.ts'
import { town } from '@porchlight/server/testing/small-town.ts'
import { createTestApp, type TestApp } from '@porchlight/server/testing/test-app.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifySearch } from '../search/verify.ts'
import { retention } from './retention.ts'

let app: TestApp
let taskId: number
let masqueradeId: string
beforeAll(async () => {
  app = await createTestApp()
  await fillLife(app)
  const [task] = await app.owner`SELECT min(self_service_task_id) AS id FROM self_service_tasks`
  taskId = Number(task?.id)
  const [masquerade] = await app.owner`SELECT min(masquerade_id) AS id FROM masquerades`
  masqueradeId = String(masquerade?.id)
  await app.owner`UPDATE masquerades SET ended_at = now(), end_cause = 'banner' WHERE ended_at IS NULL`
  await app.owner`UPDATE to_dos SET completed_at = now() WHERE completed_at IS NULL`
  for (const billDate of ['2025-01-31', '2025-03-02', '2025-04-01'])
    await addBill(app.owner, {
      accountId: town.mariaAccount,
      billDate,
      dueDate: billDate,
      chargesCents: 5_000,
    })
  for (const day of ['2021-01-03', '2025-03-03'])
    await addUsage(app.owner, {
      servicePointId: await servicePointOf(app.owner, town.mariaAccount),
      from: day,
      until: day,
      hour: () => 1,
    })
  // A bank account that Maria can still pay from, and the request that added it.
  await app.owner`WITH added AS (
      INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
        self_service_user_id, payload, correlation_id, created_at, updated_at)
      VALUES ('bank-account-add', 'completed', ${town.mariaAccount}, 'customer', 'm.alvarez', 'm@example.com', '192.0.2.1',
        ${town.maria}, '{}', gen_random_uuid(), now(), now()) RETURNING self_service_task_id)
    INSERT INTO bank_accounts (web_user_id, self_service_task_id, kind, routing_number, masked_number, number_encrypted, number_hash,
      added_at, verified_at)
    SELECT ${town.maria}, self_service_task_id, 'checking', '122105155', '•••• 1234', '\\x00', '\\x00', now(), now() FROM added`
  // An old month of the record. The newest month stays: the runs write lines into it that are not sealed.
  await app.owner`INSERT INTO record_entries (at, event, action, actor_kind, csr_id, ip_address, correlation_id)
    SELECT '2021-01-03', 'read', 'account:view', 'csr', 'tom.becker', '192.0.2.1', gen_random_uuid()`
  await seal(app)
  // Ten years later everything is older than its period.
  await app.advanceClock('3650 days')
  const kenji = await app.asCsr('kenji.sato')
  for (const kind of retentionKindNames) await save(kenji, kind, retentionKinds[kind].least)
  await oldRows.run({
    pool: app.database.worker,
    installation: app.installation,
    signal: new AbortController().signal,
  })
  const stopping = { add: () => {}, closeAll: async () => {}, isStopping: false }
  // A second time for the rows that others named the first time.
  for (const _ of [1, 2]) {
    await retention({ ownerUrl: app.url, stopping, say: () => {} }, ['run'])
    await runAll(app)
  }
})
afterAll(() => app.close())

const count = async (table: string) =>
  Number((await app.owner.unsafe(`SELECT count(*) AS n FROM ${table}`))[0]?.n)

test('deletes all data of a customer who left ten years ago, except rows that a rule keeps', async () => {
  const emptied = ['self_service_task_log', 'customer_contacts', 'to_dos', 'masquerades', 'payments']
  for (const table of [...emptied, 'payment_reversals', 'bank_transfers'])
    expect([table, await count(table)]).toEqual([table, 0])
  // The newest bill of an account stays, and the readings of its month.
  expect(await app.owner`SELECT 1 FROM usage_months WHERE month = '2021-01-01'`).toEqual([])
  expect(await count('usage_months')).toBeGreaterThan(0)
  expect(await count('bills')).toBe(
    Number((await app.owner`SELECT count(DISTINCT account_id) AS n FROM bills`)[0]?.n),
  )
  // A bank account stays while it can be used, with the request that added it.
  expect(await app.owner`SELECT masked_number FROM bank_accounts`).toEqual([{ maskedNumber: '•••• 1234' }])
  expect(await app.owner`SELECT task_type FROM self_service_tasks WHERE is_final`).toEqual([
    { taskType: 'bank-account-add' },
  ])
})

test('the portal still answers every page', async () => {
  const { api } = await app.asCustomer(town.maria)
  const params = { accountId: town.mariaAccount }
  await api.listBalances()
  await api.readOverview({ params })
  const { requests } = await api.listRequests({ params, query: {} })
  expect(requests.map(({ taskType }) => taskType)).toEqual(['bank-account-add'])
  const { bills } = await api.listBills({ params, query: {} })
  expect(bills).toHaveLength(1)
  await api.readBill({ params: { ...params, billId: bills[0]?.billId ?? 0 } })
  await api.readUsage({ params, query: {} })
  await api.readPreferences({ params })
  await api.readAccountInformation({ params })
  expect((await api.listAccess()).supportVisits).toEqual([])
})

test('the desk still answers every screen; a deleted task or masquerade is not found', async () => {
  const { api } = await app.asCsr('ines.ferreira')
  const params = { accountId: town.mariaAccount }
  await api.readAccount({ params })
  await api.readWebUserSummary({ params })
  expect((await api.queryCustomerContacts({ params, body: {} })).contacts).toEqual([])
  await api.queryTasks({ body: {} })
  await api.queryToDos({ body: { show: 'done' } })
  await api.listMasquerades({ body: { liveOnly: false } })
  await api.queryRecord({ body: { accountId: town.mariaAccount } })
  await (await app.asCsr('kenji.sato')).api.queryAlerts({ body: { state: 'settled' } })
  await expect(api.readTask({ params: { taskId } })).rejects.toMatchObject({ status: 404 })
  await expect(api.readMasquerade({ params: { masqueradeId } })).rejects.toMatchObject({ status: 404 })
})

test('the search index is in step, and every run is one line in the record', async () => {
  expect(await verifySearch(app.owner, () => {})).toEqual([])
  const runs = await app.owner`SELECT count(*)::int AS n FROM retention_runs WHERE deleted > 0`
  const lines =
    await app.owner`SELECT count(*)::int AS n FROM record_entries WHERE action = 'retention:delete'`
  expect(lines).toEqual(runs)
  expect(Number(lines[0]?.n)).toBeGreaterThanOrEqual(retentionKindNames.length)
})
