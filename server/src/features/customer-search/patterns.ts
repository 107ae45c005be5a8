import { callingCode, telephoneOf } from './telephone.ts'

/** Returns whether a term has a letter or digit to look for. Empty terms and wildcards alone have not. */
export const isGiven = (text: string | undefined): text is string =>
  text !== undefined && /[\p{L}\p{N}]/u.test(text)

const escaped = (text: string) => text.replace(/[\\_]/g, '\\$&')

/**
 * Returns the LIKE pattern of a typed text. `%` inside is a wildcard, and one is added at the end; `_` and `\` are literal. A wildcard at
 * the beginning is removed, because it would read a whole table.
 */
export function likePattern(text: string): string {
  const inside = text
    .replace(/^[\s%]+|[\s%]+$/g, '')
    .replace(/\s+/g, ' ')
    .replace(/%+/g, '%')
  return `${escaped(inside.toLowerCase())}%`
}

/** The fewest letters and digits before a wildcard. Fewer would read a whole table. */
const leastBeforeWildcard = 3

/** Returns whether a wildcard follows fewer letters and digits than that. */
export function isTooWide(text: string): boolean {
  const [before = '', ...after] = text.replace(/^[\s%]+|[\s%]+$/g, '').split('%')
  return after.length > 0 && before.replace(/[^\p{L}\p{N}]/gu, '').length < leastBeforeWildcard
}

/** Returns the LIKE pattern of a telephone number in any format, by its E.164 form, or of the beginning of an e-mail address. */
export function contactPattern(text: string): string {
  const whole = text.includes('%') || text.includes('@') ? undefined : telephoneOf(text)
  if (whole !== undefined) return `${whole}%`
  if (/[@\p{L}]/u.test(text)) return likePattern(text.toLowerCase())
  const digits = text.replace(/[^\d%]/g, '').replace(/^%+/, '')
  if (text.trim().startsWith('+')) return likePattern(`+${digits}`)
  return likePattern(`+${callingCode}${digits.replace(new RegExp(`^${callingCode}(?=[2-9])`), '')}`)
}

/** Returns a whole telephone number or e-mail address as it is stored; null for a part of one. */
export function wholeContact(text: string): string | null {
  if (text.includes('%')) return null
  if (/@/.test(text)) return text.trim().toLowerCase()
  return telephoneOf(text) ?? null
}

export type AccountRange = { accountFrom: number; accountTo: number; accountPattern: string }

/** Returns the range of account ids that begin with the digits; ignores spaces and dashes. Text that is no id gives an empty range. */
export function accountRange(text: string): AccountRange {
  const typed = text.replace(/[\s-]/g, '')
  const digits = /^\d*/.exec(typed)?.[0] ?? ''
  if (!/^\d[\d%]*$/.test(typed) || digits.length > 10)
    return { accountFrom: 0, accountTo: 0, accountPattern: '' }
  return {
    accountFrom: Number(digits.padEnd(10, '0')),
    accountTo: Number(digits.padEnd(10, '9')),
    accountPattern: likePattern(typed),
  }
}

/** Returns whether a value that identifies one customer was typed in full: an account number, a telephone number or an e-mail address. */
export function isWholeValue({
  accountId,
  contact,
}: {
  accountId?: string | undefined
  contact?: string | undefined
}) {
  if (contact !== undefined && wholeContact(contact) !== null) return true
  const range = accountId === undefined ? undefined : accountRange(accountId)
  return range !== undefined && range.accountTo > 0 && range.accountFrom === range.accountTo
}

/** Returns the text as a web user's id; null if it cannot be one. */
export const webUserKey = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null)
