import type { Pool } from '#database/sql.ts'
import { badToken, OAuthError } from '#http/oauth-error.ts'
import type { Grant } from '#policy/grant.ts'
import type { Installation } from '../../installation.ts'
import { keyFor, type UnverifiedAssertion } from './assertion.ts'
import { fetchKeys, KeysNotFetched } from './fetch-keys.ts'
import { type Jwk, readKeySet } from './key-set.ts'
import { claimKeyFetch, type issuerByName, storeKeys } from './queries.ts'

export type IssuerRow = NonNullable<Awaited<ReturnType<typeof issuerByName.first>>>
type IssuerGrant = Grant<'masquerade:exchange'> | Grant<'issuer-session:end'>

type Looking = { pool: Pool; grant: IssuerGrant; installation: Installation }

/**
 * Returns the issuer's key that a token names. Keys that were fetched count for ten minutes, in all processes. Older ones, and a key that
 * is not among them, are a reason to fetch again: at most once in 30 seconds, whatever tokens arrive. Where the key server is down,
 * keys count for an hour.
 * @throws OAuthError where the issuer has no such key, or its keys cannot be fetched
 */
export async function issuerKey(
  issuer: IssuerRow,
  assertion: UnverifiedAssertion,
  looking: Looking,
): Promise<Jwk> {
  const unknown = badToken('unknown-key')
  const inHand = keyFor(assertion, readKeySet(issuer.pastedKeys ?? issuer.fetchedKeys) ?? [])
  if (issuer.keyAddress === null) {
    if (inHand) return inHand
    throw unknown
  }
  if (inHand && issuer.isFresh) return inHand
  const fetched = await fetchAgain(issuer, issuer.keyAddress, looking)
  if (Array.isArray(fetched)) {
    const key = keyFor(assertion, fetched)
    if (key) return key
    throw unknown
  }
  if (inHand && issuer.isUsable) return inHand
  if (fetched === 'asked-lately' && issuer.isUsable) throw unknown
  throw new OAuthError(
    'temporarily_unavailable',
    'The keys of the issuer cannot be fetched now.',
    'keys-unreachable',
  )
}

/** Fetches the keys unless a process did within 30 seconds. */
async function fetchAgain(
  { issuerKey: key }: IssuerRow,
  keyAddress: string,
  { pool, grant, installation }: Looking,
): Promise<Jwk[] | 'asked-lately' | 'failed'> {
  if (!(await claimKeyFetch.first(pool, grant, { issuerKey: key }))) return 'asked-lately'
  try {
    const keys = await fetchKeys(keyAddress, installation.insideKeyHosts)
    await storeKeys(pool, grant, { issuerKey: key, keyAddress, keys: JSON.stringify({ keys }) })
    return keys
  } catch (error) {
    if (!(error instanceof KeysNotFetched)) throw error
    installation.log.warn({ issuer: key, failure: error.failure }, 'the keys of an issuer were not fetched')
    return 'failed'
  }
}
