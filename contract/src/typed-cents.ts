import type { Locale } from './values.ts'

/** Why a text is no amount: it is none at all, or its point or comma could be read in two ways. */
export type AmountProblem = 'amount' | 'amount-separator'

/** The separators of the languages' countries, as Intl writes them: the Spanish of the United States writes 1,234.50 too. */
const separators = (locale: Locale) => {
  const parts = new Intl.NumberFormat(locale === 'es' ? 'es-US' : 'en-US').formatToParts(1234567.5)
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return { group: of('group'), decimal: of('decimal') }
}
const escaped = (sign: string) => sign.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** No amount is written longer, and what is longer is not searched for one: the time of a search can grow by the square of its text. */
const mostCharacters = 60

const patterns = new Map<Locale, RegExp>()

function patternOf(locale: Locale): RegExp {
  const cached = patterns.get(locale)
  if (cached) return cached
  const { group, decimal } = separators(locale)
  const whole = `\\d{1,9}|\\d{1,3}(?:${escaped(group)}\\d{3})+`
  const pattern = new RegExp(`^(${whole})(?:${escaped(decimal)}(\\d{0,2}))?$`)
  patterns.set(locale, pattern)
  return pattern
}

/**
 * Returns the integer cents of an amount as a person writes it in their language: `45`, `45.5`, `$1,234.50`. Nothing is guessed:
 * where a point or a comma is not where the language has it (`1,5`, `45,50`, `1.234`), the answer is a problem and no amount.
 */
export function typedCents(typed: string, locale: Locale): number | AmountProblem {
  if (typed.length > mostCharacters) return 'amount'
  const plain = typed
    .normalize('NFKC')
    .trim()
    .replace(/^(US)?\$\s*|\s*(US\$|USD|\$)$/gi, '')
  const [, whole, fraction = ''] = patternOf(locale).exec(plain) ?? []
  if (whole === undefined) return /^\d[\d.,'\s]*$/.test(plain) ? 'amount-separator' : 'amount'
  return Number(whole.replace(/\D/g, '')) * 100 + Number(fraction.padEnd(2, '0'))
}
