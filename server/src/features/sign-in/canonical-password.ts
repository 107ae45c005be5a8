/**
 * Returns a password as it is hashed and compared: RFC 8265, OpaqueString. Keyboards make the same letter in different ways (ä
 * as one character, or as a and two dots); they are one here, and so are all kinds of spaces. Case, width and everything else
 * stay as typed.
 */
export function canonicalPassword(typed: string): string {
  return typed.replace(/\p{Zs}/gu, ' ').normalize('NFC')
}

/**
 * Returns what a typed password may have been hashed as: in its canonical form, and for hashes of before that as it was typed,
 * or with its accents apart. ASCII has one.
 */
export function spellingsOf(typed: string): string[] {
  return [...new Set([canonicalPassword(typed), typed, typed.normalize('NFD')])]
}

/** Returns whether two typed passwords have the same canonical form. */
export const isSamePassword = (one: string, other: string): boolean =>
  canonicalPassword(one) === canonicalPassword(other)
