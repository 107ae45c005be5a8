import { createHash } from 'node:crypto'
import { generateURI, verifySync } from 'otplib'
import { hashToken, mailedKey, mailedKeyOf } from '#sessions/token.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Returns bytes in base32 (RFC 4648), which has no letter that looks like a digit. Whole groups of five bytes need no padding. */
function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join('')
}

const derived = (key: string, what: string, length: number) =>
  base32(createHash('sha256').update(`${what} ${key}`).digest().subarray(0, length))

/**
 * Returns the secret (160 bits) that this session is shown to set an authenticator up. It is the same until the set-up is done, so
 * that a page can be loaded again, and it is stored nowhere before.
 * @param state what changes with each set-up
 */
export const setUpSecret = (encryptionKey: string, credential: string, state: string): string =>
  derived(mailedKey(encryptionKey, `set-up ${credential} ${state}`), 'authenticator', 20)

/** Returns the `otpauth:` address that an authenticator reads. */
export const setUpAddress = (secret: string, userName: string, utilityName: string): string =>
  generateURI({ issuer: utilityName, label: userName, secret })

/**
 * Returns the time step of a code of the authenticator; undefined for a wrong one. The clocks may differ by half a minute.
 * @param after the last step that was used: its code is wrong from then on
 */
export function stepOf(secret: string, code: string, after: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined
  const result = verifySync({ secret, token: code, epochTolerance: 30, afterTimeStep: after })
  return result.valid && 'timeStep' in result ? result.timeStep : undefined
}

const howMany = 10

/** Returns the ten recovery codes of a nonce: 80 bits each, in the form in which hashes compare them. */
export function recoveryCodesOf(keys: readonly string[], nonce: string): string[] {
  const key = mailedKeyOf(keys, nonce)
  return Array.from({ length: howMany }, (_, i) => derived(key, `recovery code ${i}`, 10))
}

/** Returns a code in groups of four, as people copy it. */
export const inGroups = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-')

export const hashRecoveryCode = (code: string): Uint8Array => hashToken(`recovery ${code}`)
