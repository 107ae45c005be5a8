import { expect, test } from 'vitest'
import { fieldNameOf, linesFor, type Match, partsIn } from './matches.ts'
import type { Row } from './search-state.ts'

const rowWith = (...matches: Match[]): Row => ({
  person: { personId: 1, name: 'María Álvarez', kind: 'human', isProtected: false },
  account: null,
  premise: null,
  webUser: null,
  gap: null,
  otherPremises: 0,
  matches,
})
const shown = ['María Álvarez']

test('what is marked needs no words; each cell has its own marks', () => {
  const row = rowWith(
    { field: 'name', text: 'maria', how: 'beginning' },
    { field: 'street', text: 'Oak', how: 'exact' },
    { field: 'web-user', text: 'm.alv', how: 'beginning' },
  )
  expect(linesFor(row, 'person', shown)).toEqual([])
  expect(linesFor(row, 'premise', ['12 Oak St'])).toEqual([])
  expect(partsIn(row, 'person')).toEqual(['maria'])
  expect(partsIn(row, 'premise')).toEqual(['Oak'])
  expect(partsIn(row, 'web-user')).toEqual(['m.alv'])
})

test('what the row does not show is said with its field, once', () => {
  const phone = { field: 'contact', text: '(619) 555-0101', how: 'exact' } as const
  const lines = linesFor(rowWith(phone, phone), 'person', shown)
  expect(lines).toEqual([{ field: 'contact', how: undefined, text: '(619) 555-0101' }])
  expect(lines.map(fieldNameOf)).toEqual(['phone'])
  expect(fieldNameOf({ field: 'contact', how: undefined, text: 'm@example.com' })).toBe('email')
})

test('what matched otherwise than as typed is said, marked or not', () => {
  const row = rowWith(
    { field: 'name', text: 'Álvarez', how: 'similar' },
    { field: 'name', text: 'Marisol Vega', how: 'alias' },
  )
  expect(linesFor(row, 'person', shown)).toEqual([
    { field: 'name', how: 'similar', text: 'Álvarez' },
    { field: 'name', how: 'alias', text: 'Marisol Vega' },
  ])
})

test('of a protected person only the field is said', () => {
  const row = rowWith({ field: 'contact', text: '', how: 'exact' })
  expect(linesFor(row, 'person', ['M•••'])).toEqual([{ field: 'contact', how: undefined, text: '' }])
})
