import { createHmac, hkdfSync } from 'node:crypto'

/** The fields of a search by name, as they were typed. */
export type TypedTerms = { readonly [field: string]: string | undefined }

const keys = new Map<string, Uint8Array>()

/** Derives a key for this purpose alone from the installation's encryption key (HKDF). */
function keyOf(encryptionKey: string): Uint8Array {
  const made = keys.get(encryptionKey)
  if (made) return made
  const key = new Uint8Array(hkdfSync('sha256', encryptionKey, '', 'search terms', 32))
  keys.set(encryptionKey, key)
  return key
}

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
export function termsHash(encryptionKey: string, terms: TypedTerms): string {
  const mac = createHmac('sha256', keyOf(encryptionKey))
    .update(JSON.stringify(saidOf(terms)))
    .digest('hex')
  return mac.slice(0, 32)
}

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
    createHmac('sha256', keyOf(encryptionKey)).update(JSON.stringify(entries)).digest().readInt32BE(0)
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

/** Returns the hashes of every search whose only term was this text, in the search box or in a field. */
export function termsHashesOf(encryptionKey: string, text: string): string[] {
  return fields.map((field) => termsHash(encryptionKey, { [field]: text }))
}
