import { autopayTermsVersion } from '@porchlight/contract/autopay.ts'
import { Refused } from '@porchlight/contract/client.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { actingAs } from '#features/masquerade/masquerade.fixture.ts'
import {
  createPaymentApp,
  type PaymentApp,
  verifiedBankAccount,
} from '#features/payments/payments.fixture.ts'
import { town } from '#testing/small-town.ts'
import { runAutopays } from './run-autopays.ts'

let app: PaymentApp
let bankAccountId: number
const params = { accountId: town.mariaAccount as number }
const asMaria = () => app.asCustomer(town.maria)

beforeAll(async () => {
  app = await createPaymentApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.beBank('up')
  await app.aWeekLater()
  await app.owner`DELETE FROM autopays`
  await app.owner`UPDATE accounts SET is_autopay = false WHERE account_id = ${town.mariaAccount}`
  await app.owner`UPDATE self_service_tasks SET state = 'discarded' WHERE state IN ('scheduled', 'pending')`
  await app.owner`UPDATE bank_transfers SET state = 'canceled', ended_at = now() WHERE state = 'waiting'`
  await app.owner`UPDATE bank_accounts SET removed_at = now(), number_encrypted = NULL, number_hash = NULL, is_default = false
    WHERE removed_at IS NULL`
  await app.owner`DELETE FROM bills WHERE account_id = ${town.mariaAccount}`
  await app.owe(town.mariaAccount, 20_000)
  bankAccountId = await verifiedBankAccount(app)
})

const reasonOf = (refused: Promise<unknown>) =>
  refused.then(
    () => 'ok',
    (error: unknown) => (error instanceof Refused ? error.body.reason : String(error)),
  )
const chosen = (change: object = {}) => ({
  bankAccountId,
  dayOfMonth: null,
  limitCents: null,
  termsVersion: autopayTermsVersion,
  version: 0,
  ...change,
})
const enroll = async (change: object = {}) =>
  (await asMaria()).api.enrollAutopay({ params, body: chosen(change) })
const read = async () => (await asMaria()).api.readAutopay({ params })
const runJob = () =>
  runAutopays.run({
    pool: app.database.worker,
    installation: app.installation,
    signal: new AbortController().signal,
  })
const debits = async () => (await app.bankList()).filter(({ direction }) => direction === 'debit').length
/** A bill of today that falls due some days later. */
const aBill = (cents: number, days: number) => app.owner`
  INSERT INTO bills (account_id, bill_date, due_date, period_from, period_to, previous_balance_cents, payments_cents,
    adjustments_cents, charges_cents, amount_due_cents, currency)
  SELECT ${town.mariaAccount}, d.day, d.day + ${days}::integer, d.day - 30, d.day - 1, 0, 0, 0, ${cents}, ${cents}, 'USD'
  FROM (SELECT (current_instant() AT TIME ZONE ${app.installation.timeZone})::date AS day) d`
const mails = async () =>
  (
    await app.owner`SELECT template FROM outgoing_messages WHERE template LIKE 'autopay-%'
    ORDER BY outgoing_message_id`
  ).map(({ template }) => String(template))
const switchOf = async () =>
  (await app.owner`SELECT is_autopay FROM accounts WHERE account_id = ${town.mariaAccount}`)[0]?.isAutopay

describe('setting up', () => {
  test('the task is completed, the account’s switch is on, and the page shows it', async () => {
    await aBill(12_000, 14)
    expect(await read()).toMatchObject({ state: 'off', nextBill: { amountCents: 12_000 } })
    const { taskId, version } = await enroll({ dayOfMonth: 12, limitCents: 50_000 })
    expect(await app.taskOf(taskId ?? 0)).toMatchObject({ taskType: 'autopay-enrol', state: 'completed' })
    expect(await read()).toMatchObject({
      state: 'here',
      version,
      current: { bankAccountId, dayOfMonth: 12, limitCents: 50_000, isOwn: true },
    })
    expect(await switchOf()).toBe(true)
  })

  test('a double click sets it up once, and a stale page overwrites nothing', async () => {
    const maria = await asMaria()
    const made = await Promise.all(
      [1, 2].map(() => maria.api.enrollAutopay({ params, body: chosen() }).catch(() => null)),
    )
    expect(made.filter((one) => one?.taskId)).toHaveLength(1)
    expect(await enroll()).toEqual({ taskId: null, version: 1 })
    expect(await reasonOf(enroll({ dayOfMonth: 3 }))).toBe('version-conflict')
    const body = chosen({ dayOfMonth: 3, version: 7 })
    expect(await reasonOf(maria.api.changeAutopay({ params, body }))).toBe('version-conflict')
  })

  test('a change and a stop are tasks of their own, and saving the same changes nothing', async () => {
    const { version } = await enroll()
    const maria = await asMaria()
    const body = chosen({ version, limitCents: 9_900 })
    const changed = await maria.api.changeAutopay({ params, body })
    expect((await app.taskOf(changed.taskId ?? 0))?.taskType).toBe('autopay-change')
    const again = await maria.api.changeAutopay({ params, body })
    expect(again).toEqual({ taskId: null, version: changed.version })
    const stopped = await maria.api.stopAutopay({ params, body: { version: changed.version } })
    expect((await app.taskOf(stopped.taskId ?? 0))?.taskType).toBe('autopay-stop')
    expect(await read()).toMatchObject({ state: 'off', current: null, endedBy: null })
    expect(await switchOf()).toBe(false)
    expect((await maria.api.stopAutopay({ params, body: { version: 99 } })).taskId).toBeNull()
  })

  test('one that the utility set up is shown, and stops', async () => {
    await app.owner`UPDATE accounts SET is_autopay = true WHERE account_id = ${town.mariaAccount}`
    expect(await read()).toMatchObject({ state: 'elsewhere', current: null })
    const maria = await asMaria()
    await maria.api.stopAutopay({ params, body: { version: 0 } })
    expect(await switchOf()).toBe(false)
  })

  test.each([
    [{ bankAccountId: 1 }, 'invalid-field'],
    [{ termsVersion: 99 }, 'invalid-field'],
    [{ dayOfMonth: 29 }, 'invalid-field'],
    [{ dayOfMonth: 1.5 }, 'invalid-request'],
    [{ limitCents: 0 }, 'invalid-field'],
  ])('%j is refused', async (change, reason) => {
    expect(await reasonOf(enroll(change))).toBe(reason)
  })

  test('a bank account that autopay draws on is not removed', async () => {
    await enroll()
    const maria = await asMaria()
    const { bankAccounts } = await maria.api.listBankAccounts({ params })
    const own = bankAccounts.find((one) => one.bankAccountId === bankAccountId)
    expect(own?.uses).toEqual([{ use: 'autopay', accountId: town.mariaAccount, on: null }])
    const removal = maria.api.removeBankAccount({ params: { ...params, bankAccountId } })
    expect(await reasonOf(removal)).toBe('bank-account-in-use')
  })

  test('who only sees the account sets nothing up; another customer sees nothing; a masquerade is refused as shipped', async () => {
    await app.owner`UPDATE web_user_accounts SET role = 'viewer' WHERE web_user_id = ${town.john}`
    const john = await app.asCustomer(town.john)
    expect(await reasonOf(john.api.enrollAutopay({ params, body: chosen() }))).toBe('role-may-not')
    const olga = await app.asCustomer(town.olga)
    expect(await reasonOf(olga.api.readAutopay({ params }))).toBe('account-not-linked')
    const { view } = await actingAs(app, 'amara.okafor', { purposeReference: 'autopay' })
    expect(await reasonOf(view.api.enrollAutopay({ params, body: chosen() }))).toBe('entitlement-off')
  })

  test('another payer sees it and stops it, but does not change it', async () => {
    await app.owner`UPDATE web_user_accounts SET role = 'manager' WHERE web_user_id = ${town.john}`
    const { version } = await enroll()
    const john = await app.asCustomer(town.john)
    const seen = await john.api.readAutopay({ params })
    expect(seen.current).toMatchObject({ bankAccountId: null, isOwn: false })
    // Maria's bank account is not John's: he can change nothing of it.
    const body = chosen({ dayOfMonth: 3, version })
    expect(await reasonOf(john.api.changeAutopay({ params, body }))).toBe('invalid-field')
    await john.api.stopAutopay({ params, body: { version } })
    expect(await read()).toMatchObject({ state: 'off' })
  })
})

describe('paying', () => {
  test('a new bill is announced, and paid once on its day', async () => {
    await enroll()
    await aBill(12_000, 0)
    const before = [await debits(), (await mails()).length]
    await Promise.all([runJob(), runJob()])
    await app.makeBankPayments()
    await Promise.all([runJob(), app.makeBankPayments()])
    expect((await debits()) - (before[0] ?? 0)).toBe(1)
    expect(await app.balanceOf(town.mariaAccount)).toBe(8_000)
    expect((await mails()).slice(before[1])).toEqual(['autopay-planned'])
    const { runs } = await read()
    expect(runs).toMatchObject([{ state: 'ordered', amountCents: 12_000 }])
    expect(await app.taskOf(runs[0]?.taskId ?? 0)).toMatchObject({
      taskType: 'one-time-payment',
      state: 'completed',
    })
  })

  test('before its day nothing is paid, and a bill that was left out is never paid', async () => {
    await enroll()
    await aBill(12_000, 3)
    await runJob()
    const { runs } = await read()
    expect(runs).toMatchObject([{ state: 'planned' }])
    const maria = await asMaria()
    const decide = { ...params, autopayRunId: runs[0]?.autopayRunId ?? 0 }
    await maria.api.decideAutopayRun({ params: decide, body: { decision: 'skip' } })
    expect(await reasonOf(maria.api.decideAutopayRun({ params: decide, body: { decision: 'pay' } }))).toBe(
      'already-done',
    )
    await app.aWeekLater()
    await runJob()
    expect(await app.balanceOf(town.mariaAccount)).toBe(20_000)
  })

  test('a bill far above the limit or the usual waits for the customer, who is asked on every page', async () => {
    await enroll({ limitCents: 10_000 })
    await app.owe(town.mariaAccount, 3_053_400)
    await aBill(3_053_400, 0)
    const before = (await mails()).length
    await runJob()
    await runJob()
    expect((await mails()).slice(before)).toEqual(['autopay-held'])
    expect(await app.balanceOf(town.mariaAccount)).toBe(3_053_400)
    const maria = await asMaria()
    const { text } = await maria.get(`/accounts/${town.mariaAccount}/bills`)
    expect(text).toContain('Autopay waits for you')
    const [run] = (await read()).runs
    expect(run?.state).toBe('held')
    const olga = await app.asCustomer(town.olga)
    const elsewhere = { accountId: town.otherAccount as number, autopayRunId: run?.autopayRunId ?? 0 }
    expect(await reasonOf(olga.api.decideAutopayRun({ params: elsewhere, body: { decision: 'pay' } }))).toBe(
      'already-done',
    )
    await maria.api.decideAutopayRun({
      params: { ...params, autopayRunId: run?.autopayRunId ?? 0 },
      body: { decision: 'pay' },
    })
    await runJob()
    await app.makeBankPayments()
    expect(await app.balanceOf(town.mariaAccount)).toBe(0)
  })

  test('what the customer paid otherwise is not paid again', async () => {
    await enroll()
    await aBill(12_000, 0)
    await app.owe(town.mariaAccount, 3_000)
    await runJob()
    await app.makeBankPayments()
    expect(await app.balanceOf(town.mariaAccount)).toBe(0)
    await app.owner`DELETE FROM autopay_runs`
    await app.owe(town.mariaAccount, 12_000)
    await runJob()
    await app.owner`UPDATE autopay_runs SET state = 'planned'`
    await app.owe(town.mariaAccount, 0)
    await runJob()
    expect((await read()).runs[0]?.state).toBe('nothing')
  })

  test('a job that dies between the plan and the payment neither loses nor repeats it', async () => {
    await enroll()
    await aBill(12_000, 0)
    await runJob()
    // As a kill before the commit leaves it: the row is planned, and nothing was ordered.
    await app.owner`DELETE FROM bank_transfers x USING autopay_runs r WHERE r.self_service_task_id = x.self_service_task_id`
    await app.owner`UPDATE self_service_tasks t SET idempotency_key = NULL, state = 'discarded' FROM autopay_runs r
      WHERE r.self_service_task_id = t.self_service_task_id`
    await app.owner`UPDATE autopay_runs SET state = 'planned', self_service_task_id = NULL`
    await Promise.all([runJob(), runJob(), runJob()])
    await app.makeBankPayments()
    await runJob()
    expect(await app.balanceOf(town.mariaAccount)).toBe(8_000)
  })
})

describe('an end that nobody asked for', () => {
  test.each([
    [
      'bank-account',
      () => app.owner`UPDATE bank_accounts SET bank_reason = 'account-closed', is_default = false`,
    ],
    [
      'source',
      () => app.owner`UPDATE accounts SET is_autopay = false WHERE account_id = ${town.mariaAccount}`,
    ],
  ])('%s: autopay ends, its switch is off, and the customer is told', async (why, happen) => {
    await enroll()
    await happen()
    const before = (await mails()).length
    await runJob()
    await runJob()
    expect((await mails()).slice(before)).toEqual(['autopay-ended'])
    expect(await read()).toMatchObject({ state: 'off', endedBy: why })
    expect(await switchOf()).toBe(false)
  })
})
