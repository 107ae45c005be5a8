import { expect, test } from 'vitest'
import { type Consequence, hasConsequence, losesEntitlement } from './setting-consequences.ts'

test.each<[Consequence, unknown, unknown, boolean]>([
  ['none', 30, 1, false],
  ['off', true, false, true],
  ['off', false, true, false],
  ['off', false, false, false],
  ['removed', ['call', 'task'], ['task'], true],
  ['removed', ['call'], ['task', 'call'], false],
  ['removed', 'old@utility.example', 'new@utility.example', true],
  ['removed', '', 'new@utility.example', false],
  ['emptied', '555 0100', '', true],
  ['emptied', '555 0100', '555 0101', false],
  ['emptied', '', '', false],
  ['lower', 30, 29, true],
  ['lower', 30, 30, false],
  ['lower', 30, 31, false],
  ['higher', 5, 6, true],
  ['higher', 5, 4, false],
  ['changed', ['a'], ['a'], false],
  ['changed', ['a'], ['b'], true],
])('%s: from %j to %j has a consequence: %s', (consequence, before, after, expected) => {
  expect(hasConsequence(consequence, before, after)).toBe(expected)
})

test('a masquerade loses an entitlement whose grade it reached before and does not reach any more', () => {
  const [before, after] = [['autopay: attested'], ['autopay: code', 'payment.bank: code']]
  expect(losesEntitlement(before, after, 'attested')).toBe(true)
  expect(losesEntitlement(before, after, 'none')).toBe(true)
  expect(losesEntitlement(before, after, 'code')).toBe(false)
  expect(losesEntitlement(after, before, 'attested')).toBe(false)
  expect(losesEntitlement(['autopay: code'], ['autopay: code'], 'none')).toBe(false)
})
