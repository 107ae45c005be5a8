import fc from 'fast-check'
import { expect, test } from 'vitest'
import { billParts } from './bill-parts.ts'

const cents = fc.integer({ min: -100_000, max: 1_000_000 })
const line = fc.record({
  section: fc.constantFrom('charge' as const, 'adjustment' as const),
  kind: fc.constantFrom('energy', 'late-charge', 'tax', 'adjustment', 'a kind to come'),
  names: fc.constantFrom(null, { en: 'Late charge' }),
  serviceType: fc.constantFrom('electricity', null),
  amountCents: cents,
})
const payment = fc.record({
  receivedOn: fc.constant('2026-10-20'),
  tender: fc.constant('bank'),
  amountCents: fc.integer({ min: 1, max: 100_000 }),
})
const bill = fc
  .record({
    previousBalanceCents: cents,
    paymentsCents: fc.integer({ min: -100_000, max: 0 }),
    adjustmentsCents: cents,
    chargesCents: cents,
    lines: fc.array(line),
    payments: fc.array(payment, { maxLength: 5 }),
  })
  .map((one) => ({
    ...one,
    amountDueCents: one.previousBalanceCents + one.paymentsCents + one.adjustmentsCents + one.chargesCents,
  }))

test('the lines of the sum add up to the amount due, whatever the CIS itemized', () => {
  fc.assert(
    fc.property(bill, (one) => {
      expect(billParts(one).reduce((total, part) => total + part.cents, 0)).toBe(one.amountDueCents)
    }),
  )
})

const correct = {
  previousBalanceCents: 5000,
  paymentsCents: -4000,
  adjustmentsCents: -250,
  chargesCents: 10_000,
  amountDueCents: 10_750,
  payments: [
    { receivedOn: '2026-10-25', tender: 'card', amountCents: 1000 },
    { receivedOn: '2026-10-20', tender: 'bank', amountCents: 3000 },
  ],
  lines: [
    { section: 'charge', kind: 'energy', names: null, serviceType: 'electricity', amountCents: 8700 },
    { section: 'charge', kind: 'late-charge', names: { en: 'Late' }, serviceType: null, amountCents: 500 },
    { section: 'charge', kind: 'tax', names: null, serviceType: null, amountCents: 800 },
    {
      section: 'adjustment',
      kind: 'adjustment',
      names: { en: 'Credit' },
      serviceType: null,
      amountCents: -250,
    },
  ],
} as const

test('names each payment (oldest first), adjustment and late charge, and has no rest on a complete bill', () => {
  expect(billParts(correct).map(({ part, cents }) => [part, cents])).toEqual([
    ['previous', 5000],
    ['payment', -3000],
    ['payment', -1000],
    ['adjustment', -250],
    ['late-charge', 500],
    ['charges', 8700],
    ['taxes', 800],
  ])
})

test('shows one sum of payments where the payments listed are more than the bill counts', () => {
  const parts = billParts({ ...correct, paymentsCents: -3000, amountDueCents: 11_750 })
  expect(parts.slice(1, 2)).toEqual([{ part: 'rest-of-payments', cents: -3000 }])
})
