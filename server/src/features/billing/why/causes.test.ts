import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ChargeLine, type ComparedBill, causesOf, type Sensitivity } from './causes.ts'
import { sensitivityOf } from './sensitivity.ts'

const steps = [null, { from: 0, to: 12, per: 'day' as const }, { from: 12, to: null, per: 'day' as const }]
const line: fc.Arbitrary<ChargeLine> = fc.record({
  serviceType: fc.constantFrom('electricity', 'gas', 'water', null),
  kind: fc.constantFrom(
    'energy',
    'delivery',
    'solar-credit',
    'customer-charge',
    'tax',
    'late-charge',
    'a kind to come',
  ),
  quantity: fc.option(fc.double({ min: -1e12, max: 1e12, noNaN: true })),
  unit: fc.constantFrom('kWh', 'therm', null),
  rateMicros: fc.option(fc.integer({ min: -1e9, max: 1e9 })),
  amountCents: fc.integer({ min: -1e9, max: 1e9 }),
  step: fc.constantFrom(...steps),
})
const degreeDays = fc.record({
  heating: fc.double({ min: 0, max: 1500, noNaN: true }),
  cooling: fc.double({ min: 0, max: 1500, noNaN: true }),
})
const bill: fc.Arbitrary<ComparedBill> = fc.record({
  days: fc.integer({ min: 0, max: 400 }),
  chargesCents: fc.integer({ min: -1e9, max: 1e9 }),
  lines: fc.array(line, { maxLength: 12 }),
  weather: fc.option(degreeDays),
})
const per = fc.double({ min: 0, max: 1e6, noNaN: true })
const sensitivities = fc
  .record({
    electricity: fc.option(fc.record({ perHeating: per, perCooling: per })),
    gas: fc.record({ perHeating: per, perCooling: per }),
  })
  .map(
    ({ electricity, gas }) =>
      new Map<string, Sensitivity>([
        ...(electricity ? [['electricity kWh', electricity] as const] : []),
        ['gas therm', gas],
      ]),
  )

describe('the causes of a difference', () => {
  test('add up to the difference, to the cent, for any two bills', () => {
    fc.assert(
      fc.property(bill, bill, sensitivities, (now, before, perDegree) => {
        const causes = causesOf(now, before, perDegree)
        expect(causes.reduce((sum, { amountCents }) => sum + amountCents, 0)).toBe(
          now.chargesCents - before.chargesCents,
        )
        for (const { amountCents } of causes) expect(Number.isSafeInteger(amountCents)).toBe(true)
      }),
    )
  })

  test('are nothing between a bill and itself, and turn their signs for no cause but the split of one amount', () => {
    fc.assert(
      fc.property(bill, sensitivities, (one, perDegree) => {
        // Two lines of one step have no earlier rate of their own.
        const steps = one.lines.map(({ serviceType, unit, kind, step }) =>
          JSON.stringify([serviceType, unit, kind, step]),
        )
        fc.pre(new Set(steps).size === steps.length)
        for (const { amountCents } of causesOf(one, one, perDegree)) expect(amountCents).toBe(0)
      }),
    )
  })
})

/** A month of electricity: steps of 12 kWh a day at rates a kWh, delivery, a fixed charge. Cents are exact products. */
function month({
  days = 30,
  used = 400,
  rise = 1,
  fee = 1000,
  tax = 200,
  heating = 0,
  cooling = 0,
} = {}): ComparedBill {
  const first = Math.min(used, 12 * days)
  const usage = (kind: string, quantity: number, micros: number, step: ChargeLine['step']): ChargeLine => ({
    serviceType: 'electricity',
    kind,
    quantity,
    unit: 'kWh',
    rateMicros: micros * rise,
    amountCents: Math.round((quantity * micros * rise) / 10_000),
    step,
  })
  const plain = (kind: string, amountCents: number): ChargeLine => ({
    serviceType: null,
    kind,
    quantity: null,
    unit: null,
    rateMicros: null,
    amountCents,
    step: null,
  })
  const lines = [
    usage('energy', first, 150_000, { from: 0, to: 12, per: 'day' }),
    usage('energy', used - first, 220_000, { from: 12, to: null, per: 'day' }),
    usage('delivery', used, 100_000, null),
    plain('customer-charge', fee),
    plain('tax', tax),
  ]
  const chargesCents = lines.reduce((sum, { amountCents }) => sum + amountCents, 0)
  return { days, chargesCents, lines, weather: { heating, cooling } }
}
const perDegree = new Map([['electricity kWh', { perHeating: 0, perCooling: 2 }]])
const only = (now: ComparedBill, before = month()) =>
  Object.fromEntries(
    causesOf(now, before, perDegree)
      .filter(({ amountCents }) => amountCents !== 0)
      .map(({ cause, amountCents }) => [cause, amountCents]),
  )

test.each([
  ['only rates rose', month({ rise: 1.1 }), month(), { rate: 1028 }],
  ['only the fixed charge rose', month({ fee: 1250 }), month(), { fees: 250 }],
  ['only taxes rose', month({ tax: 260 }), month(), { taxes: 60 }],
  ['only more was used', month({ used: 420 }), month(), { use: 640 }],
  [
    'three days more at the same use a day',
    month({ days: 33, used: 330 }),
    month({ used: 300 }),
    { days: 750 },
  ],
  // 20 degree days of 2 kWh at 25 cents: all of what was used in addition.
  ['only the weather was hotter', month({ used: 340, cooling: 20 }), month({ used: 300 }), { weather: 1000 }],
  [
    'it was hotter, and nothing more was used',
    month({ used: 300, cooling: 20 }),
    month({ used: 300 }),
    { weather: 1000, use: -1000 },
  ],
])('%s', (_, now, before, causes) => {
  expect(only(now, before)).toEqual(causes)
})

test('a service that only one bill has is a cause of its own, and no weather is guessed without data', () => {
  const gas = {
    ...month(),
    lines: month().lines.map((one) => (one.serviceType ? { ...one, serviceType: 'gas' } : one)),
  }
  const usage = 10_280
  expect(only(gas)).toEqual({})
  expect(
    causesOf(gas, { ...month(), lines: [] }, perDegree).find(({ cause }) => cause === 'services'),
  ).toEqual({
    cause: 'services',
    amountCents: usage,
  })
  const unknown = { ...month({ used: 340 }), weather: null }
  expect(only(unknown, month({ used: 300 }))).toEqual({ use: 1000 })
})

describe('what a degree day takes', () => {
  const observation = (heating: number, cooling: number, noise = 0) => ({
    days: 30,
    quantity: 30 * (8 + noise) + 0.5 * heating + 1.5 * cooling,
    weather: { heating, cooling },
  })
  const year = [180, 150, 90, 40, 10, 0, 0, 0, 5, 40, 100, 170].map((heating, at) =>
    observation(heating, [0, 0, 0, 5, 30, 80, 120, 130, 80, 20, 0, 0][at] ?? 0),
  )
  test('is found again in bills that were made from it', () => {
    const slopes = sensitivityOf(year)
    expect(slopes?.perHeating).toBeCloseTo(0.5, 6)
    expect(slopes?.perCooling).toBeCloseTo(1.5, 6)
  })

  test('is not guessed from few bills, without variation, or where the weather explains nothing', () => {
    expect(sensitivityOf(year.slice(0, 7))).toBeUndefined()
    expect(sensitivityOf(year.map(() => observation(10, 10)))).toBeUndefined()
    const chance = year.map(({ weather }, at) => ({ days: 30, quantity: at % 2 === 0 ? 100 : 400, weather }))
    expect(sensitivityOf(chance)).toBeUndefined()
  })

  test('is never negative', () => {
    const some = fc.array(
      fc.record({ days: fc.integer({ min: 1, max: 60 }), quantity: fc.nat(2000), weather: degreeDays }),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(some, (observations) => {
        const slopes = sensitivityOf(observations)
        if (!slopes) return
        expect(slopes.perHeating).toBeGreaterThanOrEqual(0)
        expect(slopes.perCooling).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})
