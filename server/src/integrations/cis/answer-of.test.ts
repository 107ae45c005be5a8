import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerOf } from './answer-of.ts'

const now = Date.UTC(2026, 0, 1)
const answered = (status: number, body: unknown = '', retryAfter: string | null = null) =>
  answerOf({ status, body: typeof body === 'string' ? body : JSON.stringify(body), retryAfter }, now)
const detail = { title: 'Refused', detail: 'The account is closed.' }

test('2xx is accepted, with what the CIS calls it where it says so', () => {
  expect(answered(200, { reference: 'SO-77' })).toEqual({ outcome: 'accepted', reference: 'SO-77' })
  expect(answered(204)).toEqual({ outcome: 'accepted', reference: null })
  expect(answered(202, '<html>thanks</html>')).toEqual({ outcome: 'accepted', reference: null })
})

test.each([400, 404, 410, 422])('%i with a reason refuses the task, in the words of the CIS', (status) => {
  expect(answered(status, detail)).toEqual({ outcome: 'refused', reason: 'The account is closed.' })
})

test.each([
  [400, 'refused'],
  [422, 'refused'],
  [404, 'unavailable'],
  [410, 'failed'],
  [413, 'failed'],
])('%i without a reason is %s', (status, outcome) => {
  expect(answered(status, '<html>nginx</html>')).toMatchObject({ outcome })
})

test.each([
  [301, 'unavailable'],
  [401, 'unavailable'],
  [403, 'unavailable'],
  [429, 'unavailable'],
  [503, 'unavailable'],
  [408, 'failed'],
  [409, 'failed'],
  [425, 'failed'],
  [500, 'failed'],
  [502, 'failed'],
])('%i is %s whatever its body says: no task is in error for it', (status, outcome) => {
  expect(answered(status, detail)).toEqual({ outcome, failure: `answered-${status}` })
})

test('Retry-After: reads seconds or a date, an hour at most; ignores anything else', () => {
  expect(answered(429, '', '7')).toMatchObject({ retryAfterMs: 7_000 })
  expect(answered(503, '', new Date(now + 90_000).toUTCString())).toMatchObject({ retryAfterMs: 90_000 })
  expect(answered(503, '', '999999999')).toMatchObject({ retryAfterMs: 3_600_000 })
  expect(answered(503, '', new Date(now - 90_000).toUTCString())).toMatchObject({ retryAfterMs: 0 })
  expect(answered(503, '', 'soon')).not.toHaveProperty('retryAfterMs')
})

test('whatever a CIS says, it is one plain line of 300 characters that a database takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.constantFrom(200, 422), (text, status) => {
      const outcome = answered(status, { detail: text, reference: text })
      const said =
        outcome.outcome === 'accepted' ? outcome.reference : 'reason' in outcome ? outcome.reason : ''
      expect([...(said ?? '')].length).toBeLessThanOrEqual(300)
      expect(said ?? '').not.toMatch(/[\p{Cc}\p{Cs}\n]/u)
    }),
    { numRuns: 40 },
  )
  expect(answered(422, { detail: 'a\u0000b\ud800\n c' })).toEqual({
    outcome: 'refused',
    reason: 'a b\ufffd c',
  })
})
