import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actingAs } from '#features/masquerade/masquerade.fixture.ts'
import { town } from '#testing/small-town.ts'
import { cancelCardPayments } from './cancel-card-payments.ts'
import { cards, createPaymentApp, type PaymentApp, startPayment } from './payments.fixture.ts'

let app: PaymentApp
beforeAll(async () => {
  app = await createPaymentApp()
  await app.owe(town.mariaAccount, 20_000)
})
afterAll(() => app.close())

const params = { accountId: town.mariaAccount }
const payPath = `/accounts/${town.mariaAccount}/pay`

const switchOn = (entitlement: string) =>
  app.owner`INSERT INTO entitlement_changes (entitlement, is_on, was_on, changed_by_csr_id, changed_at)
    VALUES (${entitlement}, true, false, 'kenji.sato', current_instant())`

test('in a masquerade the button is there, disabled, with the utility’s tooltip, and the server refuses', async () => {
  const { view } = await actingAs(app, 'amara.okafor', { purposeReference: 'card' })
  const page = await view.get(payPath)
  expect(page.text).toMatch(/aria-disabled="true"[^>]*>Continue to the payment page/)
  expect(page.text).toContain('Not available in a masquerade.')
  const body = { amountCents: 1_000, idempotencyKey: app.newKey() }
  const refused = { status: 403, body: { reason: 'entitlement-off' } }
  await expect(view.api.startCardPayment({ params, body })).rejects.toMatchObject(refused)
  expect((await view.submit(payPath, { amountCents: '10', idempotencyKey: app.newKey() })).status).toBe(403)

  // Leaving the portal is a switch of its own.
  await switchOn('payment.card')
  await expect(view.api.startCardPayment({ params, body })).rejects.toMatchObject(refused)
  expect(await app.owner`SELECT 1 FROM self_service_tasks`).toHaveLength(0)
})

test('with both switches on: the CSR is on the task, the way back is the view, the mail says that support did it', async () => {
  await switchOn('payment.card')
  await switchOn('thirdparty.redirect')
  const { view, masqueradeId } = await actingAs(app, 'amara.okafor', { purposeReference: 'card-on' })
  const body = { amountCents: 1_000, idempotencyKey: app.newKey() }
  const { taskId, redirectUrl } = await view.api.startCardPayment({ params, body })
  expect(await app.taskOf(taskId)).toMatchObject({
    webUserId: 'amara.okafor',
    emailAddress: null,
    selfServiceUserId: town.maria,
    masqueradeId,
  })
  const arrival = await (await app.visit(redirectUrl)).pay(cards.good)
  expect(arrival.url).toBe(
    `http://${masqueradeId}.view.localhost:8080/accounts/${town.mariaAccount}/payments/${taskId}`,
  )
  expect((await view.get(new URL(arrival.url).pathname)).text).toContain('We received your payment')
  const [mail] = await app.owner`SELECT * FROM outgoing_messages WHERE self_service_task_id = ${taskId}`
  expect(mail?.recipient).toBe('m.alvarez@example.com')
  expect(mail?.body).toContain('that our support team started for you, as you asked')
})

describe('13: the card page does not outlive the masquerade that opened it', () => {
  const signal = new AbortController().signal
  const runJob = () =>
    cancelCardPayments.run({ pool: app.database.worker, installation: app.installation, signal })
  const open = async (purposeReference: string) => {
    const { view, desk, masqueradeId } = await actingAs(app, 'amara.okafor', { purposeReference })
    await app.owner`DELETE FROM attempts`
    const { recentPayment } = await view.api.readCardPaymentOptions({ params })
    const confirmed = recentPayment && { confirmedPaymentId: recentPayment.paymentId }
    const body = { amountCents: 1_000, idempotencyKey: app.newKey(), ...confirmed }
    return { view, desk, masqueradeId, ...(await view.api.startCardPayment({ params, body })) }
  }
  const endings: [string, (opened: Awaited<ReturnType<typeof open>>) => Promise<unknown>][] = [
    ['by the banner', ({ view }) => view.submit('/masquerade/leave', {})],
    ['by the desk', ({ desk, masqueradeId }) => desk.api.endOwnMasquerade({ params: { masqueradeId } })],
    [
      'by a supervisor',
      async ({ masqueradeId }) =>
        (await app.asCsr('ines.ferreira')).api.endAnyMasquerade({
          params: { masqueradeId },
          body: { reason: 'Left open' },
        }),
    ],
    [
      'by the customer',
      async ({ masqueradeId }) =>
        (await app.asCustomer(town.maria)).api.endSupportVisit({ params: { masqueradeId } }),
    ],
    ['by the sign-out of the CSR', ({ desk }) => desk.request('POST', '/api/desk/sign-out')],
  ]

  test.each(endings)('ended %s: closes the card page and ends the task', async (how, end) => {
    const opened = await open(`card ${how}`)
    const page = await app.visit(opened.redirectUrl)
    await end(opened)
    await runJob()
    const arrival = await page.pay(cards.good)
    expect(arrival.status).toBe(410)
    expect(await app.taskOf(opened.taskId)).toMatchObject({ state: 'expired' })
    expect(await app.logOf(opened.taskId)).toContainEqual({
      state: 'expired',
      actor: 'system',
      reason: 'masquerade-ended',
    })
    expect(
      await app.paymentsOf(town.mariaAccount).then((rows) => rows.map((row) => row.selfServiceTaskId)),
    ).not.toContain(opened.taskId)
    const lines =
      await app.owner`SELECT * FROM record_entries WHERE self_service_task_id = ${opened.taskId} AND actor_kind = 'system'`
    expect(lines).toMatchObject([{ event: 'changed', action: 'task:expire' }])
  })

  test('refuses a card that the provider charges after the end, and raises a to-do', async () => {
    const opened = await open('card late')
    await opened.view.submit('/masquerade/leave', {})
    const before = await app.balanceOf(town.mariaAccount)
    const event = await app.eventOf(opened.taskId)
    for (const _ of [1, 2])
      expect(await app.webhook(event)).toEqual({ status: 422, body: { reason: 'payment-after-visit' } })
    expect(await app.balanceOf(town.mariaAccount)).toBe(before)
    const toDos = await app.owner`SELECT * FROM to_dos WHERE self_service_task_id = ${opened.taskId}`
    expect(toDos).toMatchObject([{ toDoRole: 'payments', subject: 'payment-after-visit', completedAt: null }])
    const refused = await app.owner`SELECT * FROM record_entries WHERE reason = 'payment-after-visit'`
    expect(refused).toMatchObject([{ event: 'refused', clientId: 'payment-page' }, { event: 'refused' }])
  })

  test('books a card that was charged before the end, however late the webhook comes', async () => {
    const opened = await open('card in time')
    const createdAt = new Date(Date.now() - 5_000).toISOString()
    const event = await app.eventOf(opened.taskId, { createdAt })
    await opened.view.submit('/masquerade/leave', {})
    await runJob()
    const before = await app.balanceOf(town.mariaAccount)
    expect((await app.webhook(event)).status).toBe(200)
    expect(await app.balanceOf(town.mariaAccount)).toBe(before - 1_000)
  })

  test('retries while the provider is out of reach', async () => {
    // The five seconds until the next try pass below, not while the machine is busy.
    await app.stopClock()
    const opened = await open('card outage')
    await opened.view.submit('/masquerade/leave', {})
    app.cutOff()
    await runJob()
    expect(await app.taskOf(opened.taskId)).toMatchObject({ state: 'pending' })
    app.reconnect()
    await runJob()
    expect(await app.taskOf(opened.taskId)).toMatchObject({ state: 'pending' })
    await app.advanceClock('6 seconds')
    await runJob()
    expect(await app.taskOf(opened.taskId)).toMatchObject({ state: 'expired' })
  })

  test('the customer’s own card page goes on', async () => {
    const { view } = await open('card beside')
    const own = await startPayment(app, 1_100)
    await view.submit('/masquerade/leave', {})
    await runJob()
    expect((await (await app.visit(own.redirectUrl)).pay(cards.good)).status).not.toBe(410)
    expect(await app.taskOf(own.taskId)).toMatchObject({ state: 'completed' })
  })
})
