import { Refused } from '@porchlight/contract/client.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { centsToType, readCents } from './amount.ts'

test('reads back the amount that a field shows, in every language', () => {
  for (const locale of ['en', 'es'] as const)
    fc.assert(
      fc.property(fc.nat(9_999_999), (cents) => {
        expect(readCents('amount', centsToType(cents), locale)).toBe(cents)
      }),
    )
})

test('refuses an ambiguous amount with its field instead of guessing', () => {
  for (const typed of ['1,5', '45,50', '1.234,50', 'ten', '']) {
    let refused: unknown
    try {
      readCents('amountCents', typed, 'en')
    } catch (error) {
      refused = error
    }
    expect(refused, typed).toBeInstanceOf(Refused)
    expect((refused as Refused).body.fields?.[0]?.field).toBe('amountCents')
  }
})
