import { createHmac, hkdfSync } from 'node:crypto'

/** The fields of a search by name, as they were typed. */
export type TypedTerms = { readonly [field: string]: string | undefined }

const known = new Map<string, Uint8Array>()

/** A key of the installation's encryption key for this purpose alone, by HKDF. */
function keyOf(encryptionKey: string): Uint8Array {
  const made = known.get(encryptionKey)
  if (made) return made
  const key = new Uint8Array(hkdfSync('sha256', encryptionKey, '', 'search terms', 32))
  known.set(encryptionKey, key)
  return key
}

/** Lower case, one space between words: what one finds again without having typed it to the letter. */
const normalised = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()

/** The fields that say anything, in one order. */
const saidOf = (terms: TypedTerms) =>
  Object.entries(terms)
    .map(([field, text]) => [field, normalised(text ?? '')] as const)
    .filter(([, text]) => text !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))

/**
 * What a search's terms are recorded as: HMAC-SHA-256, the first 128 bits in hex. The same terms have the same hash, whatever
 * the order of the fields; nobody reads the terms back without the key.
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

/** Each field counts with so many of its longest beginnings: a stroke adds one letter, and takes away a few. */
const mostBeginnings = 60

/**
 * Returns keyed hashes (32 bits) of all terms that these terms go on from: in one field less was typed, or nothing yet; the last
 * is of these terms themselves. They tell whether one search goes on from another, and nothing else.
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

/** The hashes of every search whose only term was this text: in the one box, or in a field of its own. */
export function termsHashesOf(encryptionKey: string, text: string): string[] {
  return fields.map((field) => termsHash(encryptionKey, { [field]: text }))
}
