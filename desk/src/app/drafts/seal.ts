import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'

const nonceLength = 24

/** Encodes bytes as base64, because browser storage holds only text. */
const toText = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
const toBytes = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))

type Cipher = ReturnType<typeof xchacha20poly1305>

/** Returns the cipher of a key (base64url) for one nonce and one storage entry. */
function cipherOf(key: string) {
  const bytes = toBytes(key.replaceAll('-', '+').replaceAll('_', '/'))
  return (nonce: Uint8Array, name: string): Cipher =>
    xchacha20poly1305(bytes, nonce, new TextEncoder().encode(name))
}

/**
 * Returns functions that encrypt and decrypt text with a key (32 bytes, base64url). `name` is the storage entry: a text that was
 * moved to another entry does not open. It is synchronous, unlike the browser's own ciphers, so that a reload loses no letter.
 * @param otherKeys while the installation's encryption key is being changed: keys that open, too
 */
export function sealer(key: string, otherKeys: readonly string[] = []) {
  const current = cipherOf(key)
  const ciphers = [current, ...otherKeys.map(cipherOf)]
  return {
    seal(text: string, name: string): string {
      const nonce = crypto.getRandomValues(new Uint8Array(nonceLength))
      const sealed = current(nonce, name).encrypt(new TextEncoder().encode(text))
      return `${toText(nonce)}.${toText(sealed)}`
    },
    /** Decrypts a text; returns undefined if no key opens it, or this name does not. */
    open(sealed: string, name: string): string | undefined {
      const [nonce = '', content = ''] = sealed.split('.')
      for (const cipher of ciphers)
        try {
          return new TextDecoder().decode(cipher(toBytes(nonce), name).decrypt(toBytes(content)))
        } catch {}
      return undefined
    },
  }
}
