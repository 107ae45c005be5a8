import { settings } from '@porchlight/contract/settings.ts'
import type { Sql } from '#database/sql.ts'
import { Refusal } from '#pipeline/refusal.ts'
import type { Csr } from '#policy/actor.ts'
import { restSearchRow } from './queries.ts'
import { beginningsOf, type TypedTerms, termsHash } from './terms-hash.ts'

/** What a search asked and told. The record keeps no personal data of it. */
export type Search = {
  families: readonly string[]
  terms: TypedTerms
  hits: number
  correlationId: string
  /** The people whom the answer names, masked ones too. */
  named: readonly number[]
  /** Those of them who are protected: each counts as a guess that hit. */
  guarded: readonly number[]
  /** It may have been meant to find out a value; see the customer search. */
  isGuess: boolean
}

/**
 * Keeps a search for the record until it comes to rest: two seconds without another one of the same desk session, a search that
 * does not go on from it, or a customer opened. What is typed on within two seconds leaves one line. Counts whom it names and
 * what it guesses.
 * @throws Refusal beyond either limit: the answer must not be given then
 */
export async function restSearch(sql: Sql, csr: Csr, encryptionKey: string, search: Search): Promise<void> {
  const { csrId, deskSessionId, ip } = csr
  const { families, terms, hits, correlationId, named, guarded, isGuess } = search
  const hash = termsHash(encryptionKey, terms)
  const seen = await restSearchRow.one(sql, {
    csrId,
    deskSessionId,
    ip,
    correlationId,
    families: families.join(' '),
    termsHash: hash,
    beginnings: beginningsOf(encryptionKey, terms),
    hits,
    named: [...named],
    // 52 bits of it: a number that JavaScript holds.
    guess: isGuess ? Number.parseInt(hash.slice(0, 13), 16) : null,
    guarded: [...guarded],
  })
  const { namedFresh, namedOthers, guessFresh, guessOthers } = seen
  if (isOver(guessFresh, guessOthers, seen.mostGuesses ?? settings['limits.guesses-per-hour'].default))
    throw new Refusal('too-many-guesses')
  if (isOver(namedFresh, namedOthers, seen.mostNamed ?? settings['limits.people-named-per-hour'].default))
    throw new Refusal('too-many-named')
}

/** Whether what is new passes a limit; what was there before never does. */
export const isOver = (fresh: number, others: number, most: number): boolean =>
  fresh > 0 && fresh + others > most
