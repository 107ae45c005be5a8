import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { type Keys, listOf } from '#encryption/encryption-keys.ts'

/** More text than one cookie can hold, however well it packs. */
const MOST_BYTES = 65_536

/** What a sealed cookie is for: one that was sealed for another purpose is not opened. */
export type CookiePurpose =
  | 'desk sign-in under way'
  | 'desk sign-out'
  | 'kept form'
  | 'portal sign-in under way'

const keyOf = (encryptionKey: string, purpose: CookiePurpose) =>
  Buffer.from(hkdfSync('sha256', encryptionKey, '', purpose, 32))

/** Seals a value for a cookie: nobody else can read it, and nothing of it can be changed. AES-256-GCM. */
export function sealCookie(encryptionKey: string, purpose: CookiePurpose, value: object): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(encryptionKey, purpose), nonce)
  const sealed = Buffer.concat([cipher.update(deflateRawSync(JSON.stringify(value))), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** Opens a sealed value; undefined for anything that this installation did not seal for this purpose. */
export function openCookie(keys: Keys, purpose: CookiePurpose, sealed: string): unknown {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < 28) return undefined
  for (const key of listOf(keys)) {
    const opened = openUnder(key, purpose, bytes)
    if (opened !== undefined) return opened
  }
  return undefined
}

function openUnder(encryptionKey: string, purpose: CookiePurpose, bytes: Buffer): unknown {
  const decipher = createDecipheriv('aes-256-gcm', keyOf(encryptionKey, purpose), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  try {
    const packed = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
    return JSON.parse(inflateRawSync(packed, { maxOutputLength: MOST_BYTES }).toString('utf8'))
  } catch {
    return undefined
  }
}
