import { expect, test } from 'vitest'
import { isEnd } from './save-export.ts'

test('tells the last line of an export from any other', () => {
  expect(isEnd('{"end":true,"lines":1100,"unsealed":0}')).toBe(true)
  expect(isEnd('{"index":7,"leaf":"{}","path":[]}')).toBe(false)
  expect(isEnd('{"end":true,"lines":11')).toBe(false)
  expect(isEnd('')).toBe(false)
})
