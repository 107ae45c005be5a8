import { Refused } from '@porchlight/contract/client.ts'
import { typedCents } from '@porchlight/contract/typed-cents.ts'

/** Reads a typed amount in integer cents. Throws the refusal of its field where it is none, or could be read in two ways. */
export function readCents(field: string, typed: string, locale: 'en' | 'es'): number {
  const cents = typedCents(typed, locale)
  if (typeof cents === 'number') return cents
  throw new Refused(422, { reason: 'invalid-field', fields: [{ field, reason: cents }] })
}

/** Returns integer cents as a form's field shows them: `1234.50`. */
export const centsToType = (cents: number): string =>
  `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`

/** Returns the language that a form was shown in; English where it does not say. */
export const localeIn = (sent: string): 'en' | 'es' => (sent === 'es' ? 'es' : 'en')
