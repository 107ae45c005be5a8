import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  bankPaymentBody,
  createPaymentApp,
  type PaymentApp,
  paidByCard,
  verifiedBankAccount,
} from '#features/payments/payments.fixture.ts'
import { town } from '#testing/small-town.ts'
import { makeRefunds } from './make-refunds.ts'

let app: PaymentApp
let amara: Awaited<ReturnType<PaymentApp['asCsr']>>
beforeAll(async () => {
  app = await createPaymentApp()
  amara = await app.asCsr('amara.okafor')
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.owner`DELETE FROM to_dos`
})

const params = { accountId: town.mariaAccount as number }
const ask = (paymentId: number, by = amara) =>
  by.api.refundPayment({ params, body: { paymentId, cause: 'paid-twice', reason: 'She paid twice.' } })
const work = async () => {
  await app.owner`UPDATE payment_refunds SET next_attempt_at = now() WHERE state = 'waiting'`
  await app.owner`UPDATE bank_transfers SET next_attempt_at = now() WHERE state = 'waiting'`
  await makeRefunds.run({
    pool: app.database.worker,
    installation: app.installation,
    signal: new AbortController().signal,
  })
}
const reversals = (paymentId: number) =>
  app.owner`SELECT kind, reason, self_service_task_id AS task_id FROM payment_reversals WHERE payment_id = ${paymentId}`
const mails = () =>
  app.owner`SELECT template, body FROM outgoing_messages WHERE template = 'payment-refunded' ORDER BY 1`

describe('a card payment', () => {
  test('is given back once: provider, balance, a task that names the first, mail, record, page', async () => {
    const paymentId = await paidByCard(app, 5_000)
    const before = await app.balanceOf(town.mariaAccount)
    const { taskId, needsApproval } = await ask(paymentId)
    expect(needsApproval).toBe(false)
    expect(await app.balanceOf(town.mariaAccount)).toBe(before)
    await work()
    await work()
    expect(await app.balanceOf(town.mariaAccount)).toBe(before + 5_000)
    expect(await reversals(paymentId)).toEqual([{ kind: 'refunded', reason: 'paid-twice', taskId }])
    const [payment] =
      await app.owner`SELECT self_service_task_id FROM payments WHERE payment_id = ${paymentId}`
    const paidBy = Number(payment?.selfServiceTaskId)
    expect(await app.taskOf(taskId)).toMatchObject({
      taskType: 'payment-refund',
      state: 'completed',
      originatingTaskId: paidBy,
      csrId: 'amara.okafor',
      amountCents: 5_000,
    })
    const [session] =
      await app.owner`SELECT provider_session_id FROM card_payment_sessions WHERE self_service_task_id = ${paidBy}`
    expect(await app.installation.paymentPage.readSession(String(session?.providerSessionId))).toMatchObject({
      state: 'paid',
      isRefunded: true,
    })
    const maria = await app.asCustomer(town.maria)
    expect(await maria.api.readCardPayment({ params: { ...params, taskId: paidBy } })).toMatchObject({
      outcome: 'refunded',
      receipt: { paymentId, reversedOn: expect.any(String) },
    })
    const [mail] = await mails()
    expect(mail?.body).toContain(
      'because it was paid twice. The money goes to what you paid with: Visa •••• 4242.',
    )
    const noted =
      await app.owner`SELECT action FROM record_entries WHERE self_service_task_id = ${taskId} ORDER BY at`
    expect(noted.map(({ action }) => action)).toEqual(['payment:refund', 'job:make-refunds'])
  })

  test('is not given back twice, also by two CSRs at once', async () => {
    const paymentId = await paidByCard(app, 5_100)
    const ines = await app.asCsr('ines.ferreira')
    const both = await Promise.allSettled([ask(paymentId), ask(paymentId, ines)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await work()
    await expect(ask(paymentId)).rejects.toMatchObject({
      status: 409,
      body: { reason: 'payment-not-refundable', current: { problem: 'reversed' } },
    })
    expect(await reversals(paymentId)).toHaveLength(1)
  })

  test('above the limit waits for another CSR, and nothing is given back where that one says no', async () => {
    const paymentId = await paidByCard(app, 10_001)
    const { taskId, needsApproval } = await ask(paymentId)
    expect(needsApproval).toBe(true)
    await work()
    expect(await reversals(paymentId)).toEqual([])
    const ines = await app.asCsr('ines.ferreira')
    const decide = async (id: number, action: 'approve' | 'reject') => {
      const { version } = (await app.taskOf(id)) as { version: number }
      const response = await ines.request('POST', `/api/desk/self-service-tasks/${id}/${action}`, {
        json: { version, ...(action === 'reject' && { reason: 'She paid once.' }) },
      })
      return { status: response.status, text: response.text }
    }
    expect((await decide(taskId, 'reject')).status).toBe(200)
    await work()
    expect(await reversals(paymentId)).toEqual([])

    const own = await ask(paymentId, ines)
    expect((await decide(own.taskId, 'approve')).text).toContain('own-request')
    expect((await decide(own.taskId, 'reject')).status).toBe(200)
    const again = await ask(paymentId)
    expect((await decide(again.taskId, 'approve')).status).toBe(200)
    await work()
    expect(await reversals(paymentId)).toMatchObject([{ taskId: again.taskId }])
  })

  test('waits while the provider is down, and is given back once', async () => {
    const paymentId = await paidByCard(app, 5_200)
    await ask(paymentId)
    app.cutOff()
    await work()
    app.reconnect()
    expect(await reversals(paymentId)).toEqual([])
    await work()
    expect(await reversals(paymentId)).toHaveLength(1)
  })

  test('that the provider cannot give back is an error for staff, and nothing is booked', async () => {
    const paymentId = await paidByCard(app, 5_300)
    const { taskId } = await ask(paymentId)
    const before = await app.balanceOf(town.mariaAccount)
    await makeRefunds.run({
      pool: app.database.worker,
      installation: {
        ...app.installation,
        paymentPage: {
          ...app.installation.paymentPage,
          refund: async () => ({ state: 'refused', reason: 'not-possible' }),
        },
      },
      signal: new AbortController().signal,
    })
    expect(await app.taskOf(taskId)).toMatchObject({ state: 'error', failure: 'not-possible' })
    expect(await app.balanceOf(town.mariaAccount)).toBe(before)
    expect(await app.owner`SELECT subject FROM to_dos`).toEqual([{ subject: 'task-failed' }])
  })
})

test('a payment from a bank account goes back to it, once', async () => {
  await app.aWeekLater()
  await app.owe(town.mariaAccount, 50_000)
  const bankAccountId = await verifiedBankAccount(app)
  const maria = await app.asCustomer(town.maria)
  const { taskId: paidBy } = await maria.api.makeBankPayment({
    params,
    body: await bankPaymentBody(app, bankAccountId, 6_000),
  })
  await app.makeBankPayments()
  const [payment] = await app.owner`SELECT payment_id FROM payments WHERE self_service_task_id = ${paidBy}`
  const paymentId = Number(payment?.paymentId)
  const { taskId } = await ask(paymentId)
  await app.beBank('down')
  await work()
  await app.beBank('up')
  await work()
  await work()
  expect(await reversals(paymentId)).toEqual([{ kind: 'refunded', reason: 'paid-twice', taskId }])
  const given = (await app.bankList()).filter(
    ({ direction, amountCents }) => direction === 'credit' && amountCents === 6_000,
  )
  expect(given).toHaveLength(1)
  expect(await app.balanceOf(town.mariaAccount)).toBe(50_000)
  expect(await maria.api.readBankPayment({ params: { ...params, taskId: paidBy } })).toMatchObject({
    outcome: 'reversed',
  })

  // Days later the bank takes the payment back all the same: a person decides, and nothing is booked twice.
  await app.takeBack(paidBy, 'insufficient-funds')
  await app.readBankReturns()
  expect(await app.balanceOf(town.mariaAccount)).toBe(50_000)
  expect(await app.owner`SELECT subject FROM to_dos`).toEqual([{ subject: 'payment-returned-after-refund' }])
})

test('a payment at the counter is not given back here, and staff without the permission are refused', async () => {
  const [cash] =
    await app.owner`INSERT INTO payments (account_id, received_on, amount_cents, currency, tender)
    VALUES (${town.mariaAccount}, '2026-01-05', 700, 'USD', 'cash') RETURNING payment_id`
  await expect(ask(Number(cash?.paymentId))).rejects.toMatchObject({
    body: { current: { problem: 'not-electronic' } },
  })
  await expect(ask(1)).rejects.toMatchObject({ status: 404 })
  const { payments } = await amara.api.listRefundable({ params })
  expect(payments.find(({ tender }) => tender === 'cash')).toMatchObject({ problem: 'not-electronic' })
  await app.owner`DELETE FROM group_permissions WHERE resource = 'payment'`
  await expect(ask(1)).rejects.toMatchObject({ body: { reason: 'permission-missing' } })
})
