import fc from 'fast-check'
import { expect, test } from 'vitest'
import { onlyKey } from '#encryption/encryption-keys.ts'
import { beginningsOf, termsHash, termsHashesOf } from './terms-hash.ts'

const key = 'test-encryption-key-of-thirty-two-characters'

test('hashes terms alike in any order, case and spacing, and ignores empty fields', () => {
  const hash = termsHash(key, { name: 'maria alvarez', city: 'port ellis' })
  expect(hash).toMatch(/^[0-9a-f]{32}$/)
  expect(termsHash(key, { city: ' Port  ELLIS', name: 'MARIA\u00a0Alvarez ' })).toBe(hash)
  expect(termsHash(key, { name: 'maria alvarez', city: 'port ellis', street: '', box: undefined })).toBe(hash)
})

test('hashes other terms, fields and keys differently', () => {
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

test('shares beginnings with a search that continues or shortens it, and with no other', () => {
  const goesOn = (before: Parameters<typeof termsHash>[1], after: Parameters<typeof termsHash>[1]) =>
    beginningsOf(key, after).includes(beginningsOf(key, before).at(-1) ?? 0)
  expect(goesOn({ box: 'maria al' }, { box: 'maria alva' })).toBe(true)
  expect(goesOn({ box: 'maria' }, { box: 'maria ' })).toBe(true)
  expect(goesOn({ name: 'maria' }, { name: 'maria', street: '12 o' })).toBe(true)
  expect(goesOn({ box: '1000000001' }, { box: '1000000002' })).toBe(false)
  expect(goesOn({ box: 'maria' }, { name: 'maria' })).toBe(false)
  expect(goesOn({ name: 'maria', city: 'port' }, { name: 'mario', city: 'port' })).toBe(false)
  expect(goesOn({ name: 'maria' }, { name: 'mariana', city: 'port' })).toBe(false)
})

test('returns the hashes of a text in the search box and in each field', () => {
  const hashes = termsHashesOf(onlyKey(key), 'Maria')
  expect(hashes).toContain(termsHash(key, { box: 'maria' }))
  expect(hashes).toContain(termsHash(key, { name: 'maria' }))
  expect(new Set(hashes).size).toBe(hashes.length)
})
