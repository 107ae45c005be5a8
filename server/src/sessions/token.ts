import { createHash, createHmac, randomBytes } from 'node:crypto'
import { keyIdOf } from '#encryption/encryption-keys.ts'

/** Returns a new secret of 256 bits, for a cookie or a one-time code. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Returns the hash of a token, which is all that the database stores. */
export function hashToken(token: string): Uint8Array {
  return createHash('sha256').update(token).digest()
}

/**
 * Returns the key by which the other tabs of a view learn how the view ended: `<masquerade>.<key>`. The key opens nothing. The
 * database derives the same key from the stored hash of the token.
 */
export function viewEndKey(masqueradeId: string, token: string): string {
  const key = createHash('sha256').update('view end ').update(hashToken(token)).digest('base64url')
  return `${masqueradeId}.${key}`
}

/** Returns the key of a mailed link. It is stored nowhere: the worker derives it from the nonce when it sends the mail. */
export function mailedKey(encryptionKey: string, nonce: string): string {
  return createHmac('sha256', encryptionKey).update(`mailed key ${nonce}`).digest('base64url')
}

/** Returns the nonce of a new mailed link. It names the encryption key under which the link was made. */
export const newMailedNonce = (encryptionKey: string): string => `${keyIdOf(encryptionKey)}.${newToken()}`

/** Returns the key of a mailed link under the encryption key that its nonce names; under the current key where it names none. */
export const mailedKeyOf = (keys: readonly string[], nonce: string): string =>
  mailedKey(keys.find((key) => nonce.startsWith(`${keyIdOf(key)}.`)) ?? keys[0] ?? '', nonce)
