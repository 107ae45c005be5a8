import { expect, test } from 'vitest'
import { sizeWords } from './period-words.ts'

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1 kB'],
  [1_550, '1.6 kB'],
  [25_400_000, '25 MB'],
  [3_000_000_000_000_000, '3000 TB'],
])('%d bytes are %s', (bytes, words) => {
  expect(sizeWords(bytes, String)).toBe(words)
})
