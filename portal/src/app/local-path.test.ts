import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localPath } from './local-path.ts'

test.each([
  ['/accounts/1000000001/bills?year=2026', '/accounts/1000000001/bills?year=2026'],
  ['/', '/'],
  ['/a/../access', '/access'],
  ['/\u00e9\u20ac', '/%C3%A9%E2%82%AC'],
  [null, '/'],
  ['', '/'],
  ['access', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/\r\n/evil.example', '/'],
  ['/.//evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
])('%j leads to %j', (typed, path) => {
  expect(localPath(typed)).toBe(path)
})

test('returns a path of this origin that is valid in a header, for any input', () => {
  const here = 'https://my.utility.example'
  const nasty = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom('/', '\\', '.', '\t', '\r', '\n', '\0', ':', '@', '\ud800', 'é', 'a'),
    }),
  )
  fc.assert(
    fc.property(nasty, (text) => {
      const path = localPath(`/${text}`)
      expect(new URL(path, here).origin).toBe(here)
      expect(path).toMatch(/^[\x21-\x7e]+$/)
    }),
  )
})
