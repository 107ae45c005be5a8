import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { askPaymentPage } from './ask-provider.ts'
import { cards, createPaymentApp, type PaymentApp, startPayment } from './payments.fixture.ts'
import { reconcileCards } from './reconcile.ts'

let app: PaymentApp
beforeAll(async () => {
  app = await createPaymentApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.owe(town.mariaAccount, 200_000)
  await app.aWeekLater()
  await app.owner`DELETE FROM to_dos`
})

const tools = () => ({
  pool: app.database.worker,
  installation: app.installation,
  signal: new AbortController().signal,
})
const ask = async () => {
  await app.owner`UPDATE card_payment_sessions SET ask_at = now() WHERE ask_at IS NOT NULL`
  await askPaymentPage.run(tools())
}
const payment = async (taskId: number) =>
  (await app.asCustomer(town.maria)).api.readCardPayment({ params: { accountId: town.mariaAccount, taskId } })
/** The provider's webhooks do not arrive. */
const lose = () => app.loseWebhooks(true)
const toDos = () =>
  app.owner`SELECT subject, self_service_task_id AS task_id, account_id FROM to_dos WHERE to_do_role = 'payments' ORDER BY to_do_id`

test('says what the provider says of a page that is left open, and goes on with the same page', async () => {
  const { maria, taskId, redirectUrl } = await startPayment(app, 1_100)
  expect(await payment(taskId)).toMatchObject({ outcome: 'waiting', providerSays: null, isPageOpen: true })
  await ask()
  const waiting = await payment(taskId)
  expect(waiting).toMatchObject({ outcome: 'waiting', providerSays: { state: 'open' }, receipt: null })
  const again = await maria.api.startCardPayment({
    params: { accountId: town.mariaAccount },
    body: { amountCents: 1_100, idempotencyKey: waiting.idempotencyKey ?? '' },
  })
  expect(again).toEqual({ taskId, redirectUrl })
})

test('says why a card was declined, and goes on with another card on the same page', async () => {
  const { taskId, redirectUrl, maria } = await startPayment(app, 1_200)
  const visit = await app.visit(redirectUrl)
  await visit.pay('4000000000009995')
  await ask()
  const declined = await payment(taskId)
  expect(declined).toMatchObject({
    outcome: 'declined',
    declineReason: 'insufficient-funds',
    providerSays: { state: 'declined' },
    isPageOpen: true,
  })
  const again = await maria.api.startCardPayment({
    params: { accountId: town.mariaAccount },
    body: { amountCents: 1_200, idempotencyKey: declined.idempotencyKey ?? '' },
  })
  expect(again.redirectUrl).toBe(redirectUrl)
  await visit.pay(cards.good)
  expect(await payment(taskId)).toMatchObject({
    outcome: 'paid',
    receipt: { paidWith: 'Visa •••• 4242', paidAt: expect.any(String), reversedOn: null },
  })
})

test('books a payment whose webhook was lost, once, and with the webhook that comes late', async () => {
  const { taskId, redirectUrl } = await startPayment(app, 1_300)
  lose()
  await (await app.visit(redirectUrl)).pay(cards.good)
  app.loseWebhooks(false)
  expect(await payment(taskId)).toMatchObject({ outcome: 'waiting' })
  await ask()
  expect(await payment(taskId)).toMatchObject({ outcome: 'paid', receipt: { paidWith: 'Visa •••• 4242' } })
  expect((await app.webhook(await app.eventOf(taskId))).status).toBe(200)
  await ask()
  const paid = (await app.paymentsOf(town.mariaAccount)).filter(({ amountCents }) => amountCents === 1_300)
  expect(paid).toHaveLength(1)
  expect(await app.balanceOf(town.mariaAccount)).toBe(200_000 - 1_300)
})

test('asks again when the provider did not answer', async () => {
  const { taskId } = await startPayment(app, 1_400)
  app.cutOff()
  await ask()
  app.reconnect()
  expect(await payment(taskId)).toMatchObject({ providerSays: null })
  await ask()
  expect(await payment(taskId)).toMatchObject({ providerSays: { state: 'open' } })
})

test('agrees with the provider each night, or raises one to-do for each difference, while it is open', async () => {
  const { taskId, redirectUrl } = await startPayment(app, 1_500)
  await (await app.visit(redirectUrl)).pay(cards.good)
  const run = (changes = {}) =>
    reconcileCards.run({
      ...tools(),
      installation: { ...app.installation, paymentPage: { ...app.installation.paymentPage, ...changes } },
    })
  await run()
  expect(await toDos()).toEqual([])

  const [row] =
    await app.owner`SELECT provider_session_id FROM card_payment_sessions WHERE self_service_task_id = ${taskId}`
  const sessionId = String(row?.providerSessionId)
  const listed = { sessionId, amountCents: 1_500, currency: 'USD', isRefunded: true }
  const only = (list: object[]) => ({ paymentsOf: async (day: string) => (day === today() ? list : []) })
  await run(only([listed]))
  await run(only([{ ...listed, isRefunded: false, sessionId: 'of-nobody' }]))
  // What was booked yesterday has to be in the provider's list.
  await app.owner`UPDATE payments SET booked_at = booked_at - interval '1 day' WHERE self_service_task_id = ${taskId}`
  await run(only([]))
  await run(only([]))
  const about = { taskId, accountId: town.mariaAccount }
  expect(await toDos()).toEqual([
    { subject: 'card-provider-differs', ...about },
    { subject: 'card-provider-alone-has-payment', taskId: null, accountId: null },
    { subject: 'books-alone-have-card-payment', ...about },
  ])
})

const today = () => new Date().toISOString().slice(0, 10)
