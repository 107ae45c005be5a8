import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { standInBrowser } from '../stand-in-browser.ts'
import { luhnHolds, readCard, testCards } from './card.ts'
import { lanternPay } from './lantern-pay.ts'
import type { PaymentPage } from './payment-page.ts'
import { signatureOf } from './signature.ts'
import { startPaymentStandIn } from './stand-in.ts'

interface Received {
  readonly body: string
  readonly headers: Record<string, string | string[] | undefined>
}

const publicUrl = 'http://pay.localhost:8080'
const secret = 'a shared secret for tests only'
const received: Received[] = []
const awaited: ((webhook: Received) => void)[] = []
/** Answers for webhooks to come, instead of 204. */
const refusing: number[] = []

const receiver = createServer(async (request, response) => {
  const webhook = { body: await text(request), headers: request.headers }
  received.push(webhook)
  response.writeHead(refusing.shift() ?? 204).end()
  awaited.shift()?.(webhook)
})
const nextWebhook = () => new Promise<Received>((resolve) => awaited.push(resolve))

let standIn: Awaited<ReturnType<typeof startPaymentStandIn>>
let payments: PaymentPage
let apiBase: string

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks`
  standIn = await startPaymentStandIn({ publicUrl, secret, webhookUrl, webhookPausesMs: [1, 1, 1] })
  apiBase = `http://127.0.0.1:${standIn.port}`
  payments = lanternPay({ apiBase, secret, pageOrigin: publicUrl })
})
afterAll(async () => {
  await standIn.close()
  await new Promise((resolve) => receiver.close(resolve))
})

let keys = 0
const request = (more: Partial<Parameters<PaymentPage['createSession']>[0]> = {}) => ({
  amountCents: 12_345,
  currency: 'USD',
  reference: 'payment-7',
  description: 'October bill <b>',
  returnUrl: 'http://portal.localhost:8080/payments/7',
  cancelUrl: 'http://portal.localhost:8080/payments',
  idempotencyKey: `key-${++keys}`,
  locale: 'en' as const,
  ...more,
})
const card = (number: string) => ({ holder: 'Test Payer', number, expiry: '12/39', securityCode: '123' })
const openPage = async (more = {}) => {
  const browser = standInBrowser({ [publicUrl]: apiBase })
  const { sessionId, redirectUrl } = await payments.createSession(request(more))
  return { browser, sessionId, page: await browser.open(redirectUrl) }
}

describe('paying at the third party’s card page', () => {
  test('an accepted card returns the payer, after a webhook that we can trust', async () => {
    const { browser, sessionId, page } = await openPage()
    expect(page.body).toContain('$123.45')
    expect(page.body).toContain('October bill &lt;b&gt;')
    expect(page.body).not.toMatch(/<script|style=/)
    const policy = page.headers.get('content-security-policy')
    expect(policy).toContain("form-action 'self' http://portal.localhost:8080;")
    expect(policy).not.toContain('script-src')
    const webhook = nextWebhook()
    const arrival = await browser.submit(page, sessionId, card('4242 4242 4242 4242'))
    expect(arrival.url).toBe('http://portal.localhost:8080/payments/7')
    const { body, headers } = await webhook
    expect(payments.verifyWebhook(Buffer.from(body), headers)).toEqual({
      ok: true,
      event: {
        id: expect.stringMatching(/^evt_/),
        type: 'payment.succeeded',
        createdAt: expect.any(String),
        sessionId,
        reference: 'payment-7',
        amountCents: 12_345,
        currency: 'USD',
        cardBrand: 'Visa',
        cardLast4: '4242',
      },
    })
    const again = await browser.open(page.url)
    expect(again.status).toBe(410)
    expect(again.body).toContain('paid already')
  })

  test('reports a declined card on the page and by webhook, and accepts another card', async () => {
    const { browser, sessionId, page } = await openPage()
    const webhook = nextWebhook()
    const declined = await browser.submit(page, sessionId, card('4000 0000 0000 0002'))
    expect(declined.status).toBe(422)
    expect(declined.body).toContain('The bank declined this card')
    const { body, headers } = await webhook
    expect(payments.verifyWebhook(body, headers)).toMatchObject({
      ok: true,
      event: { type: 'payment.declined', declineReason: 'declined', cardLast4: '0002' },
    })
    expect((await browser.submit(declined, sessionId, card('4242424242424242'))).url).toContain('/payments/7')
  })

  test('mistakes are shown beside their fields; a number that may be real is not written back', async () => {
    const { browser, sessionId, page } = await openPage({ locale: 'es' })
    const typed = { holder: '', number: '4111111111111111', expiry: '13/39', securityCode: '1' }
    const again = await browser.submit(page, sessionId, typed)
    expect(again.status).toBe(422)
    expect(again.body.match(/class="wrong"/g)).toHaveLength(4)
    expect(again.body).toContain('nunca una real')
    expect(again.body).not.toContain('4111111111111111')
  })

  test('canceling leads to the cancel URL, and closes the page', async () => {
    const { browser, page } = await openPage()
    expect((await browser.submit(page, '/cancel')).url).toBe('http://portal.localhost:8080/payments')
    expect((await browser.open(page.url)).status).toBe(410)
  })

  test('a webhook is sent again until it is taken, with the same event id', async () => {
    refusing.push(500, 503)
    const { browser, sessionId, page } = await openPage()
    const attempts = [nextWebhook(), nextWebhook(), nextWebhook()]
    await browser.submit(page, sessionId, card('5555555555554444'))
    const ids = (await Promise.all(attempts)).map(({ body }) => JSON.parse(body).id)
    expect(new Set(ids).size).toBe(1)
  })
})

describe('creating a session', () => {
  test('the same key gives the same session, and another request under it is refused', async () => {
    const first = request()
    expect(await payments.createSession(first)).toEqual(await payments.createSession(first))
    const refused = payments.createSession({ ...first, amountCents: 1 })
    await expect(refused).rejects.toMatchObject({ reason: 'payment-request-refused' })
  })

  test('a wrong secret, or an amount of nothing, is refused', async () => {
    const stranger = lanternPay({ apiBase, secret: 'another', pageOrigin: publicUrl })
    await expect(stranger.createSession(request())).rejects.toMatchObject({
      reason: 'payment-request-refused',
    })
    const nothing = payments.createSession(request({ amountCents: 0 }))
    await expect(nothing).rejects.toMatchObject({ reason: 'payment-request-refused' })
  })

  test.each(['https://pay.example', 'http://pay.localhost:8080.evil.example', 'http://pay.localhost'])(
    'a page at another address than the configured one is no page of the provider: %s',
    async (pageOrigin) => {
      const elsewhere = lanternPay({ apiBase, secret, pageOrigin })
      await expect(elsewhere.createSession(request())).rejects.toMatchObject({
        reason: 'payment-provider-unreachable',
        cause: { message: expect.stringContaining(`not at ${pageOrigin}`) },
      })
    },
  )

  test('a provider that cannot be reached is an outage', async () => {
    const gone = lanternPay({ apiBase: 'http://127.0.0.1:1', secret, pageOrigin: publicUrl })
    await expect(gone.createSession(request())).rejects.toMatchObject({
      reason: 'payment-provider-unreachable',
    })
  })
})

describe('verifying a webhook', () => {
  const reasonFor = (body: string, signature: string | undefined) => {
    const verdict = payments.verifyWebhook(body, { 'lantern-signature': signature })
    return verdict.ok ? 'ok' : verdict.reason
  }

  test('refuses what is unsigned, changed, old, meant for another purpose, or no event', () => {
    const body = '{"type":"payment.succeeded"}'
    const signed = signatureOf(secret, 'webhook', body)
    expect(reasonFor(body, undefined)).toBe('webhook-signature-missing')
    expect(reasonFor(body, 'nonsense')).toBe('webhook-signature-missing')
    expect(reasonFor(body.replace('succeeded', 'declined'), signed)).toBe('webhook-signature-wrong')
    expect(reasonFor(body, signed.replace(/^t=\d/, 't=9'))).toBe('webhook-signature-wrong')
    expect(reasonFor(body, signatureOf(secret, 'request', body))).toBe('webhook-signature-wrong')
    expect(reasonFor(body, signatureOf(secret, 'webhook', body, Date.now() - 6 * 60_000))).toBe(
      'webhook-too-old',
    )
    expect(reasonFor(body, signed)).toBe('webhook-malformed')
  })

  test('the webhooks received above fail when one byte is changed', () => {
    for (const { body, headers } of received) {
      expect(payments.verifyWebhook(body, headers).ok).toBe(true)
      expect(payments.verifyWebhook(body.replace('12345', '12346'), headers).ok).toBe(false)
    }
  })
})

describe('a card', () => {
  test('has a check digit, which every test card gets right', () => {
    for (const { number } of testCards) expect(luhnHolds(number)).toBe(true)
    expect(luhnHolds('4242424242424241')).toBe(false)
    expect(luhnHolds('42')).toBe(false)
  })

  test('is good to the end of its month', () => {
    const typed = { ...card('4242424242424242'), expiry: '02/28' }
    expect(readCard(typed, new Date(2028, 1, 29, 23)).problems).toEqual({})
    expect(readCard(typed, new Date(2028, 2, 1)).problems).toEqual({ expiry: 'card-expired' })
  })
})
