import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskedAddress, maskedName } from './masked-person.ts'

test.each([
  ['Maria Alvarez', 'M•••• A••••'],
  ['  Ana  de la Cruz ', 'A•••• d•••• l•••• C••••'],
  ['Wu', 'W••••'],
  ['𝒜lice', '𝒜••••'],
  ['', ''],
])('%s', (name, masked) => expect(maskedName(name)).toBe(masked))

test('of each word its first letter alone is left, and not even its length', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[A-Z][a-z]{0,20}$/), { minLength: 1 }), (words) => {
      expect(maskedName(words.join(' '))).toBe(words.map((word) => `${word[0]}••••`).join(' '))
    }),
  )
})

test('of an address the city is left, or nothing', () => {
  expect(maskedAddress('Port Ellis')).toBe('Port Ellis')
  expect(maskedAddress(null)).toBe('••••')
  expect(maskedAddress('')).toBe('••••')
})
