import { hkdfSync } from 'node:crypto'

/**
 * Returns the key (32 bytes, base64url) under which a browser keeps what one CSR has typed and not yet saved. It is the same in
 * every session of that CSR and goes to nobody else, so that a computer that CSRs share gives none of it away (decision 0034).
 */
export function draftKey(encryptionKey: string, csrId: string): string {
  return Buffer.from(hkdfSync('sha256', encryptionKey, '', `desk drafts of ${csrId}`, 32)).toString(
    'base64url',
  )
}
