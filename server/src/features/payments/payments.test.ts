import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { cards, createPaymentApp, type PaymentApp, startPayment } from './payments.fixture.ts'

let app: PaymentApp
beforeAll(async () => {
  app = await createPaymentApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.reconnect()
  await app.aWeekLater()
  await app.owe(town.mariaAccount, 20_000)
})

const params = { accountId: town.mariaAccount }
const payPath = `/accounts/${town.mariaAccount}/pay`

test('a customer pays: the form, the third party, the way back, the balance, the mail', async () => {
  const maria = await app.asCustomer(town.maria)
  const form = await maria.get(payPath)
  expect(form.text).toContain('Balance due: $200.00')
  expect(form.text).toContain('value="200.00"')
  expect(form.text).toContain('we never receive it')
  const idempotencyKey = /name="idempotencyKey" value="([^"]+)"/.exec(form.text)?.[1] ?? ''
  const sent = await maria.submit(payPath, { amountCents: '$150.50', idempotencyKey })
  expect(sent.status).toBe(303)

  const [task] = await app.owner`SELECT * FROM self_service_tasks WHERE idempotency_key = ${idempotencyKey}`
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
  expect((await maria.get(paymentPath)).text).toContain('This payment is not finished')
  expect((await maria.get(payPath)).text).toContain('You started a payment of $150.50')

  const third = await app.visit(String(sent.headers.location))
  expect(third.shown.body).toContain(`Harbor Light &amp; Water: payment ${taskId}`)
  expect(third.shown.body).not.toMatch(/Maria|Alvarez|1000000001/)
  expect((await third.pay(cards.good)).url).toBe(`http://portal.localhost:8080${paymentPath}`)

  const back = await maria.get(paymentPath)
  expect(back.text).toContain('We received your payment')
  expect(back.text).toContain('Your balance is now $49.50.')
  expect(back.text).not.toContain('http-equiv')
  expect(await app.balanceOf(town.mariaAccount)).toBe(4_950)
  expect(await app.paymentsOf(town.mariaAccount)).toMatchObject([
    { amountCents: 15_050, tender: 'card', selfServiceTaskId: taskId },
  ])
  expect(await app.logOf(taskId)).toMatchObject([
    { state: 'pending', actor: 'm.alvarez' },
    { state: 'completed', actor: 'payment-page' },
  ])
  const entries =
    await app.owner`SELECT * FROM record_entries WHERE self_service_task_id = ${taskId} ORDER BY at`
  expect(entries).toMatchObject([
    { action: 'card-payment:start', actorKind: 'customer', webUserId: town.maria },
    {
      action: 'card-payment:settle',
      actorKind: 'integration',
      clientId: 'payment-page',
      webUserId: town.maria,
    },
  ])
  const mails = await app.owner`SELECT * FROM outgoing_messages WHERE self_service_task_id = ${taskId}`
  expect(mails).toMatchObject([
    { recipient: 'm.alvarez@example.com', subject: 'We received your payment of $150.50' },
  ])
})

describe('one form pays once', () => {
  test('four clicks at the same time: one task, one address, one line in the record', async () => {
    const maria = await app.asCustomer(town.maria)
    const body = { amountCents: 1_000, idempotencyKey: app.newKey() }
    const answers = await Promise.all([1, 2, 3, 4].map(() => maria.api.startCardPayment({ params, body })))
    expect(new Set(answers.map((response) => JSON.stringify(response))).size).toBe(1)
    const taskId = answers[0]?.taskId ?? 0
    const entries = await app.owner`SELECT 1 FROM record_entries WHERE self_service_task_id = ${taskId}`
    expect(entries).toHaveLength(1)
    const tasks =
      await app.owner`SELECT 1 FROM self_service_tasks WHERE idempotency_key = ${body.idempotencyKey}`
    expect(tasks).toHaveLength(1)
    // Once more when it is paid: the same answer, and the third party knows that it is paid.
    await (await app.visit(answers[0]?.redirectUrl ?? '')).pay(cards.good)
    expect(await maria.api.startCardPayment({ params, body })).toEqual(answers[0])
    expect((await app.visit(answers[0]?.redirectUrl ?? '')).shown.status).toBe(410)
  })

  test('the same form with another amount is refused, and shown with a key of its own', async () => {
    const maria = await app.asCustomer(town.maria)
    const idempotencyKey = app.newKey()
    await maria.api.startCardPayment({ params, body: { amountCents: 1_000, idempotencyKey } })
    const again = await maria.submit(payPath, { amountCents: '11.00', idempotencyKey })
    expect(again.status).toBe(422)
    expect(again.text).toContain('already used for another payment')
    expect(again.text).toContain('value="11.00"')
    expect(again.text.slice(again.text.indexOf('id="page-form"'))).not.toContain(idempotencyKey)
  })

  test('another web user may have the same key', async () => {
    await app.owe(town.otherAccount, 5_000)
    const key = { amountCents: 1_000, idempotencyKey: app.newKey() }
    const [maria, olga] = await Promise.all([app.asCustomer(town.maria), app.asCustomer(town.olga)])
    const first = await maria.api.startCardPayment({ params, body: key })
    const second = await olga.api.startCardPayment({ params: { accountId: town.otherAccount }, body: key })
    expect(second.taskId).not.toBe(first.taskId)
  })
})

test('with the third party out of reach: 503, and the same form goes on with the same task', async () => {
  app.cutOff()
  const maria = await app.asCustomer(town.maria)
  const idempotencyKey = app.newKey()
  const refused = await maria.submit(payPath, { amountCents: '20', idempotencyKey })
  expect(refused.status).toBe(503)
  expect(refused.text).toContain('We cannot reach the payment page right now')
  expect(refused.text).toContain(idempotencyKey)
  const find = () => app.owner`SELECT * FROM self_service_tasks WHERE idempotency_key = ${idempotencyKey}`
  const [waiting] = await find()
  expect(waiting?.state).toBe('pending')

  app.reconnect()
  const { taskId } = await maria.api.startCardPayment({
    params,
    body: { amountCents: 2_000, idempotencyKey },
  })
  expect(taskId).toBe(waiting?.selfServiceTaskId)
  expect(await find()).toHaveLength(1)
})

test('shows a payment that no form of ours began, without a way to go on with it', async () => {
  const maria = await app.asCustomer(town.maria)
  const body = { amountCents: 700, idempotencyKey: app.newKey() }
  const { recentPayment } = await maria.api.readCardPaymentOptions({ params })
  const confirmed = recentPayment && { confirmedPaymentId: recentPayment.paymentId }
  const { taskId } = await maria.api.startCardPayment({ params, body: { ...body, ...confirmed } })
  await app.owner`UPDATE self_service_tasks SET idempotency_key = NULL WHERE self_service_task_id = ${taskId}`
  const page = await maria.get(`/accounts/${town.mariaAccount}/payments/${taskId}`)
  expect([page.status, page.text.includes('$7.00'), page.text.includes('name="idempotencyKey"')]).toEqual([
    200,
    true,
    false,
  ])
})

describe('a card page that is left', () => {
  const pathOf = (taskId: number) => `/accounts/${town.mariaAccount}/payments/${taskId}`

  test('by its cancel button ends the payment at once', async () => {
    const { maria, taskId, redirectUrl } = await startPayment(app)
    const { url } = await (await app.visit(redirectUrl)).cancel()
    expect(url).toBe(`http://portal.localhost:8080${pathOf(taskId)}`)
    const page = await maria.get(pathOf(taskId))
    expect(page.text).toContain('This payment was canceled')
    expect(page.text).toContain('Nothing was paid.')
    expect((await maria.get(payPath)).text).not.toContain('You started a payment of')
    expect(await app.logOf(taskId)).toMatchObject([{ state: 'pending' }, { state: 'discarded' }])
  })

  test('by closing the tab shows as unfinished; its payer can continue or cancel it', async () => {
    const { maria, taskId, redirectUrl } = await startPayment(app, 4_500)
    const page = await maria.get(payPath)
    expect(page.text).toContain('You started a payment of $45.00 1 minute ago and have not finished it')
    const key = /name="idempotencyKey" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const goneOn = await maria.submit(payPath, { idempotencyKey: key, amountCents: '45.00' })
    expect(goneOn.headers.location).toBe(redirectUrl)

    const before = await app.owner`SELECT count(*) FROM record_entries`
    const canceled = await maria.submit(`${pathOf(taskId)}/cancel`, {})
    expect([canceled.status, canceled.headers.location]).toEqual([303, pathOf(taskId)])
    expect((await app.visit(redirectUrl)).shown.status).toBe(410)
    expect((await app.taskOf(taskId))?.state).toBe('discarded')
    const after = await app.owner`SELECT count(*) FROM record_entries`
    expect(Number(after[0]?.count) - Number(before[0]?.count)).toBe(1)
    const again = await maria.submit(`${pathOf(taskId)}/cancel`, {})
    expect(again.status).toBe(409)
    // The form of before is used up: another key goes with what was typed.
    const back = await maria.submit(payPath, { idempotencyKey: key, amountCents: '45.00' })
    expect(back.status).toBe(422)
  })

  test('and paid in the meantime, it is not canceled', async () => {
    const { maria, taskId, redirectUrl } = await startPayment(app)
    await app.owner`UPDATE card_payment_sessions SET provider_session_id = 'hidden' WHERE self_service_task_id = ${taskId}`
    const visit = await app.visit(redirectUrl)
    await visit.pay(cards.good)
    const sessionId = redirectUrl.slice(redirectUrl.lastIndexOf('/') + 1)
    await app.owner`UPDATE card_payment_sessions SET provider_session_id = ${sessionId} WHERE self_service_task_id = ${taskId}`
    expect((await maria.submit(`${pathOf(taskId)}/cancel`, {})).status).toBe(409)
    expect((await app.taskOf(taskId))?.state).toBe('pending')
    // No other payment can begin, because the money may be in transit.
    const body = { amountCents: 1_000, idempotencyKey: app.newKey() }
    await expect(maria.api.startCardPayment({ params, body })).rejects.toMatchObject({
      status: 409,
      body: { reason: 'payment-repeated' },
    })
  })
})

describe('refused', () => {
  test.each([
    ['an amount that is none', 'ten', 'amount'],
    ['nothing', '0.00', 'amount'],
    ['too much', '100000', 'amount-too-large'],
  ])('%s, by its field', async (_, amountCents, reason) => {
    const maria = await app.asCustomer(town.maria)
    const page = await maria.submit(payPath, { amountCents, idempotencyKey: app.newKey() })
    expect(page.status).toBe(422)
    expect(page.text).toContain('href="#amountCents"')
    expect(page.text).toContain(reason === 'amount' ? 'Enter an amount' : 'You can pay up to')
  })

  test('a cash-only account, with the reason on the page', async () => {
    const maria = await app.asCustomer(town.maria)
    await app.owner`UPDATE accounts SET is_cash_only = true WHERE account_id = ${town.mariaAccount}`
    const page = await maria.get(payPath)
    expect(page.text).toContain('This account accepts only cash')
    expect(page.text).not.toContain('name="amountCents"')
    const body = { amountCents: 100, idempotencyKey: app.newKey() }
    await expect(maria.api.startCardPayment({ params, body })).rejects.toMatchObject({
      status: 422,
      body: { reason: 'cash-only' },
    })
  })

  test.each([
    [0, 'Everything is paid'],
    [-1_234, 'a credit of $12.34'],
  ])('a balance of %i cents: there is nothing to pay', async (cents, sentence) => {
    await app.owe(town.mariaAccount, cents)
    const maria = await app.asCustomer(town.maria)
    expect((await maria.get(payPath)).text).toContain(sentence)
    const body = { amountCents: 100, idempotencyKey: app.newKey() }
    await expect(maria.api.startCardPayment({ params, body })).rejects.toMatchObject({
      body: { reason: 'nothing-to-pay' },
    })
  })

  test('a viewer sees why, a stranger signs in first, another account is not linked', async () => {
    const john = await app.asCustomer(town.john)
    expect((await john.get(payPath)).text).toMatch(/aria-disabled="true"[^>]*>Continue to the payment page/)
    const body = { amountCents: 100, idempotencyKey: app.newKey() }
    const reasonFor = (call: Promise<unknown>) => call.catch((e) => [e.status, e.body.reason])
    expect(await reasonFor(john.api.startCardPayment({ params, body }))).toEqual([403, 'role-may-not'])
    expect(await reasonFor(app.visitor().api.startCardPayment({ params, body }))).toEqual([
      401,
      'not-signed-in',
    ])
    expect((await app.visitor().get(payPath)).headers.location).toBe(
      `/sign-in?next=${encodeURIComponent(payPath)}`,
    )
    const maria = await app.asCustomer(town.maria)
    const theirs = maria.api.startCardPayment({ params: { accountId: town.otherAccount }, body })
    expect(await reasonFor(theirs)).toEqual([403, 'account-not-linked'])
  })

  test("somebody else's payment is not found, on the same account and on another", async () => {
    const { taskId } = await startPayment(app)
    const john = await app.asCustomer(town.john)
    expect((await john.get(`/accounts/${town.mariaAccount}/payments/${taskId}`)).status).toBe(404)
    const maria = await app.asCustomer(town.maria)
    expect((await maria.get(`/accounts/${town.mariaShop}/payments/${taskId}`)).status).toBe(404)
  })
})

test('sixty payments at once: ten are begun, the others are refused and leave no task', async () => {
  await app.owe(town.mariaShop, 60_000)
  const maria = await app.asCustomer(town.maria)
  const start = () =>
    maria.api.startCardPayment({
      params: { accountId: town.mariaShop },
      body: { amountCents: 100, idempotencyKey: app.newKey() },
    })
  const outcomes = await Promise.allSettled(Array.from({ length: 60 }, start))
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  expect(refused).toHaveLength(50)
  for (const reason of refused)
    expect(reason).toMatchObject({ status: 429, body: { reason: 'too-many-attempts' } })
  const tasks = await app.owner`SELECT 1 FROM self_service_tasks WHERE account_id = ${town.mariaShop}`
  expect(tasks).toHaveLength(10)
  await app.advanceClock('16 minutes')
  await expect(start()).resolves.toMatchObject({ taskId: expect.any(Number) })
})
