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

describe('a second payment needs a confirmation', () => {
  test('in two tabs: the first card page closes when the second opens', async () => {
    const first = await startPayment(app, 5_000)
    const second = await first.maria.api.startCardPayment({
      params,
      body: { amountCents: 5_000, idempotencyKey: app.newKey() },
    })
    expect((await (await app.visit(first.redirectUrl)).shown).status).toBe(410)
    expect((await app.taskOf(first.taskId))?.state).toBe('discarded')
    await (await app.visit(second.redirectUrl)).pay(cards.good)
    expect(await app.balanceOf(town.mariaAccount)).toBe(15_000)
  })

  test('after a declined card its page closes too', async () => {
    const first = await startPayment(app, 5_000)
    await (await app.visit(first.redirectUrl)).pay(cards.declined)
    await first.maria.api.startCardPayment({
      params,
      body: { amountCents: 5_000, idempotencyKey: app.newKey() },
    })
    expect((await app.visit(first.redirectUrl)).shown.status).toBe(410)
  })

  test('after a payment: "You paid $50.00 1 minute ago", and a second one only with a yes to that', async () => {
    const maria = await app.asCustomer(town.maria)
    const tab = /name="idempotencyKey" value="([^"]+)"/.exec((await maria.get(payPath)).text)?.[1] ?? ''
    const { redirectUrl } = await startPayment(app, 5_000)
    await (await app.visit(redirectUrl)).pay(cards.good)

    const question = await maria.submit(payPath, { idempotencyKey: tab, amountCents: '50.00' })
    expect(question.status).toBe(409)
    expect(question.text).toContain('You paid $50.00 1 minute ago')
    expect(question.text).toContain('Yes, pay again')
    expect(question.text).toContain('No, do not pay')
    expect(question.text).toContain('value="50.00"')
    const confirmedPaymentId = /name="confirmedPaymentId" value="([^"]+)"/.exec(question.text)?.[1] ?? ''
    const form = { idempotencyKey: tab, amountCents: '50.00', confirmedPaymentId }
    const yes = await maria.submit(payPath, form)
    expect(yes.status).toBe(303)
    await (await app.visit(String(yes.headers.location))).pay(cards.other)
    expect(await app.balanceOf(town.mariaAccount)).toBe(10_000)
    // The confirmation was for that payment. Another payment needs a new one.
    const third = await maria.submit(payPath, { ...form, idempotencyKey: app.newKey() })
    expect(third.status).toBe(409)
  })

  test('after a declined card and another one too', async () => {
    const { maria, redirectUrl } = await startPayment(app, 5_000)
    const visit = await app.visit(redirectUrl)
    await visit.pay(cards.declined)
    await visit.pay(cards.good)
    expect((await maria.get(payPath)).text).toContain('You paid $50.00 1 minute ago')
  })

  test('somebody else’s payment of today asks too, without saying whose', async () => {
    await app.owner`INSERT INTO payments (account_id, received_on, amount_cents, currency, tender)
      VALUES (${town.mariaAccount}, (current_instant() AT TIME ZONE 'America/Los_Angeles')::date, 700, 'USD', 'cash')`
    const maria = await app.asCustomer(town.maria)
    const page = await maria.get(payPath)
    expect(page.text).toContain('A payment of $7.00 was received on this account today')
    const body = { amountCents: 1_000, idempotencyKey: app.newKey() }
    await expect(maria.api.startCardPayment({ params, body })).rejects.toMatchObject({
      body: { reason: 'payment-repeated', current: { amountCents: 700, isOwn: false, paidAt: null } },
    })
  })
})

describe('more than the balance', () => {
  const pay = async (amountCents: string, more: Record<string, string> = {}) => {
    const maria = await app.asCustomer(town.maria)
    return maria.submit(payPath, { amountCents, idempotencyKey: app.newKey(), ...more })
  }

  test('is asked about with the amounts, and paid with a yes to that amount', async () => {
    await app.owe(town.mariaAccount, 18_805)
    const question = await pay('188.50')
    expect(question.status).toBe(409)
    expect(question.text).toContain('$188.50 is more than you owe')
    expect(question.text).toContain('The other $0.45 would stay on the account as a credit')
    expect(question.text).toContain('name="confirmedAmountCents" value="18850"')
    expect((await pay('188.60', { confirmedAmountCents: '18850' })).status).toBe(409)
    expect((await pay('188.50', { confirmedAmountCents: '18850' })).status).toBe(303)
  })

  test.each(['18805', '18,805.00', '2,000'])('%s for a balance of 188.05 is refused', async (typed) => {
    await app.owe(town.mariaAccount, 18_805)
    const refused = await pay(typed, { confirmedAmountCents: '1880500' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Check the decimal point')
  })

  test.each(['1,5', '45,50', '1.234'])(
    '%s could be read in two ways: no payment is made of it',
    async (typed) => {
      const refused = await pay(typed)
      expect(refused.status).toBe(422)
      expect(refused.text).toContain('Write cents after a point')
      expect(refused.text).toContain(`value="${typed}"`)
    },
  )
})
