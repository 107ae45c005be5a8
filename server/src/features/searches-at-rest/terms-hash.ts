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

/**
 * What a search's terms are recorded as: HMAC-SHA-256, the first 128 bits in hex. The same terms have the same hash, whatever
 * the order of the fields; nobody reads the terms back without the key.
 */
export function termsHash(encryptionKey: string, terms: TypedTerms): string {
  const said = Object.entries(terms)
    .map(([field, text]) => [field, normalised(text ?? '')] as const)
    .filter(([, text]) => text !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const mac = createHmac('sha256', keyOf(encryptionKey)).update(JSON.stringify(said)).digest('hex')
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

/** The hashes of every search whose only term was this text: in the one box, or in a field of its own. */
export function termsHashesOf(encryptionKey: string, text: string): string[] {
  return fields.map((field) => termsHash(encryptionKey, { [field]: text }))
}
