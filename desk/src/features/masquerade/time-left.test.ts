import { expect, test } from 'vitest'
import { minutesAndSeconds } from './time-left.tsx'

test.each([
  [1_800_000, '30:00'],
  [247_000, '4:07'],
  [246_001, '4:07'],
  [1, '0:01'],
  [0, '0:00'],
  [-5_000, '0:00'],
])('shows %i ms as %s', (ms, text) => {
  expect(minutesAndSeconds(ms)).toBe(text)
})
