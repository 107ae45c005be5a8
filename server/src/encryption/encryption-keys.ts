import { createHmac } from 'node:crypto'

/**
 * What the keys of lasting hashes are for. The hashed value is not kept, so these hashes cannot be computed again under another key: a
 * change of the encryption key keeps their own keys, sealed under the new one.
 */
export const hashPurposes = ['search terms', 'erased source key'] as const
export type HashPurpose = (typeof hashPurposes)[number]

/** Version 0.2.0 hashed the CIS's number of an erased person with the encryption key itself. */
export const firstErasedPurpose = 'erased source key of 0.2.0'
export type KeptPurpose = HashPurpose | typeof firstErasedPurpose

/** The key of a lasting hash that was derived from an encryption key that is dropped. */
export type KeptHashKey = { purpose: KeptPurpose; key: Uint8Array | string }

/** One key, or all keys under which a value may have been made: the current one first. */
export type Keys = string | readonly string[]

/** The keys of an installation. It has a second one while its encryption key is being changed (docs/decisions/0085-key-rotation.md). */
export type EncryptionKeys = {
  /** The current key: everything new is made under it. */
  encryptionKey: string
  /** The keys under which a value is read: the current one first, then the other one of a change. */
  readableKeys: readonly string[]
  /** Of keys that were dropped: what finds their keyed hashes, which nobody can compute again. */
  keptHashKeys: readonly KeptHashKey[]
}

/** Returns the keys of an installation that has only one. */
export const onlyKey = (encryptionKey: string): EncryptionKeys => ({
  encryptionKey,
  readableKeys: [encryptionKey],
  keptHashKeys: [],
})

export const listOf = (keys: Keys): readonly string[] => (typeof keys === 'string' ? [keys] : keys)

const checks = new Map<string, string>()

/** Returns a keyed hash of a constant, which proves the key without revealing it. */
export function keyCheckOf(encryptionKey: string): string {
  const made = checks.get(encryptionKey)
  if (made) return made
  const check = createHmac('sha256', encryptionKey).update('check value of the encryption key').digest('hex')
  checks.set(encryptionKey, check)
  return check
}

/** Returns the name of a key, 12 hexadecimal digits: sealed values and database sessions carry it. */
export const keyIdOf = (encryptionKey: string): string => keyCheckOf(encryptionKey).slice(0, 12)
