import { getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js'

/** Telephones without a country's number are of this one. */
const country = 'US'

/** A term with nothing to look for (empty, or wildcards alone) is as good as none. */
export const isGiven = (text: string | undefined): text is string =>
  text !== undefined && /[\p{L}\p{N}]/u.test(text)

const escaped = (text: string) => text.replace(/[\\_]/g, '\\$&')

/**
 * The LIKE pattern of what was typed: `%` inside is a wildcard and one more follows; nothing else is. One at the beginning is
 * left out: it would read a whole table.
 */
export function likePattern(text: string): string {
  const inside = text
    .replace(/^[\s%]+|[\s%]+$/g, '')
    .replace(/\s+/g, ' ')
    .replace(/%+/g, '%')
  return `${escaped(inside.toLowerCase())}%`
}

/** A wildcard inside with less than this before it would read a whole table. */
const leastBeforeWildcard = 3

/** Whether a wildcard stands so early in what was typed that too much begins like it. */
export function isTooWide(text: string): boolean {
  const [before = '', ...after] = text.replace(/^[\s%]+|[\s%]+$/g, '').split('%')
  return after.length > 0 && before.replace(/[^\p{L}\p{N}]/gu, '').length < leastBeforeWildcard
}

/** A telephone in any format as the beginning of its E.164 form, or the beginning of an e-mail address. */
export function contactPattern(text: string): string {
  if (/[@\p{L}]/u.test(text.replace(/\b(x|ext)\.?\s*\d+$/i, ''))) return likePattern(text.toLowerCase())
  const whole = text.includes('%') ? undefined : parsePhoneNumberFromString(text, country)
  if (whole?.isPossible()) return `${whole.number}%`
  const digits = text.replace(/[^\d%]/g, '').replace(/^%+/, '')
  if (text.trim().startsWith('+')) return likePattern(`+${digits}`)
  const code = getCountryCallingCode(country)
  return likePattern(`+${code}${digits.replace(new RegExp(`^${code}(?=[2-9])`), '')}`)
}

/** The whole of a telephone or an e-mail address, as it is stored; null for what is a part of one. */
export function wholeContact(text: string): string | null {
  if (text.includes('%')) return null
  if (/@/.test(text)) return text.trim().toLowerCase()
  const phone = parsePhoneNumberFromString(text, country)
  return phone?.isPossible() ? phone.number : null
}

export type AccountRange = { accountFrom: number; accountTo: number; accountPattern: string }

/** The accounts whose ids begin with these digits; spaces and dashes do not matter. What is no id finds none. */
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

/** Whether one value was typed in full that tells one customer of all: an account number, a telephone, an e-mail address. */
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

/** The key of a web user, where the text may be one. */
export const webUserKey = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null)
