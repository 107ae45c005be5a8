import { expect, test } from 'vitest'
import { formatter } from '#app/format.ts'
import { translator } from '#app/messages.ts'
import { billDocument, type DocumentData } from './bill-document.ts'
import { drawBill } from './draw-bill.ts'
import { pagesOf, tagsOf, textOf } from './read-pdf.fixture.ts'

const line = (more: object) => ({
  section: 'charge' as const,
  serviceType: 'electricity',
  premise: '12 Oak St, Port Ellis',
  kind: 'energy',
  names: null,
  step: null,
  quantity: 360,
  unit: 'kWh',
  rateMicros: 150_000,
  amountCents: 5400,
  ...more,
})
const bill = (more: Partial<DocumentData> = {}): DocumentData => ({
  billId: 1,
  kind: 'regular',
  standing: 'due',
  openCents: 6000,
  disputedCents: null,
  disputedOn: null,
  accountId: 1_000_000_001,
  billDate: '2026-11-03',
  dueDate: '2026-11-24',
  periodFrom: '2026-10-02',
  periodTo: '2026-11-01',
  previousBalanceCents: 5000,
  paymentsCents: -5000,
  adjustmentsCents: 0,
  chargesCents: 6000,
  amountDueCents: 6000,
  balanceCents: 6000,
  currency: 'USD',
  consumption: [],
  lastYear: null,
  isNewest: true,
  lines: [
    line({ step: { from: 0, to: 12, per: 'day' } }),
    line({
      kind: 'customer-charge',
      serviceType: null,
      quantity: null,
      unit: null,
      rateMicros: null,
      amountCents: 600,
    }),
  ],
  payments: [{ paymentId: 1, receivedOn: '2026-10-20', amountCents: 5000, reversedOn: null, tender: 'bank' }],
  customerName: 'Zoë Nguyễn-Muñoz',
  mailingAddress: {
    line1: '12 Oak St',
    line2: '',
    city: 'Port Ellis',
    region: 'CA',
    postalCode: '92191',
    country: 'US',
  },
  remittanceAddress: ['Harbor Light & Water', 'PO Box 555', 'Port Ellis, CA 92191'],
  ...more,
})
const help = { phone: '1-800-555-0142', hours: '', emergencyPhone: '', emergencyText: '' }
const made = (data: DocumentData, locale: 'en' | 'es' = 'en') =>
  drawBill(
    billDocument(data, {
      t: translator(locale),
      format: formatter(locale, 'UTC'),
      locale,
      utilityName: 'Harbor',
      help,
    }),
  )

test('says what PDF/UA asks of the file: tagged, language, title, identification, every font embedded', async () => {
  const text = (await made(bill())).toString('latin1')
  expect(text).toMatch(/\/MarkInfo\b/)
  expect(text).toMatch(/\/Marked true/)
  expect(text).toContain('/StructTreeRoot')
  expect(text).toContain('(en-US)')
  expect(text).toContain('/DisplayDocTitle true')
  expect(text).toMatch(/pdfuaid:part/)
  const fonts = text.match(/\/Type \/FontDescriptor/g) ?? []
  expect(fonts.length).toBeGreaterThan(0)
  expect(text.match(/\/FontFile[23]? /g)).toHaveLength(fonts.length)
  expect(text).not.toMatch(/\/BaseFont \/Helvetica/)
})

test('tags a heading, paragraphs and tables whose rows have headers with a scope, in the order of reading', async () => {
  const tags = tagsOf(await made(bill()))
  expect(tags[0]).toMatchObject({ type: 'Document' })
  const types = tags.map(({ type }) => type)
  expect(types.filter((type) => type === 'H1')).toHaveLength(1)
  expect(types.indexOf('H1')).toBeLessThan(types.indexOf('H2'))
  expect(types.filter((type) => type === 'Table').length).toBeGreaterThanOrEqual(3)
  const rows = tags.filter(({ type }) => type === 'TR')
  for (const row of rows) {
    const cells = tags.filter(({ parent }) => parent === row.id)
    expect(cells).toHaveLength(2)
    expect(cells[0]).toMatchObject({ type: 'TH' })
  }
  for (const tag of tags) if (tag.type === 'TH') expect(tag.scope).toMatch(/^(Row|Column)$/)
  expect(new Set(types)).toEqual(new Set(['Document', 'H1', 'H2', 'P', 'Table', 'TR', 'TH', 'TD']))
})

test('leaves no drawn text outside the tags, and no content outside tags or artifacts', async () => {
  const file = await made(bill())
  for (const page of pagesOf(file)) {
    let depth = 0
    for (const token of page.matchAll(/\b(BDC|BMC|EMC|BT|S)\b/g)) {
      if (token[1] === 'BDC' || token[1] === 'BMC') depth += 1
      else if (token[1] === 'EMC') depth -= 1
      else expect(depth, token[1]).toBeGreaterThan(0)
    }
    expect(depth).toBe(0)
  }
})

test('has the sums of the page, the name, both addresses, and letters of other languages', async () => {
  const text = textOf(await made(bill()))
  for (const words of [
    'Zoë Nguyễn-Muñoz',
    '12 Oak St',
    'Port Ellis, CA 92191',
    'PO Box 555',
    'Return this part with your payment',
    'Energy, first 12 kWh a day',
    '360 kWh × $0.15',
    'Payment received Oct 20, 2026',
    '-$50.00',
    '$60.00',
    '1000-0000-01',
    '1-800-555-0142',
  ])
    expect(text).toContain(words)
  const spanish = textOf(await made(bill(), 'es'))
  for (const words of ['Resumen de la factura', 'primeros 12 kWh al día', 'Facturado a'])
    expect(spanish).toContain(words)
})

test('has no part to mail back where payments are not taken by mail, or nothing is due', async () => {
  expect(textOf(await made(bill({ remittanceAddress: [] })))).not.toContain('Return this part')
  const credit = bill({ previousBalanceCents: -9000, paymentsCents: 0, payments: [], amountDueCents: -3000 })
  const text = textOf(await made(credit))
  expect(text).not.toContain('Return this part')
  expect(text).toContain('Credit in your favor')
})

const pageSize = (file: Buffer) =>
  /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(file.toString('latin1'))?.slice(1).map(Number)

test('fits an ordinary bill on one page, Letter or A4 by country; a long one takes numbered pages', async () => {
  const lines = Array.from({ length: 8 }, (_, at) => line({ premise: `${at % 2} Oak St`, amountCents: 300 }))
  const ordinary = await made(bill({ lines, chargesCents: 6000 }))
  expect(pagesOf(ordinary)).toHaveLength(1)
  expect(pageSize(ordinary)).toEqual([612, 792])
  // Two services with steps, a fixed charge and taxes, as most bills of the demo.
  const twoServices = ['electricity', 'gas'].flatMap((serviceType) =>
    ['energy', 'energy', 'delivery'].map((kind) => line({ serviceType, kind, amountCents: 900 })),
  )
  const others = ['customer-charge', 'tax'].map((kind) => line({ kind, serviceType: null, amountCents: 300 }))
  expect(pagesOf(await made(bill({ lines: [...twoServices, ...others] })))).toHaveLength(1)
  const { mailingAddress } = bill()
  const abroad = await made(bill({ mailingAddress: mailingAddress && { ...mailingAddress, country: 'ES' } }))
  expect(pageSize(abroad)?.[0]).toBeCloseTo(595.28, 1)
  const many = Array.from({ length: 150 }, (_, at) => line({ premise: `${at} Oak St`, amountCents: 40 }))
  const long = await made(bill({ lines: many, chargesCents: 6000 }))
  expect(pagesOf(long).length).toBeGreaterThan(1)
  expect(textOf(long)).toContain(`page 1 of ${pagesOf(long).length}`)
  expect(textOf(long)).toContain('149 Oak St')
})
