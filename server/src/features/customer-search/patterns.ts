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

export type NamePatterns = {
  organisation: string
  given: string | null
  splits: { surname: string; given: string }[]
}

/**
 * How a name may be written: as an organisation's, as a given name alone, and split into given name and surname after the
 * first word and before the last, in either order. A comma says that the surname came first.
 */
export function namePatterns(name: string): NamePatterns {
  const organisation = likePattern(name)
  const [before, after] = name.split(/,(.*)/s).map((part) => part.trim())
  if (before && after)
    return {
      organisation,
      given: null,
      splits: [{ surname: likePattern(before), given: likePattern(after) }],
    }
  const words = (before || after || '').split(/\s+/)
  if (words.length === 1)
    return { organisation, given: organisation, splits: [{ surname: organisation, given: '%' }] }
  const join = (from: number, to: number) => likePattern(words.slice(from, to).join(' '))
  const last = words.length - 1
  const pairs: [string, string][] = [
    [join(0, 1), join(1, words.length)],
    [join(0, last), join(last, words.length)],
  ]
  const splits = pairs.flatMap(([a, b]) => [
    { given: a, surname: b },
    { given: b, surname: a },
  ])
  return { organisation, given: null, splits: splits.slice(0, words.length === 2 ? 2 : 4) }
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

/** The key of a web user, where the text may be one. */
export const webUserKey = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null)
