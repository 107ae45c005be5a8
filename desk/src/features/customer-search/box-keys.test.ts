import { expect, test } from 'vitest'
import { rowAfter } from './box-keys.ts'

test.each<[string, number, number, number | undefined]>([
  ['ArrowDown', -1, 49, 0],
  ['ArrowDown', 49, 49, 49],
  ['ArrowDown', -1, -1, -1],
  ['ArrowUp', 0, 49, -1],
  ['PageDown', -1, 49, 10],
  ['PageDown', 45, 49, 49],
  ['PageUp', 5, 49, 0],
  ['PageUp', -1, -1, -1],
  ['Home', 7, 49, 0],
  ['End', 7, 49, 49],
  ['Home', -1, 49, undefined],
  ['End', -1, 49, undefined],
  ['Escape', 7, 49, -1],
  ['Escape', -1, 49, undefined],
  ['a', 7, 49, undefined],
])('%s from row %i of 0 to %i leads to %s', (key, active, last, next) => {
  expect(rowAfter(key, active, last)).toBe(next)
})
