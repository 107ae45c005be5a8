import fc from 'fast-check'
import { expect, test } from 'vitest'
import { termsHash, termsHashesOf } from './terms-hash.ts'

const key = 'test-encryption-key-of-thirty-two-characters'

test('the same terms have the same hash, whatever the order, the case and the spaces; empty fields are no terms', () => {
  const hash = termsHash(key, { name: 'maria alvarez', city: 'port ellis' })
  expect(hash).toMatch(/^[0-9a-f]{32}$/)
  expect(termsHash(key, { city: ' Port  ELLIS', name: 'MARIA\u00a0Alvarez ' })).toBe(hash)
  expect(termsHash(key, { name: 'maria alvarez', city: 'port ellis', street: '', box: undefined })).toBe(hash)
})

test('other terms, another field or another key: another hash', () => {
  const hashes = [
    termsHash(key, { name: 'maria' }),
    termsHash(key, { name: 'marie' }),
    termsHash(key, { city: 'maria' }),
    termsHash(`${key}!`, { name: 'maria' }),
    termsHash(key, {}),
  ]
  expect(new Set(hashes).size).toBe(hashes.length)
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, city) => {
      fc.pre(name.trim() !== '' && city.trim() !== '')
      expect(termsHash(key, { name, city })).not.toBe(termsHash(key, { name: `${name} ${city}` }))
    }),
  )
})

test('a text is looked for as the one box and as each field', () => {
  const hashes = termsHashesOf(key, 'Maria')
  expect(hashes).toContain(termsHash(key, { box: 'maria' }))
  expect(hashes).toContain(termsHash(key, { name: 'maria' }))
  expect(new Set(hashes).size).toBe(hashes.length)
})
