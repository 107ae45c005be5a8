import type { Argon2id } from './wasm-argon2id.ts'
import { wasmArgon2id } from './wasm-argon2id.ts'

/** The library's name of argon2id. */
const argon2idAlgorithm = 2

/**
 * Returns the fastest installed implementation. The native library is an optional package for each platform. Without it
 * (`npm ci --omit=optional`), WebAssembly in a thread of its own gives the same digests, at about seven times the CPU.
 */
export async function chooseArgon2id(loadNative = () => import('@node-rs/argon2')): Promise<Argon2id> {
  try {
    const { hashRaw } = await loadNative()
    return (password, salt, cost) =>
      hashRaw(password, { algorithm: argon2idAlgorithm, version: 1, salt, ...cost })
  } catch {
    return wasmArgon2id
  }
}

let chosen: Promise<Argon2id> | undefined

export const argon2id: Argon2id = async (password, salt, cost) => {
  chosen ??= chooseArgon2id()
  return (await chosen)(password, salt, cost)
}
