import { autopayTermsVersion } from '@porchlight/contract/autopay.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  createPaymentApp,
  type PaymentApp,
  verifiedBankAccount,
} from '#features/payments/payments.fixture.ts'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { runAutopays } from './run-autopays.ts'

let app: PaymentApp
let maria: Browser
let bankAccountId: number
const params = { accountId: town.mariaAccount as number }

beforeAll(async () => {
  app = await createPaymentApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  maria = await app.asCustomer(town.maria)
  await app.aWeekLater()
  await app.owner`DELETE FROM autopays`
  await app.owner`DELETE FROM bills WHERE account_id = ${town.mariaAccount}`
  await app.owner`UPDATE accounts SET is_autopay = false WHERE account_id = ${town.mariaAccount}`
  await app.owe(town.mariaAccount, 20_000)
  bankAccountId = await verifiedBankAccount(app)
})

const chosen = (version: number) => ({
  bankAccountId,
  dayOfMonth: null,
  limitCents: null,
  termsVersion: autopayTermsVersion,
  version,
})
const runJob = () =>
  runAutopays.run({
    pool: app.database.worker,
    installation: app.installation,
    signal: new AbortController().signal,
  })
const aBill = (cents: number) => app.owner`
  INSERT INTO bills (account_id, bill_date, due_date, period_from, period_to, previous_balance_cents, payments_cents,
    adjustments_cents, charges_cents, amount_due_cents, currency)
  SELECT ${town.mariaAccount}, d.day, d.day, d.day - 30, d.day - 1, 0, 0, 0, ${cents}, ${cents}, 'USD'
  FROM (SELECT (current_instant() AT TIME ZONE ${app.installation.timeZone})::date AS day) d`
const read = () => maria.api.readAutopay({ params })

/** Autopay has paid a bill, and the bank returned the payment. */
async function returned(reason: string) {
  await maria.api.enrollAutopay({ params, body: chosen(0) })
  await aBill(12_000)
  await runJob()
  await app.makeBankPayments()
  const [run] = (await read()).runs
  await app.takeBack(run?.taskId ?? 0, reason)
  await Promise.all([app.readBankReturns(), app.readBankReturns()])
  return read()
}

test('a payment that the bank returned pauses autopay: the page and one mail say so, and nothing more is paid', async () => {
  const { current, version } = await returned('insufficient-funds')
  expect(current).toMatchObject({ pausedBecause: 'insufficient-funds' })
  const page = await maria.get(`/accounts/${town.mariaAccount}/autopay`)
  expect(page.text).toContain('Autopay is paused because its last payment did not go through.')
  expect(page.text).toContain('Resume autopay')
  expect((await maria.get(`/accounts/${town.mariaAccount}/bills`)).text).toContain('Autopay waits for you')
  const mails =
    await app.owner`SELECT subject, self_service_task_id FROM outgoing_messages WHERE template = 'autopay-paused'`
  expect(mails).toMatchObject([{ subject: 'Autopay is paused' }])
  expect((await maria.get('/messages')).text).toContain('Autopay is paused')
  const lines = await app.owner`SELECT details FROM record_entries WHERE details ? 'pausedAutopay'`
  expect(lines).toHaveLength(1)
  await aBill(13_000)
  await runJob()
  await app.makeBankPayments()
  expect((await read()).runs).toHaveLength(1)
  expect(await app.balanceOf(town.mariaAccount)).toBe(20_000)
  const { taskId } = await maria.api.changeAutopay({ params, body: chosen(version) })
  expect((await app.taskOf(taskId ?? 0))?.payload).toMatchObject({
    autopayPaused: { before: true, after: false },
  })
  expect((await read()).current?.pausedBecause).toBeNull()
  await runJob()
  await app.makeBankPayments()
  expect(await app.balanceOf(town.mariaAccount)).toBe(7_000)
})

test('a stale page does not resume it, and the return of another payment leaves it alone', async () => {
  const { version } = await returned('insufficient-funds')
  await expect(maria.api.changeAutopay({ params, body: chosen(version - 1) })).rejects.toMatchObject({
    body: { reason: 'version-conflict' },
  })
  await maria.api.changeAutopay({ params, body: chosen(version) })
  await app.readBankReturns()
  expect((await read()).current?.pausedBecause).toBeNull()
})

test('a payment that the bank refuses at once pauses autopay, too', async () => {
  bankAccountId = await verifiedBankAccount(app, '0003')
  await maria.api.enrollAutopay({ params, body: chosen(0) })
  await aBill(12_000)
  await runJob()
  await app.makeBankPayments()
  expect((await read()).current?.pausedBecause).toBe('insufficient-funds')
  expect(await app.balanceOf(town.mariaAccount)).toBe(20_000)
})

test('a bank account that is closed ends autopay', async () => {
  await returned('account-closed')
  await runJob()
  expect(await read()).toMatchObject({ state: 'off', endedBy: 'bank-account' })
})
