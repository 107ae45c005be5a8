import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { type Keys, keyIdOf, listOf } from './encryption-keys.ts'

const NONCE = 12
const TAG = 16

/** Begins a value that names its key. Values of version 0.2.0 begin with their nonce, which is random. */
const MARK = Buffer.from('plk1')
const KEY_ID = 6

type DerivedKeys = { seal: Uint8Array; index: Uint8Array; mark: Uint8Array }
const keysByEncryptionKey = new Map<string, DerivedKeys>()

/** Derives two keys from the encryption key by HKDF: one reads values, the other looks them up, and neither can do both. */
function keysOf(encryptionKey: string): DerivedKeys {
  const made = keysByEncryptionKey.get(encryptionKey)
  if (made) return made
  const derive = (purpose: string) => new Uint8Array(hkdfSync('sha256', encryptionKey, '', purpose, 32))
  const mark = Buffer.concat([MARK, Buffer.from(keyIdOf(encryptionKey), 'hex')])
  const keys = { seal: derive('sealed value'), index: derive('blind index'), mark }
  keysByEncryptionKey.set(encryptionKey, keys)
  return keys
}

let drawn = Buffer.alloc(0)

/** Returns random bytes, drawn for many values at once: a system call for twelve bytes costs more than sealing a value. */
function freshNonce(): Uint8Array {
  if (drawn.length < NONCE) drawn = randomBytes(NONCE * 512)
  const nonce = drawn.subarray(0, NONCE)
  drawn = drawn.subarray(NONCE)
  return nonce
}

/** Returns the ten bytes with which every value begins that is sealed under this key. */
export const sealMarkOf = (encryptionKey: string): Uint8Array => keysOf(encryptionKey).mark

/** Encrypts a value for rest: AES-256-GCM under a key of its own, as the key's mark, nonce, text, tag. */
export function sealValue(encryptionKey: string, plain: string): Uint8Array {
  const nonce = freshNonce()
  const { seal, mark } = keysOf(encryptionKey)
  const cipher = createCipheriv('aes-256-gcm', seal, nonce)
  return Buffer.concat([mark, nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

/**
 * Returns the plain value. A value names its key; one of version 0.2.0 does not, and each key is tried.
 * @throws where the bytes were changed, cut short or sealed under another key
 */
export function openValue(keys: Keys, sealed: Uint8Array): string {
  if (sealed.length < NONCE + TAG) throw new RangeError('a sealed value is longer than that')
  const begins = (mark: Uint8Array) => Buffer.compare(mark, sealed.subarray(0, mark.length)) === 0
  const named = listOf(keys).find((key) => begins(sealMarkOf(key)))
  if (named !== undefined) return openUnder(named, sealed.subarray(MARK.length + KEY_ID))
  for (const key of listOf(keys))
    try {
      return openUnder(key, sealed)
    } catch {}
  throw new Error('no key opens this value')
}

/** Opens nonce, text and tag under one key. */
function openUnder(encryptionKey: string, sealed: Uint8Array): string {
  if (sealed.length < NONCE + TAG) throw new RangeError('a sealed value is longer than that')
  const decipher = createDecipheriv('aes-256-gcm', keysOf(encryptionKey).seal, sealed.subarray(0, NONCE))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  const text = decipher.update(sealed.subarray(NONCE, sealed.length - TAG))
  return Buffer.concat([text, decipher.final()]).toString('utf8')
}

/** Upper case, letters and digits only: `d123-4567` and `D1234567` are one value. */
function normalised(plain: string): string {
  return plain.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/** Returns the blind index by which an identifier is found: HMAC-SHA-256 over its type and its normalized value. */
export function blindIndex(encryptionKey: string, identifierType: string, plain: string): Uint8Array {
  return createHmac('sha256', keysOf(encryptionKey).index)
    .update(`${identifierType}\u0000${normalised(plain)}`)
    .digest()
}

/** Returns the masked value: the last four characters, three of a short value, none of a value shorter than six. */
export function maskValue(plain: string): string {
  const letters = [...plain]
  const shown = letters.length < 6 ? 0 : letters.length < 8 ? 3 : 4
  return letters.map((letter, at) => (at < letters.length - shown ? '•' : letter)).join('')
}
