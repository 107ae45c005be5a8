import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openValue } from '#encryption/sealed-value.ts'
import { actingAs, masqueradeAs } from '#features/masquerade/masquerade.fixture.ts'
import {
  bankPaymentBody,
  createPaymentApp,
  type PaymentApp,
  verifiedBankAccount,
} from '#features/payments/payments.fixture.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { town } from '#testing/small-town.ts'

let app: PaymentApp
let bankAccountId: number
beforeAll(async () => {
  app = await createPaymentApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.beBank('up')
  await app.aWeekLater()
  await app.owner`UPDATE self_service_tasks SET state = 'discarded' WHERE state IN ('scheduled', 'pending')`
  await app.owner`UPDATE bank_transfers SET state = 'canceled', ended_at = now() WHERE state = 'waiting'`
  await app.owner`UPDATE bank_accounts SET removed_at = now(), number_encrypted = NULL, number_hash = NULL, is_default = false
    WHERE removed_at IS NULL`
  await app.owe(town.mariaAccount, 20_000)
  bankAccountId = await verifiedBankAccount(app)
})

const params = { accountId: town.mariaAccount as number }
const asMaria = () => app.asCustomer(town.maria)
const payPath = `/accounts/${town.mariaAccount}/pay-by-bank`
const pay = async (amountCents = 5_000, days = 0, more: object = {}) => {
  const body = { ...(await bankPaymentBody(app, bankAccountId, amountCents, days)), ...more }
  return (await asMaria()).api.makeBankPayment({ params, body })
}
const read = async (taskId: number) =>
  (await asMaria()).api.readBankPayment({ params: { ...params, taskId } })
const debits = async () => (await app.bankList()).filter(({ direction }) => direction === 'debit').length

describe('paid today', () => {
  test('the bank is debited once, the payment is booked, the task completed, and the payer told', async () => {
    const before = await debits()
    const { taskId } = await pay(5_000)
    expect(await read(taskId)).toMatchObject({ outcome: 'scheduled' })
    await Promise.all([app.makeBankPayments(), app.makeBankPayments()])
    expect(await read(taskId)).toMatchObject({ outcome: 'paid', amountCents: 5_000, balanceCents: 15_000 })
    expect((await debits()) - before).toBe(1)
    expect(await app.taskOf(taskId)).toMatchObject({
      state: 'completed',
      payload: { payBy: 'bank', termsVersion: 1 },
    })
    const rows = await app.owner`SELECT * FROM payments WHERE self_service_task_id = ${taskId}`
    expect(rows).toMatchObject([{ amountCents: 5_000, tender: 'bank' }])
    expect(await app.logOf(taskId)).toMatchObject([
      { state: 'scheduled', actor: 'm.alvarez' },
      { state: 'pending', actor: 'system' },
      { state: 'completed', actor: 'bank' },
    ])
    const maria = await asMaria()
    const { text: request } = await maria.get(`/accounts/${town.mariaAccount}/requests/${taskId}`)
    const page = `/accounts/${town.mariaAccount}/bank-payments/${taskId}`
    expect(request).toContain(`href="${page}"`)
    expect((await maria.get(page)).status).toBe(200)
    const mails =
      await app.owner`SELECT subject FROM outgoing_messages WHERE self_service_task_id = ${taskId}`
    expect(mails).toHaveLength(1)
  })

  test('a double click, and the same form again later, pay once', async () => {
    const body = await bankPaymentBody(app, bankAccountId, 4_000)
    const maria = await asMaria()
    const made = await Promise.all([1, 2, 3].map(() => maria.api.makeBankPayment({ params, body })))
    expect(new Set(made.map(({ taskId }) => taskId)).size).toBe(1)
    await app.makeBankPayments()
    expect(await maria.api.makeBankPayment({ params, body })).toEqual(made[0])
    await app.makeBankPayments()
    expect(await app.balanceOf(town.mariaAccount)).toBe(16_000)
    await expect(
      maria.api.makeBankPayment({ params, body: { ...body, amountCents: 4_001 } }),
    ).rejects.toMatchObject({ body: { fields: [{ field: 'amountCents', reason: 'payment-form-used' }] } })
  })

  test('two tabs with the same amount: the second is asked, and pays with a yes to that payment', async () => {
    const maria = await asMaria()
    const [one, other] = await Promise.all([
      bankPaymentBody(app, bankAccountId, 4_000),
      bankPaymentBody(app, bankAccountId, 4_000),
    ])
    const outcomes = await Promise.allSettled(
      [one, other].map((body) => maria.api.makeBankPayment({ params, body })),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = outcomes.find((outcome) => outcome.status === 'rejected')
    expect(refused?.reason).toMatchObject({
      body: { reason: 'payment-planned', current: { amountCents: 4_000 } },
    })
    const confirmedTaskId = Number(refused?.reason.body.current.taskId)
    const again = { ...other, idempotencyKey: app.newKey(), confirmedTaskId }
    await maria.api.makeBankPayment({ params, body: again })
    await app.makeBankPayments()
    expect(await app.balanceOf(town.mariaAccount)).toBe(12_000)
  })

  test('while the bank is down the payment waits, however long, and is made once', async () => {
    await app.beBank('down')
    const { taskId } = await pay(5_000)
    await app.makeBankPayments()
    expect(await read(taskId)).toMatchObject({ outcome: 'waiting' })
    expect(await app.taskOf(taskId)).toMatchObject({ state: 'pending', expiresAt: null })
    await app.beBank('up')
    await app.advanceClock('1 hour')
    await app.makeBankPayments()
    expect(await read(taskId)).toMatchObject({ outcome: 'paid' })
    expect(await app.balanceOf(town.mariaAccount)).toBe(15_000)
  })
})

describe('the bank says no', () => {
  test('at once, for lack of money: nothing is booked, and page and mail say why', async () => {
    bankAccountId = await verifiedBankAccount(app, '0003')
    const { taskId } = await pay(5_000)
    await app.makeBankPayments()
    expect(await read(taskId)).toMatchObject({ outcome: 'refused', bankReason: 'insufficient-funds' })
    expect(await app.taskOf(taskId)).toMatchObject({ state: 'rejected' })
    expect(await app.balanceOf(town.mariaAccount)).toBe(20_000)
    const [mail] = await app.owner`SELECT body FROM outgoing_messages WHERE self_service_task_id = ${taskId}`
    expect(mail?.body).toContain('not enough money')
    const page = await (await asMaria()).get(`/accounts/${town.mariaAccount}/bank-payments/${taskId}`)
    expect(page.text).toContain('Nothing was paid.')
  })

  test('days later: the balance has it again, a new task names the first, and staff and payer are told, once', async () => {
    const { taskId } = await pay(5_000)
    await app.makeBankPayments()
    await app.takeBack(taskId, 'account-closed')
    await Promise.all([app.makeBankPayments(), app.makeBankPayments()])
    await app.makeBankPayments()
    expect(await read(taskId)).toMatchObject({ outcome: 'returned', bankReason: 'account-closed' })
    expect(await app.balanceOf(town.mariaAccount)).toBe(20_000)
    expect(await app.taskOf(taskId)).toMatchObject({ state: 'completed' })
    const reversals =
      await app.owner`SELECT self_service_task_id, task_type, state, actor_kind, web_user_id, self_service_user_id, amount_cents
        FROM self_service_tasks WHERE originating_task_id = ${taskId}`
    expect(reversals).toMatchObject([
      {
        taskType: 'payment-reversal',
        state: 'completed',
        actorKind: 'system',
        webUserId: 'm.alvarez',
        selfServiceUserId: town.maria,
        amountCents: 5_000,
      },
    ])
    const reversal = Number(reversals[0]?.selfServiceTaskId)
    const toDos = await app.owner`SELECT subject FROM to_dos WHERE self_service_task_id = ${reversal}`
    expect(toDos).toEqual([{ subject: 'payment-returned' }])
    expect(
      await app.owner`SELECT 1 FROM outgoing_messages WHERE self_service_task_id = ${reversal}`,
    ).toHaveLength(1)
    // Nothing more is paid from a closed bank account.
    const { bankAccounts } = await (await asMaria()).api.readBankPaymentOptions({ params })
    expect(bankAccounts.map((one) => one.bankAccountId)).not.toContain(bankAccountId)
  })
})

test('a return that the bank tells before we have noted its answer is not lost', async () => {
  bankAccountId = await verifiedBankAccount(app, '0004')
  const { taskId } = await pay(5_000)
  await app.makeBankPayments()
  expect(await read(taskId)).toMatchObject({ outcome: 'returned' })
  // As after a crash between the bank's answer and our note of it: the bank knows the key, and we know nothing.
  const later = await pay(5_100)
  const [order] =
    await app.owner`SELECT x.bank_key::text AS key, x.amount_cents, b.number_encrypted, b.routing_number
    FROM bank_transfers x JOIN bank_accounts b USING (bank_account_id)
    WHERE x.self_service_task_id = ${later.taskId} AND x.purpose = 'payment'`
  await app.bank.transfer({
    key: String(order?.key),
    direction: 'debit',
    routingNumber: String(order?.routingNumber),
    accountNumber: openValue(testEncryptionKey, order?.numberEncrypted as Uint8Array),
    kind: 'checking',
    amountCents: Number(order?.amountCents),
    currency: 'USD',
    description: `${app.installation.utilityName} payment`,
  })
  await app.readBankReturns()
  expect(await read(later.taskId)).toMatchObject({ outcome: 'scheduled' })
  await app.makeBankPayments()
  expect(await read(later.taskId)).toMatchObject({ outcome: 'returned' })
  expect(await app.balanceOf(town.mariaAccount)).toBe(20_000)
})

describe('scheduled for a later day', () => {
  test('waits for its day, by the utility’s calendar, and is made on it', async () => {
    const { taskId } = await pay(5_000, 3)
    await app.makeBankPayments()
    expect(await read(taskId)).toMatchObject({ outcome: 'scheduled' })
    await app.owner`UPDATE self_service_tasks SET scheduled_on = scheduled_on - 3 WHERE self_service_task_id = ${taskId}`
    await app.makeBankPayments()
    expect(await read(taskId)).toMatchObject({ outcome: 'paid' })
  })

  test('is changed: amount, day and bank account; a stale version is 409 with the difference', async () => {
    const { taskId } = await pay(5_000, 3)
    const other = await verifiedBankAccount(app, '4444')
    const { version, payOn } = await read(taskId)
    const change = async (body: object) =>
      (await asMaria()).api.changeBankPayment({
        params: { ...params, taskId },
        body: { bankAccountId: other, amountCents: 6_000, payOn, version, ...body },
      })
    expect(await change({})).toEqual({ taskId, version: version + 1 })
    expect(await read(taskId)).toMatchObject({
      amountCents: 6_000,
      bankAccount: '•••• 4444',
      version: version + 1,
    })
    await expect(change({ amountCents: 7_000 })).rejects.toMatchObject({
      status: 409,
      body: {
        reason: 'version-conflict',
        difference: [{ field: 'amountCents', yours: 7_000, theirs: 6_000 }],
      },
    })
    await app.owner`UPDATE self_service_tasks SET scheduled_on = scheduled_on - 3 WHERE self_service_task_id = ${taskId}`
    await app.makeBankPayments()
    expect(await app.balanceOf(town.mariaAccount)).toBe(14_000)
    await expect(change({ version: version + 3 })).rejects.toMatchObject({
      status: 409,
      body: { reason: 'payment-over' },
    })
  })

  test('is canceled, and never sent; a second cancellation says that it is over', async () => {
    const { taskId } = await pay(5_000, 3)
    const before = await debits()
    const maria = await asMaria()
    const cancel = { params: { ...params, taskId }, body: { version: 1 } }
    await expect(maria.api.cancelBankPayment({ ...cancel, body: { version: 2 } })).rejects.toMatchObject({
      status: 409,
      body: { reason: 'version-conflict' },
    })
    await maria.api.cancelBankPayment(cancel)
    await expect(maria.api.cancelBankPayment(cancel)).rejects.toMatchObject({
      body: { reason: 'payment-over' },
    })
    await app.owner`UPDATE self_service_tasks SET scheduled_on = scheduled_on - 3 WHERE self_service_task_id = ${taskId}`
    await app.makeBankPayments()
    expect(await read(taskId)).toMatchObject({ outcome: 'canceled' })
    expect(await debits()).toBe(before)
  })

  test('keeps its bank account from being removed, until it is canceled', async () => {
    const { taskId } = await pay(5_000, 3)
    const maria = await asMaria()
    const remove = () => maria.api.removeBankAccount({ params: { ...params, bankAccountId } })
    await expect(remove()).rejects.toMatchObject({ status: 409, body: { reason: 'bank-account-in-use' } })
    const page = await maria.get(`/accounts/${town.mariaAccount}/bank-accounts/${bankAccountId}`)
    expect(page.text).toContain('You cannot remove this bank account')
    await maria.api.cancelBankPayment({ params: { ...params, taskId }, body: { version: 1 } })
    await remove()
  })

  test('is not made from a bank account that the bank closed, nor on an account that takes only cash', async () => {
    const closed = await pay(5_000, 3)
    await app.owner`UPDATE bank_accounts SET bank_reason = 'account-closed' WHERE bank_account_id = ${bankAccountId}`
    await app.owner`UPDATE self_service_tasks SET scheduled_on = scheduled_on - 3 WHERE self_service_task_id = ${closed.taskId}`
    await app.makeBankPayments()
    expect(await app.logOf(closed.taskId)).toMatchObject([
      {},
      { state: 'rejected', reason: 'account-closed' },
    ])
    bankAccountId = await verifiedBankAccount(app)
    const cash = await pay(5_000, 3)
    await app.owner`UPDATE self_service_tasks SET scheduled_on = scheduled_on - 3 WHERE self_service_task_id = ${cash.taskId}`
    await app.owner`UPDATE accounts SET is_cash_only = true WHERE account_id = ${town.mariaAccount}`
    await app.makeBankPayments()
    expect(await app.logOf(cash.taskId)).toMatchObject([{}, { state: 'rejected', reason: 'cash-only' }])
    expect(await app.balanceOf(town.mariaAccount)).toBe(20_000)
  })

  test.each([
    ['yesterday', -1, 'date-in-past'],
    ['in 181 days', 181, 'date-too-late'],
  ])('%s is refused', async (_, days, reason) => {
    await expect(pay(5_000, days)).rejects.toMatchObject({
      status: 422,
      body: { fields: [{ field: 'payOn', reason }] },
    })
  })
})

describe('guards ask once more', () => {
  test('more than the balance; far more is refused', async () => {
    await expect(pay(20_001)).rejects.toMatchObject({
      status: 409,
      body: { reason: 'amount-over-balance', current: { balanceCents: 20_000 } },
    })
    await pay(20_001, 0, { confirmedAmountCents: 20_001 })
    await expect(pay(300_000)).rejects.toMatchObject({
      body: { fields: [{ field: 'amountCents', reason: 'amount-far-over-balance' }] },
    })
  })

  test('more than four times the usual, with the usual amount; a yes to another amount is no yes', async () => {
    await app.owner`DELETE FROM payment_reversals`
    await app.owner`DELETE FROM payments WHERE account_id = ${town.mariaAccount}`
    for (const cents of [2_000, 2_500, 3_000])
      await app.owner`INSERT INTO payments (account_id, received_on, amount_cents, currency, tender)
        VALUES (${town.mariaAccount}, '2026-01-05', ${cents}, 'USD', 'check')`
    const unusual = { status: 409, body: { reason: 'amount-unusual', current: { usualCents: 2_500 } } }
    await expect(pay(10_001)).rejects.toMatchObject(unusual)
    await expect(pay(10_001, 0, { confirmedAmountCents: 10_000 })).rejects.toMatchObject(unusual)
    const { taskId } = await pay(10_001, 0, { confirmedAmountCents: 10_001 })
    expect(taskId).toBeGreaterThan(0)
    await pay(10_000)
  })

  test('terms that were not accepted', async () => {
    await expect(pay(5_000, 0, { termsVersion: 2_147_483_647 })).rejects.toMatchObject({
      body: { fields: [{ field: 'termsVersion', reason: 'terms-changed' }] },
    })
  })

  test('a bank account that is not confirmed, or another person’s', async () => {
    const maria = await asMaria()
    const unconfirmed = await maria.api.addBankAccount({ params, body: app.newBankAccount() })
    for (const id of [unconfirmed.bankAccountId, 1])
      await expect(pay(5_000, 0, { bankAccountId: id })).rejects.toMatchObject({
        body: { fields: [{ field: 'bankAccountId', reason: 'bank-account-not-usable' }] },
      })
  })
})

describe('who may', () => {
  test('a viewer sees the page and pays nothing', async () => {
    const john = await app.asCustomer(town.john)
    const { may, scheduled } = await john.api.readBankPaymentOptions({ params })
    expect([may['bank-payment:make'], scheduled]).toEqual(['role-may-not', []])
    const body = await bankPaymentBody(app, bankAccountId)
    await expect(john.api.makeBankPayment({ params, body })).rejects.toMatchObject({
      status: 403,
      body: { reason: 'role-may-not' },
    })
  })

  test.each(['account-holder', 'co-holder', 'manager', 'payer'])(
    'a %s pays from an own bank account and sees no payment of others',
    async (role) => {
      const { taskId } = await pay(4_000, 3)
      await app.owner`UPDATE web_user_accounts SET role = ${role} WHERE web_user_id = ${town.john}`
      const john = await app.asCustomer(town.john)
      await expect(john.api.readBankPayment({ params: { ...params, taskId } })).rejects.toMatchObject({
        status: 404,
      })
      const body = await bankPaymentBody(app, bankAccountId, 4_100)
      await expect(john.api.makeBankPayment({ params, body })).rejects.toMatchObject({
        body: { fields: [{ field: 'bankAccountId', reason: 'bank-account-not-usable' }] },
      })
      await app.owner`UPDATE web_user_accounts SET role = 'viewer' WHERE web_user_id = ${town.john}`
    },
  )

  test('a masquerade as shipped cancels for the customer and pays nothing', async () => {
    const { taskId } = await pay(5_000, 3)
    const body = await bankPaymentBody(app, bankAccountId, 4_200)
    const { view } = await actingAs(app, 'amara.okafor', { purposeReference: 'cancel it' })
    await expect(view.api.makeBankPayment({ params, body })).rejects.toMatchObject({
      status: 403,
      body: { reason: 'entitlement-off' },
    })
    await view.api.cancelBankPayment({ params: { ...params, taskId }, body: { version: 1 } })
    expect(await app.logOf(taskId)).toMatchObject([
      {},
      { state: 'discarded', reason: 'the payer canceled it' },
    ])
    const reading = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'look' })
    expect((await reading.view.get(payPath)).status).toBe(200)
  })
})

test('works without JavaScript: paid with a question in between, scheduled, changed, canceled', async () => {
  const maria = await asMaria()
  const field = (text: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? ''
  const shown = (await maria.get(payPath)).text
  const form = {
    idempotencyKey: field(shown, 'idempotencyKey'),
    termsVersion: field(shown, 'termsVersion'),
    bankAccountId: String(bankAccountId),
    payOn: (await maria.api.readBankPaymentOptions({ params })).today,
    amountCents: '250.00',
    locale: 'en',
  }
  const unaccepted = await maria.submit(payPath, form)
  expect([unaccepted.status, unaccepted.text.includes('Tick this box')]).toEqual([422, true])
  const ambiguous = await maria.submit(payPath, { ...form, accepted: 'on', amountCents: '1.234' })
  expect(ambiguous.text).toContain('Write cents after a point')
  const question = await maria.submit(payPath, { ...form, accepted: 'on' })
  expect(question.status).toBe(409)
  expect(question.text).toContain('$250.00 is more than you owe')
  const confirmedAmountCents = field(question.text, 'confirmedAmountCents')
  const yes = await maria.submit(payPath, { ...form, accepted: 'on', confirmedAmountCents })
  const path = String(yes.headers.location)
  expect(path).toMatch(/\/bank-payments\/\d+$/)
  const later = {
    ...form,
    payOn: (await maria.api.readBankPaymentOptions({ params })).latestDay,
    accepted: 'on',
  }
  const version = field((await maria.get(path)).text, 'version')
  const changed = await maria.submit(path, { ...later, amountCents: '20.00', version })
  expect(changed.headers.location).toBe(`${path}?notice=bank-payment-changed`)
  expect((await maria.get(payPath)).text).toContain('$20.00 on ')
  const canceled = await maria.submit(`${path}/cancel`, { version: String(Number(version) + 1) })
  expect(canceled.headers.location).toBe(`${path}?notice=bank-payment-canceled`)
})
