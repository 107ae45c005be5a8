import fc from 'fast-check'
import { expect, test } from 'vitest'
import { centsToType, typedCents } from './amount.ts'

test.each([
  ['45', 4_500],
  ['45.', 4_500],
  ['45.5', 4_550],
  [' $1,234.50 ', 123_450],
  ['45,50', 4_550],
  ['1,234', 123_400],
  ['1,234,567.89', 123_456_789],
  ['0.29', 29],
  ['', 0],
  ['-5', 0],
  ['12.345', 0],
  ['1,23,4', 0],
  ['1e3', 0],
  ['ten', 0],
])('%j is %i cents', (typed, cents) => {
  expect(typedCents(typed)).toBe(cents)
})

test('what a field shows is read back as it was', () => {
  fc.assert(fc.property(fc.nat(9_999_999), (cents) => typedCents(centsToType(cents)) === cents))
})
