import { expect, test } from 'vitest'
import { areTheDeposits, drawDeposits } from './rules.ts'

test('draws two different deposits of 1 to 99 cents', () => {
  const seen = new Set<number>()
  for (let i = 0; i < 5_000; i++) {
    const [first, second] = drawDeposits()
    expect(first).not.toBe(second)
    seen.add(first).add(second)
  }
  expect([Math.min(...seen), Math.max(...seen), seen.size]).toEqual([1, 99, 99])
})

test.each([
  [[7, 42], true],
  [[42, 7], true],
  [[7, 7], false],
  [[42, 42], false],
  [[7, 43], false],
  [[7], false],
])('the deposits 7 and 42 told as %j: %s', (told, isRight) =>
  expect(areTheDeposits(told, [7, 42])).toBe(isRight),
)

test('nothing is right before both deposits are there', () => expect(areTheDeposits([], [])).toBe(false))
