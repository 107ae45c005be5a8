import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { cards, createPaymentApp, type PaymentApp, startPayment } from './payments.fixture.ts'

let app: PaymentApp
/** The task of a payment that the main customer made. */
let marias: number
const params = { accountId: town.mariaAccount as number }
const account = `/accounts/${town.mariaAccount}`

beforeAll(async () => {
  app = await createPaymentApp()
  await app.owe(town.mariaAccount, 50_000)
  const { redirectUrl, taskId } = await startPayment(app, 5_000)
  await (await app.visit(redirectUrl)).pay(cards.good)
  marias = taskId
  // A confirmed bank account of John's, so that the forms that pay from one are drawn.
  await app.owner`INSERT INTO bank_accounts (web_user_id, self_service_task_id, kind, routing_number, number_encrypted, number_hash,
      masked_number, nickname, added_at, verified_at)
    VALUES (${town.john}, ${taskId}, 'checking', '122105155', 'no number', sha256('john'), '•••• 4321', '', now(), now())`
  // Autopay of Maria's, who is not the one who looks.
  await app.owner`INSERT INTO autopays (account_id, web_user_id, bank_account_id, masked_number, terms_version, self_service_task_id,
      started_on, version)
    SELECT ${town.mariaAccount}, ${town.maria}, bank_account_id, '•••• 6789', 1, ${taskId}, current_date, 1 FROM bank_accounts`
})
afterAll(() => app.close())

/** John in a role on Maria's account. */
const asRole = async (role: string): Promise<Browser> => {
  await app.owner`UPDATE web_user_accounts SET role = ${role} WHERE web_user_id = ${town.john}
    AND account_id = ${town.mariaAccount}`
  await app.owner`DELETE FROM attempts`
  await app.aWeekLater()
  return app.asCustomer(town.john)
}

/** Returns whether a page offers this button, and offers it to this reader. */
async function offers(who: Browser, path: string, label: string): Promise<boolean> {
  const { status, text } = await who.get(`${account}/${path}`)
  expect([path, status]).toEqual([path, 200])
  const button = new RegExp(`<button[^>]*>\\s*${label}`).exec(text)?.[0]
  return button !== undefined && !button.includes('aria-disabled')
}

/** Of each page: its button, and whom it is offered to. */
const pages = {
  paying: [
    ['pay', 'Continue to the payment page'],
    ['pay-by-bank', 'Pay'],
    ['autopay', 'Stop autopay'],
  ],
  changing: [
    ['programs/paperless', 'Turn on paperless bills'],
    ['programs/payment-extension', 'Agree to the new date'],
    ['programs/preferred-due-date', 'Set the due day'],
    ['programs/charity-round-up', 'Round up my bills'],
  ],
} as const

describe.each([
  ['account-holder', { pays: true, changes: true }],
  ['co-holder', { pays: true, changes: true }],
  ['manager', { pays: true, changes: true }],
  ['payer', { pays: true, changes: false }],
  ['viewer', { pays: false, changes: false }],
])('%s', (role, { pays, changes }) => {
  test('is offered on each page of payments, autopay and programs what the role may do, and sees the rest', async () => {
    const john = await asRole(role)
    for (const [path, label] of pages.paying)
      expect([path, await offers(john, path, label)]).toEqual([path, pays])
    for (const [path, label] of pages.changing)
      expect([path, await offers(john, path, label)]).toEqual([path, changes])
    for (const path of ['programs', 'bills', 'bank-accounts'])
      expect((await john.get(`${account}/${path}`)).status).toBe(200)
  })

  test('is refused the requests behind the other buttons, by the name of the role', async () => {
    const john = await asRole(role)
    const reasonOf = (sent: Promise<unknown>) =>
      sent.then(
        () => 'ok',
        (error: { body?: { reason?: string } }) => error.body?.reason,
      )
    // The version of no row: who may change is told that the page is stale.
    const stop = await reasonOf(john.api.stopAutopay({ params, body: { version: 99 } }))
    expect(stop).toBe(pays ? 'version-conflict' : 'role-may-not')
    const program = await reasonOf(
      john.api.changeCharityRoundUp({ params, body: { terms: {}, version: 99 } }),
    )
    expect(program).toBe(changes ? 'version-conflict' : 'role-may-not')
    if (pays) return
    const body = { amountCents: 1_000, idempotencyKey: app.newKey() }
    expect(await reasonOf(john.api.startCardPayment({ params, body }))).toBe('role-may-not')
  })

  test('sees the receipt of an own payment, and none of another person’s', async () => {
    const john = await asRole(role)
    expect((await john.get(`${account}/payments/${marias}`)).status).toBe(404)
    if (!pays) return
    const body = { amountCents: 1_000, idempotencyKey: app.newKey() }
    const { redirectUrl, taskId } = await john.api.startCardPayment({ params, body })
    await (await app.visit(redirectUrl)).pay(cards.good)
    const page = await john.get(`${account}/payments/${taskId}`)
    expect([page.status, page.text.includes('Receipt number')]).toEqual([200, true])
  })
})
