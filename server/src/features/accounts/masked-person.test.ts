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

test('keeps only the first letter of each word, and hides its length', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[A-Z][a-z]{0,20}$/), { minLength: 1 }), (words) => {
      expect(maskedName(words.join(' '))).toBe(words.map((word) => `${word[0]}••••`).join(' '))
    }),
  )
})

test('keeps only the city of an address, or nothing', () => {
  expect(maskedAddress('Port Ellis')).toBe('Port Ellis')
  expect(maskedAddress(null)).toBe('••••')
  expect(maskedAddress('')).toBe('••••')
})
