import { expect, test } from 'vitest'
import { centsOf, orderOf, splitForm, termsOf } from './task-terms.ts'

const form = (fields: [name: string, value: string][]) => {
  const data = new FormData()
  for (const [name, value] of fields) data.append(name, value)
  return data
}

test('puts ids, choices, days and amounts into the address, and keeps typed text out of it', () => {
  const split = splitForm(
    form([
      ['customerName', ' Alvarez '],
      ['accountId', '4021-7788-01'],
      ['taskId', '40 000 001'],
      ['csrId', '  '],
      ['taskTypes', 'paperless'],
      ['taskTypes', 'nonsense'],
      ['states', 'error'],
      ['states', 'draft'],
      ['show', 'all'],
      ['assigned', 'me'],
      ['from', '2026-03-01'],
      ['leastCents', '1,200.5'],
    ]),
    { sort: 'amount', direction: 'ascending' },
  )
  expect(split).toEqual({
    address: {
      accountId: 4021778801,
      taskTypes: ['paperless'],
      states: ['draft', 'error'],
      assigned: 'me',
      from: '2026-03-01',
      leastCents: 120_050,
      sort: 'amount',
      direction: 'ascending',
    },
    typed: { customerName: 'Alvarez', taskId: '40000001' },
    wrong: [],
  })
  expect(termsOf(split.address, split.typed)).toMatchObject({
    accountId: 4021778801,
    customerName: 'Alvarez',
  })
  expect(termsOf(split.address, split.typed)).not.toHaveProperty('sort')
  expect(orderOf(split.address)).toEqual({ sort: 'amount', direction: 'ascending' })
})

test('names the fields with an invalid value', () => {
  const { wrong } = splitForm(
    form([
      ['accountId', '12'],
      ['leastCents', 'ten'],
      ['mostCents', '5'],
    ]),
    {},
  )
  expect(wrong).toEqual(['accountId', 'leastCents'])
})

test('replaces the web user of the address with a typed user name', () => {
  expect(splitForm(form([]), { webUserId: 7 }).address).toEqual({ webUserId: 7 })
  expect(splitForm(form([['webUser', 'maria']]), { webUserId: 7 })).toMatchObject({
    address: {},
    typed: { webUser: 'maria' },
  })
})

test.each([
  ['', undefined],
  ['12', 1200],
  ['12.5', 1250],
  ['12,50', Number.NaN],
  ['1,5', Number.NaN],
  ['$ 1,234.56', 123_456],
  ['1.234', Number.NaN],
  ['-5', Number.NaN],
  ['12.345', Number.NaN],
])('%j is %j cents', (text, cents) => expect(centsOf(text)).toBe(cents))
