import { expect, test } from 'vitest'
import { refundProblem } from './rules.ts'

const payment = { isReversed: false, isUnderWay: false, isElectronic: true }

test.each([
  [{}, null],
  [{ isReversed: true }, 'reversed'],
  [{ isUnderWay: true }, 'under-way'],
  [{ isElectronic: false }, 'not-electronic'],
  // What was given back already is said first: nothing else matters then.
  [{ isReversed: true, isUnderWay: true, isElectronic: false }, 'reversed'],
])('a payment with %j cannot be given back because of: %s', (change, problem) => {
  expect(refundProblem({ ...payment, ...change })).toBe(problem)
})
