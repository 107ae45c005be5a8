import { createHmac } from 'node:crypto'
import { type EncryptionKeys, firstErasedPurpose } from '#encryption/encryption-keys.ts'
import { hashKeyOf, hashKeysOf } from '#encryption/hash-keys.ts'

/** Begins a hash under a key of its own. A hash of version 0.2.0 has no such byte. */
const MARK = Buffer.from([2])

const hashUnder = (key: Uint8Array | string, sourceKey: string): Buffer =>
  Buffer.concat([MARK, createHmac('sha256', key).update(sourceKey).digest()])

const firstHash = (encryptionKey: Uint8Array | string, sourceKey: string): Buffer =>
  createHmac('sha256', encryptionKey).update(`erased source key ${sourceKey}`).digest()

/**
 * Returns what is kept of the CIS's number of an erased person: a keyed hash, by which an import knows the person and nobody reads
 * the number.
 */
export const erasedSourceKey = (encryptionKey: string, sourceKey: string): Buffer =>
  hashUnder(hashKeyOf(encryptionKey, 'erased source key'), sourceKey)

/** Returns every hash that may be kept of a number: the number itself is gone, so earlier hashes stay as they are. */
export function erasedSourceKeys(keys: EncryptionKeys, sourceKey: string): Buffer[] {
  const first = keys.keptHashKeys.flatMap(({ purpose, key }) => (purpose === firstErasedPurpose ? [key] : []))
  return [
    ...hashKeysOf(keys, 'erased source key').map((key) => hashUnder(key, sourceKey)),
    ...[...keys.readableKeys, ...first].map((key) => firstHash(key, sourceKey)),
  ]
}
