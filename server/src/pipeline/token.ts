import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A new secret of 256 bits, for a cookie or a one-time code. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What stands of a token in the database. */
export function hashToken(token: string): Uint8Array {
  return createHash('sha256').update(token).digest()
}

/** The form token that goes with a credential: nobody who does not hold the cookie can make it. */
export function formToken(key: string, credential: string): string {
  return createHmac('sha256', key).update(`form token ${credential}`).digest('base64url')
}

/** The key that a mailed link carries. It stands nowhere: the worker makes it again from its nonce when the mail leaves. */
export function mailedKey(encryptionKey: string, nonce: string): string {
  return createHmac('sha256', encryptionKey).update(`mailed key ${nonce}`).digest('base64url')
}

export function isFormToken(key: string, credential: string, given: string): boolean {
  const expected = Buffer.from(formToken(key, credential))
  const actual = Buffer.from(given)
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}
