import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'

const nonceLength = 24

/** Encodes bytes as base64, because browser storage holds only text. */
const toText = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
const toBytes = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))

/**
 * Returns functions that encrypt and decrypt text with a key (32 bytes, base64url). `name` is the storage entry: a text that was
 * moved to another entry does not open. It is synchronous, unlike the browser's own ciphers, so that a reload loses no letter.
 */
export function sealer(key: string) {
  const bytes = toBytes(key.replaceAll('-', '+').replaceAll('_', '/'))
  const cipher = (nonce: Uint8Array, name: string) =>
    xchacha20poly1305(bytes, nonce, new TextEncoder().encode(name))
  return {
    seal(text: string, name: string): string {
      const nonce = crypto.getRandomValues(new Uint8Array(nonceLength))
      const sealed = cipher(nonce, name).encrypt(new TextEncoder().encode(text))
      return `${toText(nonce)}.${toText(sealed)}`
    },
    /** Decrypts a text; returns undefined if this key or this name does not open it. */
    open(sealed: string, name: string): string | undefined {
      try {
        const [nonce = '', content = ''] = sealed.split('.')
        return new TextDecoder().decode(cipher(toBytes(nonce), name).decrypt(toBytes(content)))
      } catch {
        return undefined
      }
    },
  }
}
