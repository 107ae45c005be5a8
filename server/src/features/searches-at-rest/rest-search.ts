import { settings } from '@porchlight/contract/settings.ts'
import type { Sql } from '#database/sql.ts'
import type { Grant } from '#policy/grant.ts'
import { Refusal } from '#policy/refusal.ts'
import { restSearchRow } from './queries.ts'
import { beginningsOf, type TypedTerms, termsHash } from './terms-hash.ts'

/** A search and its result. The record keeps no personal data of it. */
export type Search = {
  families: readonly string[]
  terms: TypedTerms
  hits: number
  correlationId: string
  /** The people whom the result names, including masked ones. */
  named: readonly number[]
  /** Those of them who are protected: each counts as a guess that hit. */
  guarded: readonly number[]
  /** Whether the search may be an attempt to guess a value; decided by the customer search. */
  isGuess: boolean
}

/**
 * Holds a search until it comes to rest, and then records it: after two seconds without another search of the same desk session, at a
 * search that does not continue it, or when a customer is opened. Text that is typed without a pause of two seconds leaves one row.
 * Counts the people it names and its guesses.
 * @throws Refusal beyond either limit: the caller must not return the result then
 */
export async function restSearch(
  sql: Sql,
  grant: Grant<'customer:search'>,
  encryptionKey: string,
  search: Search,
): Promise<void> {
  const { families, terms, hits, correlationId, named, guarded, isGuess } = search
  const hash = termsHash(encryptionKey, terms)
  const seen = await restSearchRow.one(sql, grant, {
    ip: grant.actor.ip,
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

/** Returns whether new people or guesses exceed the limit. Repeated ones never do. */
export const isOver = (fresh: number, others: number, most: number): boolean =>
  fresh > 0 && fresh + others > most
