import { expect, test } from 'vitest'
import { groupKeyOf } from './group-key.ts'

test.each([
  ['Night shift', [], 'night-shift'],
  ['Atención nocturna', [], 'atencion-nocturna'],
  ['24 hours', [], 'hours'],
  ['夜勤', [], 'group'],
  ['', ['group'], 'group-2'],
  ['Night shift', ['night-shift', 'night-shift-2'], 'night-shift-3'],
  ['A', [], 'group'],
])('the key of %j beside %j is %s', (name, taken, key) => {
  expect(groupKeyOf(name, taken)).toBe(key)
  expect(key).toMatch(/^[a-z][a-z0-9-]{1,39}$/)
})
