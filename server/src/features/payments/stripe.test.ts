import { once } from 'node:events'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeRefunds } from '#features/refunds/make-refunds.ts'
import type { PaymentPage } from '#integrations/payment/payment-page.ts'
import { stripePage } from '#integrations/payment/stripe-page.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { startProcess, type TestProcess } from '#testing/test-process.ts'
import { askPaymentPage } from './ask-provider.ts'
import { reconcileCards } from './reconcile.ts'
import { webhookPath } from './webhook-door.ts'

const secretKey = 'sk_test_for_tests_only'
const webhookSecret = 'whsec_for_tests_only'
const params = { accountId: town.mariaAccount as number }
const file = path.join(import.meta.dirname, '../../integrations/payment/stripe-stand-in.fixture.ts')

let standIn: TestProcess
let api: string
let page: PaymentPage
let app: TestApp
let keys = 0
beforeAll(async () => {
  standIn = startProcess(file, [JSON.stringify([secretKey, webhookSecret])])
  const [{ port }] = await standIn.until(once(standIn.child, 'message'))
  api = `http://127.0.0.1:${port}`
  page = stripePage({ secretKey, webhookSecret, apiBase: api, pageOrigin: 'https://checkout.stripe.com' })
  app = await createTestApp({ paymentPage: page })
})
afterAll(async () => {
  await app.close()
  await standIn.kill()
})
beforeEach(async () => {
  await app.owner`DELETE FROM attempts`
  await app.owner`UPDATE payments SET received_on = received_on - 7, booked_at = booked_at - interval '7 days'`
  await app.owner`UPDATE self_service_tasks SET state = 'expired' WHERE task_type = 'one-time-payment' AND state = 'pending'`
  await app.owner`UPDATE accounts SET balance_cents = 50000 WHERE account_id = ${town.mariaAccount}`
})

type Signed = { payload: string; signature: string }
const control = async (what: string): Promise<Signed> =>
  (await (await fetch(`${api}/control/${what}`, { method: 'POST' })).json()) as Signed
const request = (more = {}) => ({
  amountCents: 4_200,
  currency: 'USD',
  reference: '7',
  description: 'October bill',
  returnUrl: 'http://portal.localhost/payments/7',
  cancelUrl: 'http://portal.localhost/payments/7',
  idempotencyKey: `key-${++keys}`,
  locale: 'en' as const,
  ...more,
})
const tools = () => ({
  pool: app.database.worker,
  installation: app.installation,
  signal: new AbortController().signal,
})
const deliver = async ({ payload, signature }: Signed) =>
  (
    await app.fastify.inject({
      method: 'POST',
      url: webhookPath,
      headers: { 'content-type': 'application/json', 'stripe-signature': signature },
      payload,
    })
  ).statusCode
async function start(amountCents: number) {
  const maria = await app.asCustomer(town.maria)
  const { taskId, redirectUrl } = await maria.api.startCardPayment({
    params,
    body: { amountCents, idempotencyKey: `form-of-stripe-${++keys}` },
  })
  const sessionId = redirectUrl.slice(redirectUrl.lastIndexOf('/') + 1)
  return { taskId, sessionId, read: () => maria.api.readCardPayment({ params: { ...params, taskId } }) }
}
const paid = (amountCents: number) =>
  app.owner`SELECT payment_id FROM payments WHERE account_id = ${town.mariaAccount} AND amount_cents = ${amountCents}`

describe('the interface of the card page', () => {
  test('the same key gives the same session; another request under it, a wrong key and a page elsewhere are refused', async () => {
    const first = request()
    const session = await page.createSession(first)
    expect(session.redirectUrl).toMatch(/^https:\/\/checkout\.stripe\.com\//)
    expect(await page.createSession(first)).toEqual(session)
    await expect(page.createSession({ ...first, amountCents: 1 })).rejects.toMatchObject({
      reason: 'payment-request-refused',
    })
    const options = {
      secretKey: 'sk_test_wrong',
      webhookSecret,
      apiBase: api,
      pageOrigin: 'https://checkout.stripe.com',
    }
    await expect(stripePage(options).createSession(request())).rejects.toMatchObject({
      reason: 'payment-provider-unreachable',
    })
    const elsewhere = stripePage({ ...options, secretKey, pageOrigin: 'https://pay.example' })
    await expect(elsewhere.createSession(request())).rejects.toMatchObject({
      reason: 'payment-provider-unreachable',
    })
  })

  test('says what became of a session: open, declined and why, paid with which card, expired, unknown', async () => {
    const { sessionId } = await page.createSession(request())
    expect(await page.readSession(sessionId)).toMatchObject({
      state: 'open',
      amountCents: 4_200,
      currency: 'USD',
    })
    await control(`pay/${sessionId}?card=declined`)
    expect(await page.readSession(sessionId)).toMatchObject({
      state: 'declined',
      declineReason: 'insufficient-funds',
    })
    await control(`pay/${sessionId}?card=good`)
    expect(await page.readSession(sessionId)).toMatchObject({
      state: 'paid',
      cardBrand: 'Visa',
      cardLast4: '4242',
      isRefunded: false,
    })
    expect(await page.cancelSession(sessionId)).toBe('paid')
    const { sessionId: left } = await page.createSession(request())
    expect(await page.cancelSession(left)).toBe('cancelled')
    expect(await page.cancelSession(left)).toBe('cancelled')
    expect(await page.readSession(left)).toMatchObject({ state: 'expired' })
    expect(await page.readSession('cs_unknown')).toBeUndefined()
  })

  test('lists a day’s payments over several pages, and gives one back once', async () => {
    const made: string[] = []
    for (let n = 0; n < 5; n++) {
      const { sessionId } = await page.createSession(request())
      await control(`pay/${sessionId}?card=good`)
      made.push(sessionId)
    }
    const today = new Date().toISOString().slice(0, 10)
    expect((await page.paymentsOf(today)).map(({ sessionId }) => sessionId)).toEqual(
      expect.arrayContaining(made),
    )
    const refund = {
      sessionId: String(made[0]),
      amountCents: 4_200,
      currency: 'USD',
      idempotencyKey: `refund-${++keys}`,
    }
    const given = await page.refund(refund)
    expect(given).toMatchObject({ state: 'accepted', reference: expect.stringMatching(/^re_/) })
    expect(await page.refund(refund)).toEqual(given)
    expect(await page.refund({ ...refund, idempotencyKey: `refund-${++keys}` })).toEqual({
      state: 'refused',
      reason: 'already-refunded',
    })
    expect(await page.readSession(refund.sessionId)).toMatchObject({ state: 'paid', isRefunded: true })
  })

  test('an outage is an outage, and tells nothing of the key', async () => {
    await control('down/yes')
    const failed = await page.createSession(request()).catch((error: unknown) => error)
    await control('down/no')
    expect(failed).toMatchObject({ reason: 'payment-provider-unreachable' })
    expect(String((failed as Error).cause)).not.toContain(secretKey)
  })
})

describe('webhooks as Stripe signs them', () => {
  test('late, doubled and reordered: the payment is booked once, and the card is named when it is asked', async () => {
    const { taskId, sessionId, read } = await start(4_301)
    const declined = await control(`pay/${sessionId}?card=declined`)
    const completed = await control(`pay/${sessionId}?card=good`)
    await app.owner`UPDATE self_service_tasks SET state = 'expired' WHERE self_service_task_id = ${taskId}`
    expect([await deliver(completed), await deliver(completed), await deliver(declined)]).toEqual([
      200, 200, 200,
    ])
    expect(await paid(4_301)).toHaveLength(1)
    await app.owner`UPDATE card_payment_sessions SET ask_at = now() WHERE self_service_task_id = ${taskId}`
    await askPaymentPage.run(tools())
    expect(await read()).toMatchObject({ outcome: 'paid', receipt: { paidWith: 'Visa •••• 4242' } })
    expect(await paid(4_301)).toHaveLength(1)
  })

  test('lost: the worker asks, and books it once', async () => {
    const { taskId, sessionId, read } = await start(4_302)
    await control(`pay/${sessionId}?card=good`)
    await app.owner`UPDATE card_payment_sessions SET ask_at = now() WHERE self_service_task_id = ${taskId}`
    await askPaymentPage.run(tools())
    expect(await read()).toMatchObject({ outcome: 'paid' })
    expect(await paid(4_302)).toHaveLength(1)
  })

  test('forged: changed, unsigned, signed by another or long ago, it is refused and nothing is booked', async () => {
    const { sessionId } = await start(4_303)
    const { payload, signature } = await control(`pay/${sessionId}?card=good`)
    const statuses = [
      await deliver({ payload: payload.replace('4303', '4304'), signature }),
      await deliver({ payload, signature: '' }),
      await deliver({ payload, signature: signature.replace(/v1=../, 'v1=00') }),
      await deliver({ payload, signature: signature.replace(/t=\d+/, 't=1700000000') }),
    ]
    expect(statuses).toEqual([403, 403, 403, 403])
    expect(await paid(4_303)).toHaveLength(0)
    expect(await deliver({ payload, signature })).toBe(200)
    expect(await paid(4_303)).toHaveLength(1)
  })

  test('a refund at the desk goes through Stripe once, and the nightly comparison agrees', async () => {
    const { sessionId } = await start(4_305)
    await deliver(await control(`pay/${sessionId}?card=good`))
    const [payment] = await paid(4_305)
    const amara = await app.asCsr('amara.okafor')
    const body = { paymentId: Number(payment?.paymentId), cause: 'paid-twice' as const, reason: 'Twice.' }
    await amara.api.refundPayment({ params, body })
    await makeRefunds.run(tools())
    await makeRefunds.run(tools())
    expect(await page.readSession(sessionId)).toMatchObject({ isRefunded: true })
    expect(await app.owner`SELECT kind FROM payment_reversals`).toEqual([{ kind: 'refunded' }])
    await app.owner`DELETE FROM to_dos`
    await reconcileCards.run(tools())
    const about = await app.owner`SELECT subject FROM to_dos WHERE account_id IS NOT NULL`
    expect(about).toEqual([])
  })
})
