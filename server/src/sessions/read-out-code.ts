import { createHmac, randomBytes } from 'node:crypto'
import { codeLength } from '@porchlight/contract/caller-grades.ts'

const digestOf = (encryptionKey: string, text: string) =>
  createHmac('sha256', encryptionKey).update(`read-out code ${text}`).digest()

/** Returns a new nonce of 256 random bits. The code is derived from it; the database alone does not reveal the code. */
export const newNonce = (): string => randomBytes(32).toString('base64url')

/**
 * Returns the six digits that a customer reads out. No table holds them: the portal's page, the mail and the text each derive them
 * from the nonce.
 */
export function readOutCode(encryptionKey: string, nonce: string): string {
  const number = digestOf(encryptionKey, `digits ${nonce}`).readBigUInt64BE() % 10n ** BigInt(codeLength)
  return String(number).padStart(codeLength, '0')
}

/** Returns the hash that the database compares with what a CSR typed. Without the key it does not reveal the code. */
export const hashReadOutCode = (encryptionKey: string, nonce: string, code: string): Uint8Array =>
  digestOf(encryptionKey, `hash ${nonce} ${code}`)

/** Returns what was typed without spaces and hyphens: people read out digits in groups. */
export const typedCode = (typed: string): string => typed.replace(/[\s-]/g, '')

/**
 * Returns the hashes that the database may have of a typed code. While the encryption key is being changed, digits that were shown under
 * one key are right for a code that was made under the other.
 */
export function hashesOfTyped(keys: readonly string[], nonce: string, code: string): Uint8Array[] {
  const isShown = keys.some((key) => readOutCode(key, nonce) === code)
  return keys.map((key) => hashReadOutCode(key, nonce, isShown ? readOutCode(key, nonce) : code))
}
