import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { cards, createPaymentHouse, type PaymentHouse, startPayment } from './payments.fixture.ts'

let house: PaymentHouse
beforeAll(async () => {
  house = await createPaymentHouse()
})
afterAll(() => house.close())
beforeEach(async () => {
  house.reconnect()
  await house.owe(town.mariaAccount, 20_000)
})

const params = { accountId: town.mariaAccount }
const payPath = `/accounts/${town.mariaAccount}/pay`

test('a customer pays: the form, the third party, the way back, the balance, the mail', async () => {
  const maria = await house.asCustomer(town.maria)
  const form = await maria.get(payPath)
  expect(form.text).toContain('Balance due: $200.00')
  expect(form.text).toContain('value="200.00"')
  expect(form.text).toContain('never reaches us')
  const idempotencyKey = /name="idempotencyKey" value="([^"]+)"/.exec(form.text)?.[1] ?? ''
  const sent = await maria.submit(payPath, { amountCents: '$150.50', idempotencyKey })
  expect(sent.status).toBe(303)

  const [task] = await house.owner`SELECT * FROM self_service_tasks WHERE idempotency_key = ${idempotencyKey}`
  const taskId = task?.selfServiceTaskId
  expect(task).toMatchObject({
    taskType: 'one-time-payment',
    state: 'pending',
    amountCents: 15_050,
    currency: 'USD',
    accountId: town.mariaAccount,
    webUserId: 'm.alvarez',
    emailAddress: 'm.alvarez@example.com',
    ipAddress: '192.0.2.10',
    selfServiceUserId: town.maria,
  })
  const paymentPath = `/accounts/${town.mariaAccount}/payments/${taskId}`
  expect((await maria.get(paymentPath)).text).toContain('We are waiting for the bank’s answer')
  expect((await maria.get(payPath)).text).toContain('A payment of $150.50, started')

  const third = await house.visit(String(sent.headers.location))
  expect(third.shown.body).toContain(`Harbor Light &amp; Water: payment ${taskId}`)
  expect(third.shown.body).not.toMatch(/Maria|Alvarez|1000000001/)
  expect((await third.pay(cards.good)).url).toBe(`http://portal.localhost:8080${paymentPath}`)

  const back = await maria.get(paymentPath)
  expect(back.text).toContain('Your payment was received')
  expect(back.text).toContain('Your balance is now $49.50.')
  expect(back.text).not.toContain('http-equiv')
  expect(await house.balanceOf(town.mariaAccount)).toBe(4_950)
  expect(await house.paymentsOf(town.mariaAccount)).toMatchObject([
    { amountCents: 15_050, tender: 'card', selfServiceTaskId: taskId },
  ])
  expect(await house.logOf(taskId)).toMatchObject([
    { state: 'pending', actor: 'm.alvarez' },
    { state: 'completed', actor: 'payment-page' },
  ])
  const entries =
    await house.owner`SELECT * FROM record_entries WHERE self_service_task_id = ${taskId} ORDER BY at`
  expect(entries).toMatchObject([
    { action: 'card-payment:start', actorKind: 'customer', webUserId: town.maria },
    {
      action: 'card-payment:settle',
      actorKind: 'integration',
      clientId: 'payment-page',
      webUserId: town.maria,
    },
  ])
  const mails = await house.owner`SELECT * FROM outgoing_messages WHERE self_service_task_id = ${taskId}`
  expect(mails).toMatchObject([
    { recipient: 'm.alvarez@example.com', subject: 'We received your payment of $150.50' },
  ])
})

describe('one form pays once', () => {
  test('four clicks at the same time: one task, one address, one line in the record', async () => {
    const maria = await house.asCustomer(town.maria)
    const body = { amountCents: 1_000, idempotencyKey: house.newKey() }
    const answers = await Promise.all([1, 2, 3, 4].map(() => maria.api.startCardPayment({ params, body })))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    const taskId = answers[0]?.taskId ?? 0
    const entries = await house.owner`SELECT 1 FROM record_entries WHERE self_service_task_id = ${taskId}`
    expect(entries).toHaveLength(1)
    const tasks =
      await house.owner`SELECT 1 FROM self_service_tasks WHERE idempotency_key = ${body.idempotencyKey}`
    expect(tasks).toHaveLength(1)
    // Once more when it is paid: the same answer, and the third party knows that it is paid.
    await (await house.visit(answers[0]?.redirectUrl ?? '')).pay(cards.good)
    expect(await maria.api.startCardPayment({ params, body })).toEqual(answers[0])
    expect((await house.visit(answers[0]?.redirectUrl ?? '')).shown.status).toBe(410)
  })

  test('the same form with another amount is refused, and shown with a key of its own', async () => {
    const maria = await house.asCustomer(town.maria)
    const idempotencyKey = house.newKey()
    await maria.api.startCardPayment({ params, body: { amountCents: 1_000, idempotencyKey } })
    const again = await maria.submit(payPath, { amountCents: '11.00', idempotencyKey })
    expect(again.status).toBe(422)
    expect(again.text).toContain('used for another payment already')
    expect(again.text).toContain('value="11.00"')
    expect(again.text).not.toContain(idempotencyKey)
  })

  test('another web user may have the same key', async () => {
    await house.owe(town.otherAccount, 5_000)
    const key = { amountCents: 1_000, idempotencyKey: house.newKey() }
    const [maria, olga] = await Promise.all([house.asCustomer(town.maria), house.asCustomer(town.olga)])
    const first = await maria.api.startCardPayment({ params, body: key })
    const second = await olga.api.startCardPayment({ params: { accountId: town.otherAccount }, body: key })
    expect(second.taskId).not.toBe(first.taskId)
  })
})

test('with the third party out of reach: 503, and the same form goes on with the same task', async () => {
  house.cutOff()
  const maria = await house.asCustomer(town.maria)
  const idempotencyKey = house.newKey()
  const refused = await maria.submit(payPath, { amountCents: '20', idempotencyKey })
  expect(refused.status).toBe(503)
  expect(refused.text).toContain('The payment page cannot be reached right now')
  expect(refused.text).toContain(idempotencyKey)
  const find = () => house.owner`SELECT * FROM self_service_tasks WHERE idempotency_key = ${idempotencyKey}`
  const [waiting] = await find()
  expect(waiting?.state).toBe('pending')

  house.reconnect()
  const { taskId } = await maria.api.startCardPayment({
    params,
    body: { amountCents: 2_000, idempotencyKey },
  })
  expect(taskId).toBe(waiting?.selfServiceTaskId)
  expect(await find()).toHaveLength(1)
})

test('who leaves the third party’s page is told that nothing was paid', async () => {
  const { maria, redirectUrl } = await startPayment(house)
  const { url } = await (await house.visit(redirectUrl)).cancel()
  expect(url).toBe(`http://portal.localhost:8080${payPath}?notice=payment-cancelled`)
  expect((await maria.get(`${payPath}?notice=payment-cancelled`)).text).toContain('Nothing was paid.')
})

describe('refused', () => {
  test.each([
    ['an amount that is none', 'ten', 'amount'],
    ['nothing', '0.00', 'amount'],
    ['too much', '100000', 'amount-too-large'],
  ])('%s, by its field', async (_, amountCents, reason) => {
    const maria = await house.asCustomer(town.maria)
    const page = await maria.submit(payPath, { amountCents, idempotencyKey: house.newKey() })
    expect(page.status).toBe(422)
    expect(page.text).toContain('href="#amountCents"')
    expect(page.text).toContain(reason === 'amount' ? 'Please give an amount' : 'can be paid at once')
  })

  test('a cash-only account, with the reason on the page', async () => {
    const maria = await house.asCustomer(town.maria)
    await house.owner`UPDATE accounts SET is_cash_only = true WHERE account_id = ${town.mariaAccount}`
    const page = await maria.get(payPath)
    expect(page.text).toContain('This account is cash only')
    expect(page.text).not.toContain('name="amountCents"')
    const body = { amountCents: 100, idempotencyKey: house.newKey() }
    await expect(maria.api.startCardPayment({ params, body })).rejects.toMatchObject({
      status: 422,
      body: { reason: 'cash-only' },
    })
  })

  test.each([
    [0, 'Everything is paid'],
    [-1_234, 'a credit of $12.34'],
  ])('a balance of %i cents: there is nothing to pay', async (cents, sentence) => {
    await house.owe(town.mariaAccount, cents)
    const maria = await house.asCustomer(town.maria)
    expect((await maria.get(payPath)).text).toContain(sentence)
    const body = { amountCents: 100, idempotencyKey: house.newKey() }
    await expect(maria.api.startCardPayment({ params, body })).rejects.toMatchObject({
      body: { reason: 'nothing-to-pay' },
    })
  })

  test('a viewer sees why, a stranger signs in first, another account is not linked', async () => {
    const john = await house.asCustomer(town.john)
    expect((await john.get(payPath)).text).toMatch(/aria-disabled="true"[^>]*>Continue to the payment page/)
    const body = { amountCents: 100, idempotencyKey: house.newKey() }
    const reasonFor = (answer: Promise<unknown>) => answer.catch((e) => [e.status, e.body.reason])
    expect(await reasonFor(john.api.startCardPayment({ params, body }))).toEqual([403, 'role-may-not'])
    expect(await reasonFor(house.visitor().api.startCardPayment({ params, body }))).toEqual([
      401,
      'not-signed-in',
    ])
    expect((await house.visitor().get(payPath)).headers.location).toBe(
      `/sign-in?next=${encodeURIComponent(payPath)}`,
    )
    const maria = await house.asCustomer(town.maria)
    const theirs = maria.api.startCardPayment({ params: { accountId: town.otherAccount }, body })
    expect(await reasonFor(theirs)).toEqual([403, 'account-not-linked'])
  })

  test("somebody else's payment is not found, on the same account and on another", async () => {
    const { taskId } = await startPayment(house)
    const john = await house.asCustomer(town.john)
    expect((await john.get(`/accounts/${town.mariaAccount}/payments/${taskId}`)).status).toBe(404)
    const maria = await house.asCustomer(town.maria)
    expect((await maria.get(`/accounts/${town.mariaShop}/payments/${taskId}`)).status).toBe(404)
  })
})
