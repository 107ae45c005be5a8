import { autopayTermsVersion } from '@porchlight/contract/autopay.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runAutopays } from '#features/autopay/run-autopays.ts'
import {
  bankPaymentBody,
  createPaymentApp,
  type PaymentApp,
  verifiedBankAccount,
} from '#features/payments/payments.fixture.ts'
import { town } from '#testing/small-town.ts'

let app: PaymentApp
const params = { accountId: town.mariaAccount as number }

beforeAll(async () => {
  app = await createPaymentApp()
})
afterAll(() => app.close())

const read = async () => (await app.asCsr('amara.okafor')).api.readAccount({ params })

test('the desk sees autopay with its day, limit and held bill, and the payments that are to come or went wrong', async () => {
  expect(await read()).toMatchObject({ autopay: null, otherPayments: [] })
  await app.owe(town.mariaAccount, 90_000)
  const maria = await app.asCustomer(town.maria)
  const bankAccountId = await verifiedBankAccount(app)
  const body = {
    bankAccountId,
    dayOfMonth: 12,
    limitCents: 9_000,
    termsVersion: autopayTermsVersion,
    version: 0,
  }
  const { taskId } = await maria.api.enrollAutopay({ params, body })
  await app.owner`INSERT INTO bills (account_id, bill_date, due_date, period_from, period_to, previous_balance_cents, payments_cents,
      adjustments_cents, charges_cents, amount_due_cents, currency)
    VALUES (${town.mariaAccount}, current_date, current_date + 20, current_date - 30, current_date - 1, 0, 0, 0, 12000, 12000, 'USD')`
  await runAutopays.run({
    pool: app.database.worker,
    installation: app.installation,
    signal: new AbortController().signal,
  })
  const later = await maria.api.makeBankPayment({
    params,
    body: await bankPaymentBody(app, bankAccountId, 4_000, 6),
  })
  const now = await maria.api.makeBankPayment({
    params,
    body: await bankPaymentBody(app, bankAccountId, 5_000),
  })
  await app.makeBankPayments()
  await app.takeBack(now.taskId, 'insufficient-funds')
  await app.readBankReturns()
  const account = await read()
  expect(account.autopay).toMatchObject({
    dayOfMonth: 12,
    limitCents: 9_000,
    pausedBecause: null,
    next: { state: 'held', amountCents: 12_000 },
    asked: { taskId, madeBy: 'm.alvarez' },
  })
  expect(account.autopay?.bankAccount).toMatch(/^•••• \d{4}$/)
  expect(account.otherPayments).toMatchObject([
    { taskType: 'payment-reversal', state: 'completed', amountCents: 5_000 },
    {
      taskId: later.taskId,
      taskType: 'one-time-payment',
      state: 'scheduled',
      amountCents: 4_000,
      payBy: 'bank',
    },
  ])
})

test('a payment that was booked is the last payment, and not among the others', async () => {
  const paid = (await read()).otherPayments.filter(
    ({ state, taskType }) => taskType === 'one-time-payment' && state === 'completed',
  )
  expect(paid).toEqual([])
})
