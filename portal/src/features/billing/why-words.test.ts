import { expect, test } from 'vitest'
import { formatter } from '../../app/format.ts'
import { translator } from '../../app/messages.ts'
import { causeWords, changedCauses } from './why-words.ts'

const weather = {
  hotC: 30,
  coldC: 5,
  hotDays: { now: 9, before: 2 },
  coldNights: { now: 0, before: 0 },
  meanC: { now: 24.5, before: 22 },
}
const difference = {
  causes: [
    { cause: 'days' as const, amountCents: 0 },
    { cause: 'weather' as const, amountCents: 1880 },
    { cause: 'rate' as const, amountCents: 410 },
    { cause: 'use' as const, amountCents: -520 },
  ],
  days: { now: 33, before: 29 },
  weather,
}
const said = (cause: Parameters<typeof causeWords>[0], more: object = {}, locale: 'en' | 'es' = 'en') => {
  const about = { difference: { ...difference, ...more }, currency: 'USD' }
  return causeWords(cause, about, { t: translator(locale), format: formatter(locale, 'UTC') })
}

test('leaves out what changed nothing, and takes the largest cause whatever its sign', () => {
  expect(changedCauses(difference).changed.map(({ cause }) => cause)).toEqual(['weather', 'rate', 'use'])
  expect(changedCauses(difference).largest?.cause).toBe('weather')
  const cheaper = {
    ...difference,
    causes: [...difference.causes, { cause: 'fees' as const, amountCents: -9000 }],
  }
  expect(changedCauses(cheaper).largest?.cause).toBe('fees')
  expect(changedCauses({ ...difference, causes: [] }).largest).toBeUndefined()
})

test.each([
  [
    'weather',
    1880,
    {},
    'The largest cause is the weather, $18.80 more: 9 days were above 30 °C (86 °F), 2 a year ago.',
  ],
  [
    'weather',
    -700,
    { weather: { ...weather, hotDays: { now: 0, before: 0 }, coldNights: { now: 1, before: 6 } } },
    'The largest cause is the weather, $7.00 less: 1 night was below 5 °C (41 °F), 6 a year ago.',
  ],
  [
    'weather',
    700,
    { weather: { ...weather, hotDays: { now: 0, before: 0 } } },
    'The largest cause is the weather, $7.00 more: the average was 24.5 °C (76 °F), a year ago 22 °C (72 °F).',
  ],
  ['days', 900, {}, 'The largest cause is the number of days, $9.00 more: 33 instead of 29.'],
  ['rate', -900, {}, 'The largest cause is lower rates, $9.00 less.'],
] as const)('%s %d is one sentence', (cause, amountCents, more, sentence) => {
  expect(said({ cause, amountCents }, more)).toBe(sentence)
})

test('says the same in Spanish', () => {
  expect(said({ cause: 'weather', amountCents: 1880 }, {}, 'es')).toBe(
    'La causa principal es el clima, $18.80 más: 9 días superaron los 30 °C (86 °F); hace un año, 2.',
  )
})
