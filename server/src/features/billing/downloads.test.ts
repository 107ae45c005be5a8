import { afterAll, beforeAll, expect, test } from 'vitest'
import { masqueradeAs } from '#features/masquerade/masquerade.fixture.ts'
import { addBill } from '#testing/add-bill.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
let billId: number
const accountId = town.mariaAccount
const pdf = () => `/accounts/${accountId}/bills/${billId}/bill.pdf`
const csv = `/accounts/${accountId}/bills.csv`

beforeAll(async () => {
  app = await createTestApp()
  billId = await addBill(app.owner, {
    accountId,
    billDate: '2026-11-03',
    dueDate: '2026-11-24',
    chargesCents: 9000,
  })
  await app.owner`INSERT INTO payments (account_id, received_on, amount_cents, currency, tender)
    VALUES (${accountId}, '2026-10-20', 4000, 'USD', 'bank')`
  await app.owner`UPDATE accounts SET balance_cents = 9000 WHERE account_id = ${accountId}`
})
afterAll(() => app.close())

test('the holder and a viewer save a bill as a PDF, with the addressee and the same sums', async () => {
  for (const who of [town.maria, town.john]) {
    const customer = await app.asCustomer(who)
    const file = await customer.get(pdf())
    expect([file.status, file.headers['content-type'], file.headers['cache-control']]).toEqual([
      200,
      'application/pdf',
      'no-store',
    ])
    expect(file.headers['content-disposition']).toBe('attachment; filename="bill-2026-11-03.pdf"')
    expect(file.text.slice(0, 8)).toBe('%PDF-1.7')
  }
  const maria = await app.asCustomer(town.maria)
  expect(await maria.api.readBillDocument({ params: { accountId, billId } })).toMatchObject({
    customerName: 'Maria Alvarez',
    mailingAddress: { line1: '12 Oak St', city: 'Port Ellis', country: 'US' },
    remittanceAddress: [],
    amountDueCents: 9000,
  })
  expect((await maria.get(`/accounts/${accountId}/bills/${billId}`)).text).toContain(pdf())
})

test('nobody else saves it: a stranger signs in first, another customer is refused with a page', async () => {
  const stranger = await app.visitor().get(pdf())
  expect([stranger.status, stranger.headers.location]).toEqual([
    303,
    `/sign-in?next=${encodeURIComponent(pdf())}`,
  ])
  const olga = await app.asCustomer(town.olga)
  for (const path of [pdf(), csv]) {
    const refused = await olga.get(path)
    expect(refused.status, path).toBe(403)
    expect(refused.headers['content-type']).toContain('text/html')
  }
  const maria = await app.asCustomer(town.maria)
  expect((await maria.get(`/accounts/${town.mariaShop}/bills/${billId}/bill.pdf`)).status).toBe(404)
})

test('a masquerade saves bills and history as the entitlements allow, and each is on the record', async () => {
  const { view } = await masqueradeAs(app, 'amara.okafor')
  expect((await view.get(pdf())).status).toBe(200)
  expect((await view.get(csv)).status).toBe(200)
  const rows = await app.owner`SELECT action FROM record_entries
    WHERE masquerade_id IS NOT NULL AND action IN ('bill:download', 'bill:export') ORDER BY record_entry_id`
  expect(rows).toEqual([{ action: 'bill:download' }, { action: 'bill:export' }])
})

test('the history is a CSV in the language of the reader, narrowed as the list, with bills and payments', async () => {
  const maria = await app.asCustomer(town.maria)
  const { text, headers } = await maria.get(csv)
  expect(headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(headers['content-disposition']).toBe('attachment; filename="bills-and-payments.csv"')
  expect(text).toBe(
    '\ufeffDate,Entry,Kind,Period from,Period to,Due date,Status,New charges,Amount due,Still owed,Payment received,Currency\r\n' +
      '2026-11-03,Bill,Regular bill,2026-10-04,2026-11-02,2026-11-24,' +
      `${standingIn(text)},90.00,90.00,90.00,,USD\r\n` +
      '2026-10-20,Payment,from a bank account,,,,,,,,40.00,USD\r\n',
  )
  maria.cookies.set('language', 'es')
  const spanish = await maria.get(`${csv}?standing=paid`)
  expect(spanish.headers['content-disposition']).toBe('attachment; filename="facturas-y-pagos.csv"')
  expect(spanish.text.split('\r\n')).toHaveLength(2)
  expect(spanish.text).toContain('Fecha,Movimiento,Tipo')
  expect((await maria.get(`/accounts/${accountId}/bills?year=2026`)).text).toContain(`${csv}?year=2026`)
})

/** The bill is due until its date and overdue after it: the test does not depend on the day. */
const standingIn = (text: string) => (text.includes('Overdue') ? 'Overdue' : 'Due')
