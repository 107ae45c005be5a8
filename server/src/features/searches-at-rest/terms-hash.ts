import { createHmac } from 'node:crypto'
import type { EncryptionKeys } from '#encryption/encryption-keys.ts'
import { hashKeyOf, hashKeysOf } from '#encryption/hash-keys.ts'

/** The fields of a search by name, as they were typed. */
export type TypedTerms = { readonly [field: string]: string | undefined }

/** Lower case and single spaces, so that the same search is found again when typed slightly differently. */
const normalised = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()

/** Returns the fields that are not empty, in alphabetical order. */
const saidOf = (terms: TypedTerms) =>
  Object.entries(terms)
    .map(([field, text]) => [field, normalised(text ?? '')] as const)
    .filter(([, text]) => text !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))

/**
 * Returns the keyed hash that the record keeps of a search's terms: HMAC-SHA-256, the first 128 bits in hex. The order of the fields
 * does not matter. The terms cannot be read back without the key.
 */
export const termsHash = (encryptionKey: string, terms: TypedTerms): string =>
  hashUnder(hashKeyOf(encryptionKey, 'search terms'), terms)

const hashUnder = (key: Uint8Array | string, terms: TypedTerms): string =>
  createHmac('sha256', key)
    .update(JSON.stringify(saidOf(terms)))
    .digest('hex')
    .slice(0, 32)

const fields = [
  'box',
  'name',
  'street',
  'city',
  'postalCode',
  'accountId',
  'contact',
  'identifier',
  'geographicValue',
  'webUser',
]

/** The number of longest beginnings of each field that are hashed: one key adds a letter, or removes a few. */
const mostBeginnings = 60

/**
 * Returns keyed hashes (32 bits) of all terms that these terms may continue: those with less text, or none, in one field. The last hash
 * is of these terms themselves. They show whether one search continues another, and nothing else.
 */
export function beginningsOf(encryptionKey: string, terms: TypedTerms): number[] {
  const said = saidOf(terms)
  const hashOf = (entries: readonly (readonly [string, string])[]) =>
    createHmac('sha256', hashKeyOf(encryptionKey, 'search terms'))
      .update(JSON.stringify(entries))
      .digest()
      .readInt32BE(0)
  const shorter = said.flatMap(([field, text], nth) => {
    const letters = [...text]
    const beginnings = letters.map((_, length) => letters.slice(0, length).join('').trim())
    return [...new Set(beginnings.slice(-mostBeginnings))].map((beginning) =>
      said.flatMap((entry, at) =>
        at !== nth ? [entry] : beginning === '' ? [] : [[field, beginning] as const],
      ),
    )
  })
  return [...shorter.filter((entries) => entries.length > 0).map(hashOf), hashOf(said)]
}

/**
 * Returns the hashes of every search whose only term was this text, in the search box or in a field, under every key that the
 * installation has had: a line of the record never changes.
 */
export function termsHashesOf(keys: EncryptionKeys, text: string): string[] {
  return hashKeysOf(keys, 'search terms').flatMap((key) =>
    fields.map((field) => hashUnder(key, { [field]: text })),
  )
}
