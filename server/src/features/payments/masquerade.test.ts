import { afterAll, beforeAll, expect, test } from 'vitest'
import { actingAs } from '#features/masquerade/masquerade.fixture.ts'
import { town } from '#testing/small-town.ts'
import { cards, createPaymentHouse, type PaymentHouse } from './payments.fixture.ts'

let house: PaymentHouse
beforeAll(async () => {
  house = await createPaymentHouse()
  await house.owe(town.mariaAccount, 20_000)
})
afterAll(() => house.close())

const params = { accountId: town.mariaAccount }
const payPath = `/accounts/${town.mariaAccount}/pay`

const switchOn = (entitlement: string) =>
  house.owner`INSERT INTO entitlement_changes (entitlement, is_on, was_on, changed_by_csr_id, changed_at)
    VALUES (${entitlement}, true, false, 'kenji.sato', current_instant())`

test('in a support view the button is there, disabled, with the utility’s tooltip, and the server refuses', async () => {
  const { view } = await actingAs(house, 'amara.okafor', { purposeReference: 'card' })
  const page = await view.get(payPath)
  expect(page.text).toMatch(/aria-disabled="true"[^>]*>Continue to the payment page/)
  expect(page.text).toContain('Not available in a support view.')
  const body = { amountCents: 1_000, idempotencyKey: house.newKey() }
  const refused = { status: 403, body: { reason: 'entitlement-off' } }
  await expect(view.api.startCardPayment({ params, body })).rejects.toMatchObject(refused)
  expect((await view.submit(payPath, { amountCents: '10', idempotencyKey: house.newKey() })).status).toBe(403)

  // Leaving the portal is a switch of its own.
  await switchOn('payment.card')
  await expect(view.api.startCardPayment({ params, body })).rejects.toMatchObject(refused)
  expect(await house.owner`SELECT 1 FROM self_service_tasks`).toHaveLength(0)
})

test('with both switches on: the CSR is on the task, the way back is the view, the mail says that support did it', async () => {
  await switchOn('payment.card')
  await switchOn('thirdparty.redirect')
  const { view, masqueradeId } = await actingAs(house, 'amara.okafor', { purposeReference: 'card-on' })
  const body = { amountCents: 1_000, idempotencyKey: house.newKey() }
  const { taskId, redirectUrl } = await view.api.startCardPayment({ params, body })
  expect(await house.taskOf(taskId)).toMatchObject({
    webUserId: 'amara.okafor',
    emailAddress: null,
    selfServiceUserId: town.maria,
    masqueradeId,
  })
  const arrival = await (await house.visit(redirectUrl)).pay(cards.good)
  expect(arrival.url).toBe(
    `http://${masqueradeId}.view.localhost:8080/accounts/${town.mariaAccount}/payments/${taskId}`,
  )
  expect((await view.get(new URL(arrival.url).pathname)).text).toContain('Your payment was received')
  const [mail] = await house.owner`SELECT * FROM outgoing_messages WHERE self_service_task_id = ${taskId}`
  expect(mail?.recipient).toBe('m.alvarez@example.com')
  expect(mail?.body).toContain('that our support team started for you, as you asked')
})
