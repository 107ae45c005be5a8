import { hkdfSync } from 'node:crypto'
import type { EncryptionKeys, HashPurpose } from './encryption-keys.ts'

const derived = new Map<string, Uint8Array>()

/** Derives the key of a lasting hash from the encryption key (HKDF). */
export function hashKeyOf(encryptionKey: string, purpose: HashPurpose): Uint8Array {
  const name = `${purpose} ${encryptionKey}`
  const made = derived.get(name)
  if (made) return made
  const key = new Uint8Array(hkdfSync('sha256', encryptionKey, '', purpose, 32))
  derived.set(name, key)
  return key
}

/** Returns every key under which a lasting hash of this purpose may have been made. The first makes new ones. */
export function hashKeysOf(keys: EncryptionKeys, purpose: HashPurpose): (Uint8Array | string)[] {
  const kept = keys.keptHashKeys.filter((one) => one.purpose === purpose)
  return [...keys.readableKeys.map((key) => hashKeyOf(key, purpose)), ...kept.map(({ key }) => key)]
}
