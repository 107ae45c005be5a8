import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mailRetries } from '#features/messages/send-messages.ts'
import { waitMs } from './backoff.ts'

const attempts = fc.integer({ min: 1, max: 1_000 })
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

test('waits between five seconds and an hour, and never less for a later attempt', () => {
  fc.assert(
    fc.property(attempts, random, (n, r) => {
      const wait = waitMs(mailRetries, n, r)
      expect(wait).toBeGreaterThanOrEqual(5_000)
      expect(wait).toBeLessThanOrEqual(3_600_000)
      expect(waitMs(mailRetries, n + 1, r)).toBeGreaterThanOrEqual(wait)
    }),
  )
})

test('gives up after more than a day, whatever the random part is', () => {
  const shortestWaits = Array.from({ length: mailRetries.mostAttempts }, (_, i) =>
    waitMs(mailRetries, i + 1, 0.999),
  )
  expect(shortestWaits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(24 * 3_600_000)
})
