import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Keys, listOf } from '#encryption/encryption-keys.ts'

/** Lengths of the two parts of a form token: the proof of the cookie, and the mark of the form's owner. */
const PROOF = 32
const OWNER = 16
const LENGTH = PROOF + OWNER

const proofOf = (key: string, credential: string) =>
  createHmac('sha256', key).update(`form token ${credential}`).digest()

const ownerMark = (key: string, owner: string) =>
  createHmac('sha256', key).update(`form owner ${owner}`).digest().subarray(0, OWNER)

const xor = (one: Uint8Array, other: Uint8Array) =>
  Buffer.from(one.map((byte, at) => byte ^ (other[at] ?? 0)))

/**
 * Returns the form token that goes with a credential: nobody who does not hold the cookie can make it. It also says whose
 * form it is, so that a form whose session has ended can be given back to that person only. It is hidden under a pad that
 * is drawn for each answer: the length of a compressed page reveals nothing about it (BREACH).
 * @param owner who reads the page, `web user 7`; empty where forms are not given back (the desk)
 */
export function formToken(key: string, credential: string, owner = ''): string {
  const pad = randomBytes(LENGTH)
  const plain = Buffer.concat([proofOf(key, credential), ownerMark(key, owner)])
  return Buffer.concat([pad, xor(plain, pad)]).toString('base64url')
}

/** Removes the pad from a form token; undefined for anything else. */
function unmasked(given: string): Buffer | undefined {
  const bytes = Buffer.from(given, 'base64url')
  if (bytes.length !== 2 * LENGTH) return undefined
  return xor(bytes.subarray(LENGTH), bytes.subarray(0, LENGTH))
}

/** Returns whether a form token matches the credential of the request's cookie. */
export function isFormToken(keys: Keys, credential: string, given: string): boolean {
  const plain = unmasked(given)
  return (
    !!plain && listOf(keys).some((key) => timingSafeEqual(plain.subarray(0, PROOF), proofOf(key, credential)))
  )
}

/** Returns the mark of a form token's reader, to be compared later with {@link markOf}; undefined for no form token. */
export function markIn(given: string): string | undefined {
  return unmasked(given)?.subarray(PROOF).toString('base64url')
}

/** Returns the mark that a form token of this reader carries. */
export function markOf(key: string, owner: string): string {
  return ownerMark(key, owner).toString('base64url')
}
