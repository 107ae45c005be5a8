import { settings } from '@porchlight/contract/settings.ts'
import type { Csr } from '#policy/actor.ts'
import { Refusal } from '#policy/refusal.ts'
import { beginningsOf, type TypedTerms, termsHash } from './terms-hash.ts'

/**
 * The parameters of `rest_search_within` that are known before a search has a result. The database holds the search until it comes to
 * rest, and then records it: after two seconds without another search of the same desk session, at a search that does not continue
 * it, or when a customer is opened. Text that is typed without a pause of two seconds leaves one row. The record keeps no personal data
 * of a search. The people that the search names and its guesses are counted and limited.
 */
export type RestLine = {
  ip: string
  correlationId: string
  termsHash: string
  beginnings: number[]
  /** The limits where the utility has set none. */
  mostNamed: number
  mostGuesses: number
}

/** Returns the line of a search that begins. */
export const restLine = (
  csr: Csr,
  encryptionKey: string,
  correlationId: string,
  terms: TypedTerms,
): RestLine => ({
  ip: csr.ip,
  correlationId,
  termsHash: termsHash(encryptionKey, terms),
  beginnings: beginningsOf(encryptionKey, terms),
  mostNamed: settings['limits.people-named-per-hour'].default,
  mostGuesses: settings['limits.guesses-per-hour'].default,
})

/** Returns the hash by which a guess is counted: 52 bits of it, a number that JavaScript holds. */
export const guessOf = (line: RestLine): number => Number.parseInt(line.termsHash.slice(0, 13), 16)

/** Returns the refusal that the database raised because a search exceeds a limit, or the error as it is. */
export function refusedAtRest(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message?: unknown }
  if (code !== 'PL429') return error
  return new Refusal(
    message === 'too-many-guesses' ? 'too-many-guesses' : 'too-many-named',
    {},
    { cause: error },
  )
}
