import { afterAll, beforeAll, expect, test } from 'vitest'
import { addBill } from '#testing/add-bill.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
let november: number
let others: number
const accountId = town.mariaAccount

beforeAll(async () => {
  app = await createTestApp()
  for (let month = 0; month < 26; month++) {
    const date = (day: number) => new Date(Date.UTC(2024, 9 + month, day)).toISOString().slice(0, 10)
    const chargesCents = 10_000 + month
    const bill = { accountId, billDate: date(3), dueDate: date(24), chargesCents, previousCents: 5000 }
    november = await addBill(app.owner, { ...bill, paymentsCents: -4000, adjustmentsCents: -250 })
    await app.owner`INSERT INTO payments (account_id, received_on, amount_cents, currency, tender)
      VALUES (${accountId}, ${date(20)}, 4000, 'USD', 'bank')`
    const lines = [
      ['electricity', 'customer-charge', null, null, null, 1200],
      ['electricity', 'energy', 400 + month, 'kWh', 213_400, 8000],
      [null, 'tax', null, null, null, 800 + month],
    ] as const
    for (const [i, [service, kind, quantity, unit, rate, cents]] of lines.entries())
      await app.owner`INSERT INTO bill_lines (bill_id, position, premise_id, service_type, kind, quantity, unit, rate_micros, amount_cents)
        VALUES (${november}, ${i}, (SELECT min(premise_id) FROM premises), ${service}, ${kind}, ${quantity}, ${unit}, ${rate}, ${cents})`
  }
  others = await addBill(app.owner, {
    accountId: town.mariaShop,
    billDate: '2026-11-03',
    dueDate: '2026-11-24',
    chargesCents: 700,
  })
})
afterAll(() => app.close())

test('bills come newest first, a page at a time, each with the payments of its time', async () => {
  const maria = await app.asCustomer(town.maria)
  const first = await maria.api.listBills({ params: { accountId }, query: {} })
  expect(first.bills).toHaveLength(12)
  expect(first.bills[0]).toMatchObject({ billId: november, billDate: '2026-11-03', amountDueCents: 10_775 })
  expect(first.years).toEqual([2026, 2025, 2024])
  const pages = [first]
  for (let before = first.nextBefore; before !== null; before = pages.at(-1)?.nextBefore ?? null)
    pages.push(await maria.api.listBills({ params: { accountId }, query: { before } }))
  expect(pages.map(({ bills }) => bills.length)).toEqual([12, 12, 2])
  expect(pages.at(-1)?.bills.map((bill) => bill.billDate)).toEqual(['2024-11-03', '2024-10-03'])
  const payments = pages.flatMap((page) => page.payments).map((payment) => payment.receivedOn)
  expect(payments).toHaveLength(26)
  expect(payments).toEqual([...new Set(payments)].sort().reverse())
})

test('says that a year has no bills, and distinguishes it from an account without bills', async () => {
  const maria = await app.asCustomer(town.maria)
  const path = `/accounts/${accountId}/bills`
  const empty = await maria.get(`${path}?year=1999`)
  expect(empty.text).toContain('No bills in 1999')
  expect(empty.text).toContain('See all bills')
  expect(empty.text).not.toContain('No bills yet')
  for (const query of ['year=12', 'year=abc', 'before=x', 'year=', 'before=0x10']) {
    const { status, text } = await maria.get(`${path}?${query}`)
    expect([status, text.includes('No bills')], query).toEqual([200, false])
  }
})

test('a year shows its own bills and payments', async () => {
  const maria = await app.asCustomer(town.maria)
  const { bills, payments } = await maria.api.listBills({ params: { accountId }, query: { year: 2024 } })
  expect(bills.map((bill) => bill.billDate)).toEqual(['2024-12-03', '2024-11-03', '2024-10-03'])
  expect(payments.map((payment) => payment.receivedOn)).toEqual(['2024-12-20', '2024-11-20', '2024-10-20'])
})

test('marks each bill as paid, due, overdue or disputed, and narrows them by kind and standing', async () => {
  const { owner } = app
  const today = new Date().toISOString().slice(0, 10)
  const shop = town.mariaShop
  const add = (billDate: string, dueDate: string, chargesCents: number) =>
    addBill(owner, { accountId: shop, billDate, dueDate, chargesCents })
  const old = await add('2019-11-03', '2019-11-24', 700)
  const late = await add('2020-01-03', '2020-01-24', 1100)
  await owner`UPDATE bills SET disputed_cents = 300, disputed_on = '2019-11-20', kind = 'corrected' WHERE bill_id = ${old}`
  const due = await add(today, '2999-01-01', 900)
  await owner`UPDATE accounts SET balance_cents = 1600 WHERE account_id = ${shop}`
  const maria = await app.asCustomer(town.maria)
  const list = (query: object) => maria.api.listBills({ params: { accountId: shop }, query })
  const all = await list({})
  const standingOf = (billId: number) => all.bills.find((bill) => bill.billId === billId)
  expect(standingOf(due)).toMatchObject({ standing: 'due', openCents: 900 })
  expect(standingOf(late)).toMatchObject({ standing: 'paid', openCents: 0 })
  expect(standingOf(others)).toMatchObject({ standing: 'overdue', openCents: 700 })
  expect(standingOf(old)).toMatchObject({ standing: 'disputed', disputedCents: 300, kind: 'corrected' })
  expect(all).toMatchObject({ kinds: ['regular', 'corrected'] })
  const chosen = async (query: object) => (await list(query)).bills.map(({ billId }) => billId)
  expect(await chosen({ kind: 'corrected' })).toEqual([old])
  expect(await chosen({ standing: 'overdue' })).toEqual([others])
  expect(await chosen({ standing: 'disputed', year: 2020 })).toEqual([])
  const page = await maria.get(`/accounts/${shop}/bills?standing=disputed`)
  for (const words of ['Disputed: $3.00', 'Corrected bill', 'Show']) expect(page.text).toContain(words)
  expect(page.text).not.toContain(`/bills/${late}`)
  expect((await maria.get(`/accounts/${shop}/bills?standing=paid&kind=final`)).text).toContain(
    'No bills match',
  )
  expect((await maria.get(`/accounts/${shop}/bills/${old}`)).text).toContain('under review')
  for (const id of [old, late, due]) await owner`DELETE FROM bills WHERE bill_id = ${id}`
})

test('names the step of the tariff, late charges, payments and adjustments, and adds them up on the page', async () => {
  const { owner } = app
  const billId = await addBill(owner, {
    accountId: town.mariaShop,
    billDate: '2026-12-01',
    dueDate: '2026-12-22',
    chargesCents: 9000,
    previousCents: 700,
    paymentsCents: -700,
    adjustmentsCents: -500,
  })
  await owner`INSERT INTO payments (account_id, received_on, amount_cents, currency, tender)
    VALUES (${town.mariaShop}, '2026-11-20', 700, 'USD', 'card')`
  const names = (en: string, es: string) => JSON.stringify({ en, es })
  const lines = [
    ['charge', 'electricity', 'energy', 360, 'kWh', 152_000, 5472, null, 0, 12, 'day'],
    ['charge', 'electricity', 'energy', 100, 'kWh', 222_000, 2220, null, 12, null, 'day'],
    [
      'charge',
      null,
      'late-charge',
      null,
      null,
      null,
      308,
      names('Late charge for October', 'Recargo de octubre'),
      null,
      null,
      null,
    ],
    ['charge', null, 'tax', null, null, null, 1000, null, null, null, null],
    [
      'adjustment',
      null,
      'adjustment',
      null,
      null,
      null,
      -500,
      names('Storm credit', 'Crédito por la tormenta'),
      null,
      null,
      null,
    ],
  ] as const
  for (const [
    at,
    [section, service, kind, quantity, unit, rate, cents, name, from, to, per],
  ] of lines.entries())
    await owner`INSERT INTO bill_lines (bill_id, position, premise_id, service_type, kind, quantity, unit, rate_micros, amount_cents,
        section, names, step_from, step_to, step_per)
      VALUES (${billId}, ${at}, NULL, ${service}, ${kind}, ${quantity}, ${unit}, ${rate}, ${cents},
        ${section}, ${name}::text::jsonb, ${from}, ${to}, ${per})`
  const maria = await app.asCustomer(town.maria)
  const bill = await maria.api.readBill({ params: { accountId: town.mariaShop, billId } })
  expect(bill.payments).toMatchObject([{ receivedOn: '2026-11-20', amountCents: 700 }])
  expect(bill.lines[1]).toMatchObject({ step: { from: 12, to: null, per: 'day' }, names: null })
  const path = `/accounts/${town.mariaShop}/bills/${billId}`
  const { text } = await maria.get(path)
  const said = [
    'Energy, first 12 kWh a day',
    'Energy, over 12 kWh a day',
    '360 kWh × $0.152',
    'Late charge for October',
  ]
  for (const words of [...said, 'Storm credit', 'Payment received Nov 20, 2026', '$76.92', '$85.00'])
    expect(text).toContain(words)
  maria.cookies.set('language', 'es')
  const spanish = await maria.get(path)
  for (const words of [
    'primeros 12 kWh al día',
    'más de 12 kWh al día',
    'Recargo de octubre',
    'Crédito por la tormenta',
  ])
    expect(spanish.text).toContain(words)
})

test('a bill has its lines, what was used, and the bill of a year before', async () => {
  const maria = await app.asCustomer(town.maria)
  const bill = await maria.api.readBill({ params: { accountId, billId: november } })
  expect(bill).toMatchObject({
    previousBalanceCents: 5000,
    paymentsCents: -4000,
    adjustmentsCents: -250,
    chargesCents: 10_025,
    amountDueCents: 10_775,
    consumption: [{ serviceType: 'electricity', unit: 'kWh', quantity: 425 }],
    lastYear: {
      billDate: '2025-11-03',
      chargesCents: 10_013,
      consumption: [{ serviceType: 'electricity', unit: 'kWh', quantity: 413 }],
    },
    isNewest: true,
    may: { 'card-payment:start': 'ok' },
  })
  expect(bill.lines).toHaveLength(3)
  expect(bill.lines[1]).toMatchObject({
    kind: 'energy',
    quantity: 425,
    rateMicros: 213_400,
    premise: '12 Oak St, Port Ellis',
  })
})

test('says why a bill differs from that of a year before: causes that add up, and the weather where it is known', async () => {
  const maria = await app.asCustomer(town.maria)
  const params = { accountId, billId: november }
  const { owner } = app
  const path = `/accounts/${accountId}/bills/${november}`
  const before = (await maria.api.readBill({ params })).lastYear?.difference
  expect(before?.weather).toBeNull()
  expect(before?.causes.reduce((sum, { amountCents }) => sum + amountCents, 0)).toBe(12)
  expect(before?.causes.filter(({ amountCents }) => amountCents !== 0)).toEqual([
    { cause: 'taxes', amountCents: 12 },
  ])
  // Nine hot days in this October instead of three.
  await owner`INSERT INTO weather_days (area, day, mean_c, high_c, low_c)
    SELECT 'Harbor', day::date, 18 + hot * 6 + month / 3.0, 24 + hot * 8, 12
    FROM generate_series('2024-01-01'::date, '2026-12-01', '1 day') day,
      LATERAL (SELECT extract(month FROM day)::integer AS month) m,
      LATERAL (SELECT CASE WHEN extract(day FROM day) <= CASE WHEN day >= '2026-10-01' AND day < '2026-11-01' THEN 9 ELSE 3 END
        THEN 1 ELSE 0 END AS hot) h`
  const { lastYear } = await maria.api.readBill({ params })
  expect(lastYear?.difference.weather).toMatchObject({ hotC: 30, hotDays: { now: 8, before: 2 } })
  expect(lastYear?.difference.causes.reduce((sum, { amountCents }) => sum + amountCents, 0)).toBe(12)
  const { text } = await maria.get(path)
  expect(text).toContain('The largest cause is')
  expect(text).toContain('From last year')
  await owner`DELETE FROM weather_days`
})

test("answers not found for another account's bill at the address of an own account", async () => {
  const maria = await app.asCustomer(town.maria)
  for (const billId of [others, 99_999_999]) {
    await expect(maria.api.readBill({ params: { accountId, billId } })).rejects.toMatchObject({
      status: 404,
      body: { reason: 'not-found' },
    })
    expect((await maria.get(`/accounts/${accountId}/bills/${billId}`)).status).toBe(404)
  }
})

test('a stranger signs in first, another customer is refused, a viewer sees and may not pay', async () => {
  const params = { accountId, billId: november }
  await expect(app.visitor().api.readBill({ params })).rejects.toMatchObject({ status: 401 })
  const olga = await app.asCustomer(town.olga)
  const list = () => olga.api.listBills({ params: { accountId }, query: {} })
  for (const read of [() => olga.api.readBill({ params }), list])
    await expect(read()).rejects.toMatchObject({ status: 403, body: { reason: 'account-not-linked' } })
  const john = await app.asCustomer(town.john)
  expect((await john.api.readBill({ params })).may['card-payment:start']).toBe('role-may-not')
})

test.each([
  ['before', { before: 'x' as never }],
  ['year', { year: 12 }],
  ['kind', { kind: 'gift' as never }],
  ['standing', { standing: 'open' as never }],
])('a wrong %s is refused', async (field, query) => {
  const maria = await app.asCustomer(town.maria)
  await expect(maria.api.listBills({ params: { accountId }, query })).rejects.toMatchObject({
    status: 400,
    body: { reason: 'invalid-request', fields: [{ field }] },
  })
})

test('the pages show amounts that add up, in both languages', async () => {
  const maria = await app.asCustomer(town.maria)
  const list = await maria.get(`/accounts/${accountId}/bills`)
  expect(list.text).toContain(`/accounts/${accountId}/bills/${november}`)
  expect(list.text).toContain('$107.75')
  const detail = await maria.get(`/accounts/${accountId}/bills/${november}`)
  for (const amount of ['$50.00', '$40.00', '$2.50', '$100.25', '$107.75', '425 kWh'])
    expect(detail.text).toContain(amount)
  maria.cookies.set('language', 'es')
  expect((await maria.get(`/accounts/${accountId}/bills/${november}`)).text).toContain('noviembre')
})
