import { createHmac } from 'node:crypto'

/**
 * Returns what is kept of the CIS's number of an erased person: a keyed hash, by which an import knows the person and nobody reads
 * the number.
 */
export const erasedSourceKey = (encryptionKey: string, sourceKey: string): Buffer =>
  createHmac('sha256', encryptionKey).update(`erased source key ${sourceKey}`).digest()
