import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { cards, createPaymentApp, type PaymentApp, startPayment } from './payments.fixture.ts'

let app: PaymentApp
beforeAll(async () => {
  app = await createPaymentApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.aWeekLater()
  await app.owe(town.mariaAccount, 20_000)
})

const booked = () => app.paymentsOf(town.mariaAccount).then((rows) => rows.length)

describe('accepts a webhook by its signature only', () => {
  test.each([
    ['unsigned', { signature: null }],
    ['signed with nonsense', { signature: 't=1,v1=0' }],
    ['signed with another secret', { signature: `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` }],
    ['signed six minutes ago', { atMs: Date.now() - 6 * 60_000 }],
    ['signed in six minutes', { atMs: Date.now() + 6 * 60_000 }],
  ])('%s: refused, and nothing is booked', async (_, forged) => {
    const { taskId } = await startPayment(app)
    const before = await booked()
    const response = await app.webhook(await app.eventOf(taskId), forged)
    expect(response).toEqual({ status: 403, body: { reason: 'signature-refused' } })
    expect((await app.taskOf(taskId))?.state).toBe('pending')
    expect(await booked()).toBe(before)
  })

  test('refuses a body changed by one space', async () => {
    const { taskId } = await startPayment(app)
    const event = await app.eventOf(taskId)
    const response = await app.webhook(event, { body: `${JSON.stringify(event)} ` })
    expect(response.status).toBe(403)
  })

  test('refuses a customer who posts there', async () => {
    const { maria, taskId } = await startPayment(app)
    const json = await app.eventOf(taskId)
    const response = await maria.request('POST', '/api/card-payments/webhook', { json })
    expect(JSON.parse(response.text)).toEqual({ reason: 'signature-refused' })
  })

  test('refuses a valid signature at another endpoint', async () => {
    const path = `/api/accounts/${town.mariaAccount}/card-payments`
    const body = { amountCents: 100, idempotencyKey: app.newKey() }
    const headers = { origin: '', 'lantern-signature': app.sign(JSON.stringify(body)) }
    const response = await app.visitor().request('POST', path, { json: body }, headers)
    expect([response.status, JSON.parse(response.text)]).toEqual([403, { reason: 'origin-not-allowed' }])
  })

  test('answers not found for another session or an unknown task', async () => {
    const { taskId } = await startPayment(app)
    for (const more of [{ sessionId: 'ps_of_another' }, { reference: '39999999' }]) {
      const response = await app.webhook(await app.eventOf(taskId, more))
      expect(response).toEqual({ status: 404, body: { reason: 'not-found' } })
    }
  })
})

describe('money is booked once', () => {
  test('for four equal webhooks at once and a later one', async () => {
    const { taskId } = await startPayment(app, 5_000)
    const before = await booked()
    const event = await app.eventOf(taskId)
    const answers = await Promise.all([1, 2, 3, 4].map(() => app.webhook(event)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect((await app.webhook(event)).status).toBe(200)
    expect(await booked()).toBe(before + 1)
    expect(await app.balanceOf(town.mariaAccount)).toBe(15_000)
    const mails = await app.owner`SELECT 1 FROM outgoing_messages WHERE self_service_task_id = ${taskId}`
    expect(mails).toHaveLength(1)
    expect(await app.logOf(taskId)).toHaveLength(2)
  })

  test('a declined card ends the task; a second card is booked by a task that names it, once', async () => {
    const { maria, taskId, redirectUrl } = await startPayment(app, 5_000)
    const path = `/accounts/${town.mariaAccount}/payments/${taskId}`
    const third = await app.visit(redirectUrl)
    await third.pay(cards.declined)
    expect(await app.logOf(taskId)).toMatchObject([
      {},
      { state: 'rejected', actor: 'payment-page', reason: 'declined' },
    ])
    expect((await maria.get(path)).text).toContain('The bank declined this card')
    expect(await app.balanceOf(town.mariaAccount)).toBe(20_000)

    await third.pay(cards.other)
    const event = await app.eventOf(taskId, { id: 'evt_again' })
    await Promise.all([1, 2, 3].map(() => app.webhook(event)))
    expect(await app.balanceOf(town.mariaAccount)).toBe(15_000)
    expect((await app.taskOf(taskId))?.state).toBe('rejected')
    const late = await app.owner`SELECT * FROM self_service_tasks WHERE originating_task_id = ${taskId}`
    expect(late).toMatchObject([
      {
        state: 'completed',
        actorKind: 'system',
        webUserId: 'm.alvarez',
        emailAddress: 'm.alvarez@example.com',
        ipAddress: '192.0.2.10',
        selfServiceUserId: town.maria,
        amountCents: 5_000,
      },
    ])
    expect((await maria.get(path)).text).toContain('We received your payment')
  })

  test('books a last-moment payment although the task has expired', async () => {
    const { taskId } = await startPayment(app, 5_000)
    await app.owner`UPDATE self_service_tasks SET state = 'expired' WHERE self_service_task_id = ${taskId}`
    expect((await app.webhook(await app.eventOf(taskId))).status).toBe(200)
    expect(await app.balanceOf(town.mariaAccount)).toBe(15_000)
  })

  test('a "declined" that comes after the "succeeded" changes nothing', async () => {
    const { taskId } = await startPayment(app, 5_000)
    await app.webhook(await app.eventOf(taskId))
    const late = await app.eventOf(taskId, {
      id: 'evt_before',
      type: 'payment.declined',
      declineReason: 'declined',
    })
    expect((await app.webhook(late)).status).toBe(200)
    expect((await app.taskOf(taskId))?.state).toBe('completed')
  })
})

test.each([{ amountCents: 5_001 }, { currency: 'EUR' }])(
  'refuses and records money that no task asked for (%j), and raises one to-do',
  async (more) => {
    const { taskId } = await startPayment(app, 5_000)
    const event = await app.eventOf(taskId, more)
    for (let i = 0; i < 2; i++)
      expect(await app.webhook(event)).toEqual({ status: 422, body: { reason: 'payment-differs' } })
    expect((await app.taskOf(taskId))?.state).toBe('pending')
    expect(await app.balanceOf(town.mariaAccount)).toBe(20_000)
    const refused = await app.owner`SELECT * FROM record_entries WHERE reason = 'payment-differs'`
    expect(refused.at(-1)).toMatchObject({
      event: 'refused',
      actorKind: 'integration',
      clientId: 'payment-page',
    })
    const toDos = await app.owner`SELECT * FROM to_dos WHERE self_service_task_id = ${taskId}`
    expect(toDos).toMatchObject([{ toDoRole: 'payments', subject: 'payment-differs', completedAt: null }])
  },
)

test('sends no mail to a payer who wants none about payments', async () => {
  await app.owner`INSERT INTO notification_preferences (web_user_id, account_id, choices)
    VALUES (${town.maria}, ${town.mariaAccount}, ${app.owner.json({ 'payment-received': { email: false, text: false } })})`
  const { taskId } = await startPayment(app)
  await app.webhook(await app.eventOf(taskId))
  expect((await app.taskOf(taskId))?.state).toBe('completed')
  expect(
    await app.owner`SELECT 1 FROM outgoing_messages WHERE self_service_task_id = ${taskId}`,
  ).toHaveLength(0)
})
