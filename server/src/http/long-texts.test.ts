import { typedCents } from '@porchlight/contract/typed-cents.ts'
import { describe, expect, test } from 'vitest'
import { loggedError } from '../start/logged-error.ts'
import { encodingFor } from './compress.ts'

/**
 * Texts that a stranger may send. They are longer than any that arrives, so that a search whose time grows by the square of the text
 * would take hours: no clock is needed to see it.
 */
const long = 3_000_000
const pumps = [' ', 'a', '0', '.', '\t', ';', 'a;', 'a@', '$', '"', '\u00a0']
const texts = pumps.flatMap((pump) => {
  const many = pump.repeat(long / pump.length)
  return [`${many}!`, `1${many}!`, `<${many}\0`]
})

describe.each(['en', 'es'] as const)('an amount in %s', (locale) => {
  test.each(texts)('of a long text is none', (text) => {
    expect(typedCents(text, locale)).toBe('amount')
  })
})

test.each(texts)('finds the encoding in a long header', (text) => {
  expect(encodingFor(`${text}, br;q=0.5`)).toBe('br')
})

test('cuts a long error, and removes addresses from what is left of it', () => {
  for (const text of texts) {
    const logged = loggedError(new Error(`m.alvarez@example.com ${text}`)) as { message: string }
    expect(logged.message.length).toBeLessThanOrEqual(1_000)
    expect(logged.message).toMatch(/^\[address\] /)
  }
})
