import { badRequest } from './scim-error.ts'

export type Comparison = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le'
export type Compared = string | number | boolean | null

/** A filter of RFC 7644, section 3.4.2.2. `within` is a value path, such as `emails[type eq "work"]`. */
export type Filter =
  | { kind: 'and' | 'or'; parts: Filter[] }
  | { kind: 'not'; of: Filter }
  | { kind: 'present'; name: string }
  | { kind: 'compare'; name: string; comparison: Comparison; value: Compared }
  | { kind: 'within'; name: string; of: Filter }

/** Long enough for any client; a filter is parsed by recursion, so its depth is limited too. */
const mostCharacters = 4_000
const mostDepth = 24

const comparisons = new Set(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'])

type Token = { kind: 'word' | 'string' | 'sign'; text: string }

const refuse = (why: string) => badRequest('invalidFilter', `The filter cannot be read: ${why}.`)

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const pattern = /\s*(?:("(?:[^"\\]|\\.)*")|([()[\]])|([^\s()[\]"]+))/gy
  let at = 0
  while (text.slice(at).trim() !== '') {
    pattern.lastIndex = at
    const [, string, sign, word] = pattern.exec(text) ?? []
    if (string !== undefined) tokens.push({ kind: 'string', text: string })
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word })
    else throw refuse('a text is not closed')
    at = pattern.lastIndex
  }
  return tokens
}

function comparedOf({ kind, text }: Token): Compared {
  if (kind === 'sign') throw refuse(`a value is missing before "${text}"`)
  // Clients write true and false in every case of letters.
  const json = kind === 'word' ? text.toLowerCase() : text
  try {
    const value: unknown = JSON.parse(json)
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as Compared
  } catch {
    // Falls through: neither a text in quotation marks nor a number, true, false or null.
  }
  throw refuse(`"${text.slice(0, 60)}" is not a value`)
}

/** Reads a filter. Throws `invalidFilter` for what the grammar does not have, and for a filter that is too long or too deep. */
export function readFilter(text: string): Filter {
  if (text.length > mostCharacters) throw refuse(`it is longer than ${mostCharacters} characters`)
  const tokens = tokensOf(text)
  let at = 0
  const peek = () => tokens[at]
  const isWord = (word: string) => peek()?.kind === 'word' && peek()?.text.toLowerCase() === word
  const isSign = (sign: string) => peek()?.kind === 'sign' && peek()?.text === sign
  const take = (what: string): Token => {
    const token = tokens[at]
    if (!token) throw refuse(`${what} is missing at the end`)
    at += 1
    return token
  }
  const takeSign = (sign: string) => {
    if (!isSign(sign)) throw refuse(`"${sign}" is missing`)
    at += 1
  }
  const joined = (kind: 'and' | 'or', part: (depth: number) => Filter, depth: number): Filter => {
    const parts = [part(depth)]
    while (isWord(kind)) {
      at += 1
      parts.push(part(depth))
    }
    const [only] = parts
    return parts.length === 1 && only ? only : { kind, parts }
  }
  const either = (depth: number): Filter => joined('or', all, depth)
  const all = (depth: number): Filter => joined('and', one, depth)
  const inParentheses = (depth: number): Filter => {
    takeSign('(')
    const of = either(depth + 1)
    takeSign(')')
    return of
  }
  const one = (depth: number): Filter => {
    if (depth > mostDepth) throw refuse(`it is deeper than ${mostDepth} levels`)
    if (isSign('(')) return inParentheses(depth)
    const { kind, text: name } = take('an attribute')
    if (kind !== 'word') throw refuse(`"${name.slice(0, 60)}" is not an attribute`)
    if (name.toLowerCase() === 'not' && isSign('(')) return { kind: 'not', of: inParentheses(depth) }
    if (!/^[A-Za-z][\w.:$-]*$/.test(name)) throw refuse(`"${name.slice(0, 60)}" is not an attribute`)
    if (isSign('[')) {
      at += 1
      const of = either(depth + 1)
      takeSign(']')
      return { kind: 'within', name, of }
    }
    const comparison = take('a comparison').text.toLowerCase()
    if (comparison === 'pr') return { kind: 'present', name }
    if (!comparisons.has(comparison)) throw refuse(`"${comparison.slice(0, 60)}" is not a comparison`)
    return { kind: 'compare', name, comparison: comparison as Comparison, value: comparedOf(take('a value')) }
  }
  const filter = either(0)
  if (at < tokens.length) throw refuse(`"${tokens[at]?.text.slice(0, 60)}" is left over`)
  return filter
}
