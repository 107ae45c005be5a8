import { blindIndex } from '#encryption/sealed-value.ts'
import { accountRange, contactPattern, isGiven, likePattern, webUserKey, wholeContact } from '../patterns.ts'
import type { Match, SearchContext, Terms } from '../rules.ts'
import { endingOf } from '../telephone.ts'

// The parameters by which each exact family is looked up. `isAlone`: a whole value may find a protected customer.

const beginningOf = (pattern: string) => pattern.replace(/[%_].*$/s, '').replace(/\\(.)/g, '$1')

/** Returns the whole value as it is stored; null if it has a wildcard. */
const wholeText = (text: string) =>
  text.includes('%') ? null : text.trim().replace(/\s+/g, ' ').toLowerCase()

/** Returns the range of account numbers, with `isNone` for a text that is no account number. */
export function accountTerms(text: string, isAlone: boolean) {
  const { accountFrom, accountTo, accountPattern } = accountRange(text)
  const ending = endingOf(text)
  const isOne = accountFrom === accountTo
  return {
    accountFrom,
    accountTo,
    // A beginning is a range of the index; a wildcard inside needs LIKE as well.
    pattern: accountPattern.indexOf('%') < accountPattern.length - 1 ? accountPattern : null,
    isWhole: isAlone && isOne,
    ending: ending === null ? null : Number(ending),
    isNone: accountTo === 0,
    how: isOne ? ('exact' as const) : ('beginning' as const),
  }
}

export function contactTerms(text: string, isAlone: boolean) {
  const pattern = contactPattern(text)
  const whole = isAlone ? wholeContact(text) : null
  return { pattern, beginning: beginningOf(pattern), whole, ending: endingOf(text) }
}

export function geographicTerms(text: string, isAlone: boolean) {
  const pattern = likePattern(text)
  return { pattern, beginning: beginningOf(pattern), whole: isAlone ? wholeText(text) : null }
}

export function webUserTerms(text: string, isAlone: boolean) {
  const pattern = likePattern(text.toLowerCase())
  const whole = isAlone ? wholeText(text) : null
  return { pattern, beginning: beginningOf(pattern), webUserId: webUserKey(text), whole }
}

/** Returns the hashes that an identifier may be stored as; none if no identifier was typed. */
export function identifierHashes({ identifier, identifierType }: Terms, context: SearchContext): string[] {
  if (!isGiven(identifier)) return []
  const types = identifierType ? [identifierType] : context.identifierTypes
  return context.readableKeys.flatMap((key) =>
    types.map((type) => Buffer.from(blindIndex(key, type, identifier)).toString('hex')),
  )
}

/** Returns why a web user was found: by the user name or by the e-mail address. */
export function webUserMatch(text: string, { userName, email }: { userName: string; email: string }): Match {
  const typed = text.replaceAll('%', '').toLowerCase()
  const isName = userName.toLowerCase().startsWith(typed)
  const isWhole = typed === (isName ? userName : email).toLowerCase()
  return {
    field: 'web-user',
    text: isName ? userName.slice(0, typed.length) : email,
    how: isWhole ? 'exact' : 'beginning',
  }
}
