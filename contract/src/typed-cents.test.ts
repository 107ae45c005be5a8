import { describe, expect, test } from 'vitest'
import { typedCents } from './typed-cents.ts'

describe.each(['en', 'es'] as const)('typed in %s', (locale) => {
  test.each([
    ['45', 4_500],
    ['45.', 4_500],
    ['45.5', 4_550],
    [' $1,234.50 ', 123_450],
    ['US$ 1,234.50', 123_450],
    ['188.05 USD', 18_805],
    ['18805', 1_880_500],
    ['1,234', 123_400],
    ['1,234,567.89', 123_456_789],
    ['0.29', 29],
    ['４５.５０', 4_550],
    ['', 'amount'],
    ['-5', 'amount'],
    ['1e3', 'amount'],
    ['0x10', 'amount'],
    ['ten', 'amount'],
    ['.5', 'amount'],
    ['1,5', 'amount-separator'],
    ['45,50', 'amount-separator'],
    ['1.234', 'amount-separator'],
    ['1.234,50', 'amount-separator'],
    ['12.345', 'amount-separator'],
    ['1,23,4', 'amount-separator'],
    ['1 234', 'amount-separator'],
    ["1'234.50", 'amount-separator'],
    ['1,2345', 'amount-separator'],
  ])('%j is %j', (typed, cents) => {
    expect(typedCents(typed, locale)).toBe(cents)
  })
})
