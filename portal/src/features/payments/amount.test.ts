import { Refused } from '@porchlight/contract/client.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { centsToType, readCents } from './amount.ts'

test('what a field shows is read back as it was, in every language', () => {
  for (const locale of ['en', 'es'] as const)
    fc.assert(
      fc.property(fc.nat(9_999_999), (cents) => readCents('amount', centsToType(cents), locale) === cents),
    )
})

test('what can be read in two ways is refused with its field, and no amount is made of it', () => {
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
