import { afterAll, beforeAll, expect, test } from 'vitest'
import { addBill } from '#testing/add-bill.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
const accountId = town.mariaAccount
const inDays = (days: number) => {
  const day = new Date(Date.now() + days * 86_400_000)
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' }).format(day)
}

beforeAll(async () => {
  app = await createTestApp()
  const { owner } = app
  await owner`UPDATE accounts SET balance_cents = 15000, is_autopay = true WHERE account_id = ${accountId}`
  await owner`UPDATE accounts SET balance_cents = -2500 WHERE account_id = ${town.mariaShop}`
  await addBill(owner, { accountId, billDate: inDays(-375), dueDate: inDays(-350), chargesCents: 8000 })
  await addBill(owner, { accountId, billDate: inDays(-40), dueDate: inDays(-19), chargesCents: 5000 })
  await addBill(owner, { accountId, billDate: inDays(-10), dueDate: inDays(11), chargesCents: 10_000 })
  await owner`INSERT INTO payments (account_id, received_on, amount_cents, currency, tender)
    VALUES (${accountId}, ${inDays(-60)}, 4200, 'USD', 'card')`
})
afterAll(() => app.close())

test('the overview shows the balance, how much of it is past due, and a comparison', async () => {
  const maria = await app.asCustomer(town.maria)
  expect(await maria.api.readOverview({ params: { accountId } })).toMatchObject({
    balanceCents: 15_000,
    pastDueCents: 5000,
    dueDate: inDays(11),
    isAutopay: true,
    isPaperless: false,
    lastBill: { billDate: inDays(-10), chargesCents: 10_000, lastYearCents: 8000 },
    lastPayment: { receivedOn: inDays(-60), amountCents: 4200 },
    usage: null,
    openTasks: [],
    may: { 'bill:view': 'ok', 'usage:view': 'ok', 'card-payment:start': 'ok' },
  })
})

test("a customer's own open requests are shown, final and other people's ones are not", async () => {
  const task = (webUserId: number, taskType: string, state: string) => app.owner`
    INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
      self_service_user_id, payload, correlation_id, created_at, updated_at)
    VALUES (${taskType}, ${state}, ${accountId}, 'customer', 'a', 'a@example.com', '192.0.2.1', ${webUserId}, '{}',
      gen_random_uuid(), current_instant(), current_instant())`
  await task(town.maria, 'service-start', 'pending')
  await task(town.maria, 'mailing-address', 'completed')
  await task(town.maria, 'paperless', 'draft')
  await task(town.john, 'appointment', 'pending')
  const maria = await app.asCustomer(town.maria)
  const { openTasks } = await maria.api.readOverview({ params: { accountId } })
  expect(openTasks).toMatchObject([
    { taskType: 'service-start', state: 'pending', isApplied: false, createdOn: inDays(0) },
  ])
})

test('the page has one primary button for the balance, and names a credit as a credit', async () => {
  const maria = await app.asCustomer(town.maria)
  const owing = await maria.get(`/accounts/${accountId}/overview`)
  for (const words of ['$150.00', '$50.00', 'past due', '25% higher']) expect(owing.text).toContain(words)
  expect(owing.text.match(/class="button button-primary"/g)).toHaveLength(1)
  expect(owing.text).toContain(`href="/accounts/${accountId}/pay"`)
  const credit = await maria.get(`/accounts/${town.mariaShop}/overview`)
  expect(credit.text).toContain('$25.00')
  expect(credit.text).not.toContain('-$25.00')
  expect(credit.text).not.toContain('class="button button-primary"')
})

test('a viewer sees why paying is not possible; strangers and other customers see nothing', async () => {
  const john = await app.asCustomer(town.john)
  const page = await john.get(`/accounts/${accountId}/overview`)
  expect(page.text).toContain('aria-disabled="true"')
  const olga = await app.asCustomer(town.olga)
  await expect(olga.api.readOverview({ params: { accountId } })).rejects.toMatchObject({
    status: 403,
    body: { reason: 'account-not-linked' },
  })
  await expect(app.visitor().api.readOverview({ params: { accountId } })).rejects.toMatchObject({
    status: 401,
  })
})

test('the list of accounts shows each balance, since when it is due, and the sum without credits', async () => {
  const maria = await app.asCustomer(town.maria)
  const { balances } = await maria.api.listBalances()
  expect(balances).toMatchObject([
    { accountId, balanceCents: 15_000, pastDueCents: 5000, pastDueSince: inDays(-19), dueDate: inDays(11) },
    { accountId: town.mariaShop, balanceCents: -2500, pastDueCents: 0, pastDueSince: null, dueDate: null },
  ])
  const { text } = await maria.get('/')
  expect(text).toContain('Your 2 accounts')
  expect(text).toContain('$50.00 past due since')
  expect(text).toMatch(/Total balance[\s\S]*\$150\.00/)
  const john = await app.asCustomer(town.john)
  expect((await john.api.listBalances()).balances.map((balance) => balance.accountId)).toEqual([accountId])
})

test('tells a customer who may not change a form so above its fields, which are closed', async () => {
  const john = await app.asCustomer(town.john)
  for (const page of ['mailing-address', 'pay']) {
    const { text } = await john.get(`/accounts/${accountId}/${page}`)
    const told = text.indexOf('You can view this form but not change it')
    expect(told, page).toBeGreaterThan(0)
    expect(text.indexOf('<fieldset class="form-closed" disabled'), page).toBeGreaterThan(told)
    expect(text.indexOf('<label class="field-label"'), page).toBeGreaterThan(told)
  }
  const maria = await app.asCustomer(town.maria)
  expect((await maria.get(`/accounts/${accountId}/mailing-address`)).text).not.toContain('form-closed')
})

test('with one account the start is its overview; with several it is the list', async () => {
  const olga = await app.asCustomer(town.olga)
  const { status, headers } = await olga.get('/?notice=account-linked')
  expect([status, headers.location]).toEqual([
    303,
    `/accounts/${town.otherAccount}/overview?notice=account-linked`,
  ])
  const maria = await app.asCustomer(town.maria)
  const list = await maria.get('/')
  expect(list.status).toBe(200)
  expect(list.text).toContain(`/accounts/${town.mariaShop}/overview`)
})
