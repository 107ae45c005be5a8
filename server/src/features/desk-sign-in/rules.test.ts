import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localPath } from './rules.ts'

test.each([
  ['/accounts/1000000001?tab=bills', '/accounts/1000000001?tab=bills'],
  ['/', '/'],
  [null, '/'],
  ['', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/a/..//evil.example', '/'],
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['/sign-in/callback?code=1', '/'],
  ['/api/desk', '/'],
])('after signing in %j leads to %j', (next, path) => {
  expect(localPath(next)).toBe(path)
})

test('returns to an address of the desk only, whatever the request names', () => {
  const desk = 'https://desk.example'
  const nasty = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('/', '\\', '.', '\t', '\n', ':', '@', 'a') }),
  )
  fc.assert(
    fc.property(nasty, (next) => {
      expect(new URL(localPath(next), desk).origin).toBe(desk)
    }),
  )
})
