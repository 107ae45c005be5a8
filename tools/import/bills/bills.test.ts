import { afterAll, beforeAll, expect, test } from 'vitest'
import { openImportApp } from '../import.fixture.ts'

let app: Awaited<ReturnType<typeof openImportApp>>
beforeAll(async () => {
  app = await openImportApp()
  await app.bringRecords('people', { sourceKey: 'P-1', names: [{ surname: 'Vega' }] })
  const place = { line1: '12 Oak St', city: 'Port Ellis', region: 'CA', postalCode: '92101' }
  const account = (n: number) => ({
    sourceKey: `A-${n}`,
    customerClass: 'residential',
    division: 'Harbor',
    status: 'active',
    openedOn: '2020-01-01',
    persons: [{ person: 'P-1', isMainCustomer: true }],
    premises: [{ sourceKey: 'PR-1', division: 'Harbor', ...place }],
  })
  await app.bringRecords('accounts', account(1), account(2))
})
afterAll(() => app.close())

const none = { created: 0, changed: 0, unchanged: 0, rejected: 0, superseded: 0, rejects: [] }
const bill = (n: number, more: object = {}) => ({
  sourceKey: `B-${n}`,
  account: 'A-1',
  billDate: '2026-05-02',
  dueDate: '2026-05-23',
  periodFrom: '2026-04-01',
  periodTo: '2026-04-30',
  previousBalanceCents: 5000,
  paymentsCents: -5000,
  adjustmentsCents: 0,
  chargesCents: 7250,
  amountDueCents: 7250,
  lines: [
    { kind: 'customer-charge', amountCents: 1000 },
    {
      kind: 'energy',
      premise: 'PR-1',
      serviceType: 'electricity',
      quantity: 312.5,
      unit: 'kWh',
      rateMicros: 200_000,
      amountCents: 6250,
    },
  ],
  ...more,
})
const linesOf = (n: number) =>
  app.owner`SELECT position, l.kind, quantity, p.source_key AS premise, amount_cents FROM bill_lines l JOIN bills b USING (bill_id)
    LEFT JOIN premises p USING (premise_id) WHERE b.source_key = ${`B-${n}`} ORDER BY position`

test('imports bills with their lines; a second import changes nothing', async () => {
  expect(await app.bringRecords('bills', bill(1), bill(2))).toEqual({ ...none, created: 2 })
  expect(await linesOf(1)).toEqual([
    { position: 1, kind: 'customer-charge', quantity: null, premise: null, amountCents: 1000 },
    { position: 2, kind: 'energy', quantity: 312.5, premise: 'PR-1', amountCents: 6250 },
  ])
  const tables = ['bills', 'bill_lines', 'record_entries']
  const before = await app.fingerprint(...tables)
  expect(await app.bringRecords('bills', bill(1), bill(2))).toEqual({ ...none, unchanged: 2 })
  expect(await app.fingerprint(...tables)).toEqual(before)
})

test('a corrected bill is written with its lines', async () => {
  const lines = [{ kind: 'customer-charge', amountCents: 900 }]
  const corrected = bill(1, { chargesCents: 900, amountDueCents: 900, lines })
  expect(await app.bringRecords('bills', corrected, bill(2))).toEqual({ ...none, changed: 1, unchanged: 1 })
  expect(await linesOf(1)).toMatchObject([{ position: 1, amountCents: 900 }])
  expect(await linesOf(2)).toHaveLength(2)
})

test('imports steps, names, adjustments and a dispute; a settled dispute goes', async () => {
  const names = { en: 'Late charge for March', es: 'Recargo de marzo' }
  const more = {
    kind: 'final',
    dispute: { amountCents: 900, openedOn: '2026-05-09' },
    adjustmentsCents: -300,
    amountDueCents: 6950,
    adjustments: [{ names: { en: 'Courtesy \\ credit' }, amountCents: -300 }],
    lines: [
      {
        kind: 'energy',
        quantity: 312.5,
        unit: 'kWh',
        step: { from: 0, to: 12.5, per: 'day' },
        amountCents: 6250,
      },
      { kind: 'late-charge', names, amountCents: 1000 },
    ],
  }
  expect(await app.bringRecords('bills', bill(3, more))).toEqual({ ...none, created: 1 })
  expect(await app.bringRecords('bills', bill(3, more))).toEqual({ ...none, unchanged: 1 })
  const rows = await app.owner`SELECT l.kind, section, names, step_from, step_to, step_per FROM bill_lines l
    JOIN bills b USING (bill_id) WHERE b.source_key = 'B-3' ORDER BY position`
  const noStep = { stepFrom: null, stepTo: null, stepPer: null }
  expect(rows).toEqual([
    { kind: 'energy', section: 'charge', names: null, stepFrom: 0, stepTo: 12.5, stepPer: 'day' },
    { kind: 'late-charge', section: 'charge', names, ...noStep },
    { kind: 'adjustment', section: 'adjustment', names: { en: 'Courtesy \\ credit' }, ...noStep },
  ])
  const dispute = () =>
    app.owner`SELECT kind, disputed_cents, disputed_on FROM bills WHERE source_key = 'B-3'`
  expect(await dispute()).toEqual([{ kind: 'final', disputedCents: 900, disputedOn: '2026-05-09' }])
  expect(await app.bringRecords('bills', bill(3, { ...more, dispute: null }))).toEqual({
    ...none,
    changed: 1,
  })
  expect(await dispute()).toEqual([{ kind: 'final', disputedCents: null, disputedOn: null }])
})

test('rejects a record that breaks a rule, with field and reason', async () => {
  const outcome = await app.bringRecords(
    'bills',
    bill(11, { account: 'A-9' }),
    bill(2, { account: 'A-2' }),
    bill(12, { amountDueCents: 7251 }),
    bill(13, { lines: [{ kind: 'tax', amountCents: 7249 }] }),
    bill(14, { periodTo: '2026-03-01' }),
    bill(15, { lines: [{ kind: 'tax', premise: 'PR-9', amountCents: 7250 }] }),
    bill(16, { chargesCents: 72.5 }),
    bill(17, { lines: [{ kind: 'gift', amountCents: 7250 }] }),
    bill(18),
    bill(19, { adjustments: [{ amountCents: -1 }] }),
    bill(20, { lines: [{ kind: 'energy', step: { from: 5, to: 4, per: 'day' }, amountCents: 7250 }] }),
    bill(21, { dispute: { amountCents: 0, openedOn: '2026-05-09' } }),
  )
  expect(outcome).toMatchObject({ created: 1, rejected: 11 })
  expect(outcome.rejects).toEqual([
    '1 account account-unknown',
    '2 account of-another-account',
    '3 amountDueCents does-not-add-up',
    '4 chargesCents not-the-sum-of-the-lines',
    '5 periodTo ended-before-started',
    '6 lines.0.premise premise-unknown',
    '7 chargesCents wrong-type',
    '8 lines.0.kind not-one-of-the-values',
    '10 adjustmentsCents not-the-sum-of-the-lines',
    '11 lines.0.step.to ended-before-started',
    '12 dispute.amountCents too-small',
  ])
})
