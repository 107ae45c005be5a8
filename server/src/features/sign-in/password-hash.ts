import { randomBytes } from 'node:crypto'
import { argon2id } from './argon2/argon2id.ts'
import type { Argon2Cost } from './argon2/wasm-argon2id.ts'
import { canonicalPassword, spellingsOf } from './canonical-password.ts'

/** OWASP's argon2id parameters: 19 MiB, two passes. */
const cost: Argon2Cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 }

/** The hash of no one's password. Verifying against it makes an unknown name take as long as a known one. */
const nobody = '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA'

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

const settingsPattern = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)$/

/**
 * Computes a whole hash in the PHC format from its settings (`$argon2id$v=19$m=...,t=...,p=...$salt`) and what was typed.
 * @throws RangeError for settings that are not argon2id's
 */
async function hashWith(settings: string, typed: string): Promise<string> {
  const [, memoryCost, timeCost, parallelism, salt] = settingsPattern.exec(settings) ?? []
  if (!salt) throw new RangeError('these are no settings of argon2id')
  const params = {
    memoryCost: Number(memoryCost),
    timeCost: Number(timeCost),
    parallelism: Number(parallelism),
  }
  const digest = await argon2id(typed, Buffer.from(salt, 'base64'), { ...params, outputLen: cost.outputLen })
  return `${settings}$${base64(digest)}`
}

/** Returns the hash of a new password, in the PHC format. */
export function hashPassword(password: string): Promise<string> {
  const { memoryCost, timeCost, parallelism } = cost
  const settings = `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${base64(randomBytes(16))}`
  return hashWith(settings, canonicalPassword(password))
}

/**
 * Returns the hash that is the right one, of those that what was typed can mean; undefined where none is. Takes the same time
 * without settings (an unknown name). The stored hash never leaves the database, which compares the hashes.
 */
export async function rightHash(
  settings: string | undefined,
  typed: string,
  isRight: (hash: string) => Promise<boolean>,
): Promise<string | undefined> {
  for (const spelling of spellingsOf(typed)) {
    const hash = await hashWith(settings ?? nobody, spelling)
    if (settings !== undefined && (await isRight(hash))) return hash
  }
  return undefined
}
