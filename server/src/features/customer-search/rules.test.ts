import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountRange, contactPattern, likePattern } from './patterns.ts'
import { typesMeant } from './rules.ts'
import { understand } from './understand.ts'

test('turns any text into a pattern with % as its only wildcard, and one at the end', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const pattern = likePattern(text)
      expect(pattern).toMatch(/^(?:[^\\_]|\\[\\_])*%$/)
      expect(pattern).not.toContain('%%')
    }),
  )
})

test('understands any text in at least one way, and every way has a term', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }).filter((text) => text.trim() !== ''),
      (text) => {
        const tiers = understand(text, ['driver-licence', 'tax-id'])
        contactPattern(text)
        expect(tiers.flat()).not.toEqual([])
        for (const { terms } of tiers.flat())
          expect(Object.values(terms).some((term) => term !== '')).toBe(true)
      },
    ),
  )
})

test('turns the first digits of an account into a range of ten digits', () => {
  expect(accountRange('10-00')).toEqual({
    accountFrom: 1000000000,
    accountTo: 1000999999,
    accountPattern: '1000%',
  })
  const digits = fc.stringMatching(/^[1-9]\d{0,9}$/)
  fc.assert(
    fc.property(digits, (text) => {
      const { accountFrom, accountTo } = accountRange(text)
      return String(accountFrom).startsWith(text) && String(accountTo).startsWith(text)
    }),
  )
})

test.each([
  ['(619) 555-0101', '+16195550101%'],
  ['619.555', '+1619555%'],
  ['+34 91 123 45 67', '+34911234567%'],
  ['1 619 555', '+1619555%'],
  ['619%0101', '+1619%0101%'],
  ['%0101', '+10101%'],
  ['Maria@Example.com', 'maria@example.com%'],
])('the contact %j is looked for as %j', (text, pattern) => expect(contactPattern(text)).toBe(pattern))

test('finds an identifier type by its name, its beginning, its initials or its abbreviation', () => {
  const types = ['customer-number', 'driver-licence', 'passport', 'tax-id']
  const meant = ['dl', 'driver', 'SSN', 'tax-id', 'pass', 'x'].map((short) => typesMeant(short, types))
  expect(meant).toEqual([['driver-licence'], ['driver-licence'], ['tax-id'], ['tax-id'], ['passport'], []])
})
