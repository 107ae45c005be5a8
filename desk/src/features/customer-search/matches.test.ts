import { expect, test } from 'vitest'
import { hintsFor, linesFor, type Match, partsIn } from './matches.ts'
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

test('adds no line for a marked match, and gives each cell its own marks', () => {
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

test('names a match that the row does not show with its field, once', () => {
  const phone = { field: 'contact', text: '(619) 555-0101', how: 'exact' } as const
  const email = { field: 'contact', text: 'm@example.com', how: 'beginning' } as const
  expect(linesFor(rowWith(phone, phone, email), 'person', shown)).toEqual([
    { field: 'phone', how: undefined, texts: ['(619) 555-0101'] },
    { field: 'email', how: undefined, texts: ['m@example.com'] },
  ])
})

test('gives a marked part that matched differently a hint, and a match that is not shown a line', () => {
  const row = rowWith(
    { field: 'name', text: 'Álvarez', how: 'similar' },
    { field: 'name', text: 'María', how: 'similar' },
    { field: 'name', text: 'Marisol Vega', how: 'alias' },
    { field: 'name', text: 'Mari Vega', how: 'alias' },
  )
  expect(hintsFor(row, 'person', shown)).toEqual(['similar'])
  expect(linesFor(row, 'person', shown)).toEqual([
    { field: 'name', how: 'alias', texts: ['Marisol Vega', 'Mari Vega'] },
  ])
})

test('names only the field for a protected person', () => {
  const row = rowWith({ field: 'contact', text: '', how: 'similar' })
  expect(hintsFor(row, 'person', ['M•••'])).toEqual([])
  expect(linesFor(row, 'person', ['M•••'])).toEqual([{ field: 'contact', how: 'similar', texts: [] }])
})
