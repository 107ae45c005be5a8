import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'

const nonceLength = 24

/** Writes bytes as base64, as storage takes text only. */
const toText = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
const toBytes = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))

/**
 * Returns how texts are sealed and opened under a key (32 bytes, base64url). `name` is where the text is kept: moved elsewhere,
 * it does not open. It works at once, unlike the browser's own ciphers: a letter typed just before a reload is kept.
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
    /** Returns undefined for what this key does not open. */
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
