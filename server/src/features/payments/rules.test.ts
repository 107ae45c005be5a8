import { finalStates } from '@porchlight/contract/task-types.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { outcomeOf, type PaymentEvent, paymentProblem, settlementOf } from './rules.ts'

test.each([
  [{ balanceCents: 1, isCashOnly: false }, null],
  [{ balanceCents: 1, isCashOnly: true }, 'cash-only'],
  [{ balanceCents: 0, isCashOnly: false }, 'nothing-to-pay'],
  [{ balanceCents: -500, isCashOnly: false }, 'nothing-to-pay'],
])('an account %j: %s', (account, problem) => {
  expect(paymentProblem(account)).toBe(problem)
})

const word = fc.constantFrom<PaymentEvent | 'expire'>('payment.succeeded', 'payment.declined', 'expire')

/** Random histories of a payment: webhooks in any order, and time-outs. */
function live(words: readonly (PaymentEvent | 'expire')[]) {
  const task = { state: 'pending', isPaid: false }
  let booked = 0
  const states = [task.state]
  for (const said of words) {
    const settlement =
      said === 'expire' ? (task.state === 'pending' ? 'expire' : 'nothing') : settlementOf(said, task)
    if (settlement === 'complete' || settlement === 'complete-late') {
      booked += 1
      task.isPaid = true
    }
    if (settlement === 'complete') task.state = 'completed'
    if (settlement === 'reject') task.state = 'rejected'
    if (settlement === 'expire') task.state = 'expired'
    states.push(task.state)
  }
  return { task, booked, states }
}

test('with any webhooks in any order, books once if money was taken, else never', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      const { task, booked } = live(words)
      expect(booked).toBe(words.includes('payment.succeeded') ? 1 : 0)
      expect(outcomeOf(task) === 'paid').toBe(booked === 1)
    }),
  )
})

test('a final task is never reopened', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      const { states } = live(words)
      const final = states.findIndex((state) => (finalStates as readonly string[]).includes(state))
      if (final >= 0) expect(new Set(states.slice(final)).size).toBe(1)
    }),
  )
})
