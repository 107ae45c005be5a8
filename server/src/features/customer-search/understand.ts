import { type Terms, typesMeant } from './rules.ts'
import { isNumberText } from './telephone.ts'
import { wordsOf } from './words/fold.ts'
import { nameReadings } from './words/joined-names.ts'
import { legalWords, suffixes, suffixForms } from './words/word-lists.ts'

/** One way to understand the text of the search box. */
export type Understanding = {
  families: string[]
  terms: Terms
  /**
   * The way ends or begins with a town. If the index has the town, the way is searched in the first tier; otherwise in its own tier
   * (`any`) or not at all (`known`).
   */
  town?: 'known' | 'any'
}

const unit = /^(apt|unit|ste|suite|#\S*)\.?,?$/i

const only = (family: string, terms: Terms): Understanding => ({ families: [family], terms })

/** The most words that are read: a name, a whole address with its town and a telephone number are fewer. */
const mostWords = 16
/** The most words of a street, without house and unit. */
const mostInStreet = 4
/** The most ways of one search. Bounds its cost, whatever is typed. */
const mostWays = 12

/**
 * Returns the ways to understand a text, in tiers, {@link mostWays} at most. The ways of a tier are searched together, the next tier
 * only if it found nothing. Identifiers come last: such a search counts as a guess.
 * @param types the types of person identifiers in use
 */
export function understand(box: string, types: readonly string[]): Understanding[][] {
  let left = mostWays
  return meanings(box, types).flatMap((tier) => {
    const readings = tier.slice(0, left)
    left -= readings.length
    return readings.length > 0 ? [readings] : []
  })
}

function meanings(box: string, types: readonly string[]): Understanding[][] {
  const text = box.trim().split(/\s+/).slice(0, mostWords).join(' ')
  const identifier = /^([a-z-]{2,30}):\s*(\S.*)$/i.exec(text)
  const meant = identifier?.[1] ? typesMeant(identifier[1], types) : []
  if (meant.length > 0)
    return [
      meant.map((identifierType) => only('identifier', { identifierType, identifier: identifier?.[2] })),
    ]
  if (/^\S+@\S*$/.test(text)) return [[only('email', { contact: text }), only('web-user', { webUser: text })]]
  if (isNumberText(text)) return numbers(text)
  return words(text)
}

/** Returns whether the search needs the list of identifier types. */
export const asksForTypes = (box: string | undefined, { identifier, identifierType }: Terms): boolean =>
  (identifier !== undefined && identifierType === undefined) ||
  (box !== undefined &&
    (box.includes(':') ||
      understand(box, [])
        .flat()
        .some(({ terms }) => terms.identifier)))

/** Understands digits: an account, telephone, identifier, web user id, postal code, house number or meter. */
function numbers(text: string): Understanding[][] {
  const count = text.replace(/\D/g, '').length
  const account = only('account', { accountId: text })
  const phone = only('phone', { contact: text })
  const identifier = only('identifier', { identifier: text })
  if (/^[+(]|[.,;#]|\p{L}/u.test(text)) return [[phone], [identifier]]
  if (count === 10) return [[account, phone], [identifier]]
  const rest = [only('postal-code', { postalCode: text }), only('street', { street: text })]
  if (count < 4) return [[only('web-user', { webUser: text })], rest]
  return [[account, phone, only('web-user', { webUser: text })], rest, [geographic(text)], [identifier]]
}

/** Understands words: a name, an address, or both in either order. One word alone may also be a user name or an identifier. */
function words(text: string): Understanding[][] {
  const list = text.split(' ')
  const name = only('name', { name: text })
  const joined = nameReadings(text).map((reading) => only('name', { name: reading }))
  const street = only('street', { street: text })
  const city = only('city', { city: text })
  if (list.length === 1) {
    const user = only('web-user', { webUser: text })
    const isCode = /\d/.test(text)
    return isCode
      ? [[user], [name, street], [geographic(text)], [only('identifier', { identifier: text })]]
      : [[name, ...joined, user], [street, city], [geographic(text)]]
  }
  const both = splits(list).flatMap(besideAddress)
  // A number or a street suffix means that there is an address; the other words are a name.
  const hasHouse = /^\d|\s\d/.test(text)
  const ways = besidePostalCode(list)
  if (ways.length > 0)
    return [
      [...ways, ...(/^\d/.test(text) ? [street] : []), ...both],
      [name, street, geographic(text)],
    ]
  if (hasHouse) return [both.length > 0 ? both : [street], [name, street, city, geographic(text)]]
  // Text that ends in a legal form is an organization's name.
  const [last = ''] = wordsOf(list.at(-1) ?? '')
  if (last.length > 2 && legalWords.has(last)) return [[name], [street, city, geographic(text)]]
  const endsAsStreet = isSuffix(list.at(-1) ?? '')
  const besides = both.length > 0 ? both : streetBeside(list)
  return [
    [name, ...joined, ...(endsAsStreet ? [street] : [])],
    [...besides, ...townsBeside(list)],
    [street, city, geographic(text)],
  ]
}

const isPostalCode = (word: string) => /^\d{5}(-\d{4})?$/.test(word)

/** A name with a postal code behind or before it, and perhaps a town between them: 'alvarez 92101', '92101 alvarez'. */
function besidePostalCode(list: readonly string[]): Understanding[] {
  const [first = '', last = ''] = [list[0], list.at(-1)]
  const isBehind = isPostalCode(last) && !/^\d/.test(first)
  const isBefore = isPostalCode(first) && !list.slice(1).some((word) => /\d/.test(word) || isSuffix(word))
  if (!isBehind && !isBefore) return []
  const words = isBehind ? list.slice(0, -1) : list.slice(1)
  const postalCode = isBehind ? last : first
  return [only('name', { name: words.join(' ') }), ...townsBeside(words).map(knownOnly)].map((way) => ({
    ...way,
    families: [...way.families, 'postal-code'],
    terms: { ...way.terms, postalCode },
  }))
}

/** 'alvarez oak', 'oak alvarez': a name, and a street without number and suffix, in either order. */
function streetBeside(list: readonly string[]): Understanding[] {
  const ways = [
    [list.slice(0, -1), list.slice(-1)],
    [list.slice(1), list.slice(0, 1)],
  ] as const
  return ways.map(([name, street]) => ({
    families: ['name', 'street'],
    terms: { name: name.join(' '), street: street.join(' ') },
  }))
}

/** The most words of a town's name. */
const mostInTown = 3

/** A name with a town behind or before it: 'alvarez port ellis', 'port ellis alvarez', 'alvarez port ellis ca'. */
function townsBeside(list: readonly string[]): Understanding[] {
  const plain = list.length > 2 && isState(list.at(-1) ?? '') ? list.slice(0, -1) : list
  const counts = Array.from({ length: mostInTown }, (_, at) => at + 1).filter((words) => plain.length > words)
  const way = (name: readonly string[], city: readonly string[], town: 'known' | 'any'): Understanding => ({
    families: ['name', 'city'],
    terms: { name: name.join(' ').replace(/,$/, ''), city: city.join(' ') },
    town,
  })
  return [
    // Two words are a name more often than a name with a misspelled town.
    ...counts.map((words) =>
      way(
        plain.slice(0, -words),
        plain.slice(-words),
        words < mostInTown && plain.length > words + 1 ? 'any' : 'known',
      ),
    ),
    ...counts.map((words) => way(plain.slice(words), plain.slice(0, words), 'known')),
  ]
}

const knownOnly = (way: Understanding): Understanding => ({ ...way, town: 'known' })

/** A state or province by its two letters. */
const isState = (word: string) => /^[a-z]{2},?$/i.test(word)

/** Understands the words around an address: a name, or after it a town with its postal code. */
function besideAddress({ street, before, after }: Split): Understanding[] {
  const [, town = after, postalCode] = /^(.*?)[\s,]*(\d{5}(?:-\d{4})?)$/.exec(after) ?? []
  const terms = { street, ...(postalCode !== undefined && { postalCode }) }
  const families = ['street', ...(postalCode === undefined ? [] : ['postal-code'])]
  const name = [before, town].filter((part) => part !== '').join(' ')
  return [
    name === '' ? { families, terms } : { families: ['name', ...families], terms: { ...terms, name } },
    ...(before === '' && town !== ''
      ? [{ families: [...families, 'city'], terms: { ...terms, city: town } }]
      : []),
  ]
}

const geographic = (text: string) => only('geographic', { geographicValue: text })

type Split = { street: string; before: string; after: string }

/** Returns where an address may begin and end, the likeliest first. */
function splits(list: readonly string[]): Split[] {
  const join = (from: number, to: number) => list.slice(from, to).join(' ').replace(/,$/, '')
  const suffix = list.findIndex((word, at) => at > 0 && isSuffix(word))
  const houseAt = list.findIndex((word) => /^\d/.test(word))
  const ends: [number, number][] = []
  if (suffix > 0) {
    const isUnit = unit.test(list[suffix + 1] ?? '')
    const end = suffix + 1 + (isUnit ? ((list[suffix + 1] ?? '').startsWith('#') ? 1 : 2) : 0)
    ends.push([houseAt >= 0 && houseAt < suffix ? houseAt : suffix === 1 ? 0 : suffix - 1, end])
  } else if (houseAt >= 0)
    for (let end = houseAt + 2; end < list.length && end <= houseAt + 1 + mostInStreet; end++)
      ends.push([houseAt, end])
  if (suffix < 0 && houseAt > 0) ends.push([houseAt, list.length])
  return ends
    .map(([from, to]) => ({ street: join(from, to), before: join(0, from), after: join(to, list.length) }))
    .filter(({ street, before, after }) => street !== '' && (before !== '' || after !== ''))
}

/** 'St.' and 'Avenue,' end a street; so does 'Hill', if no better word does. */
const isSuffix = (word: string) => {
  const [plain = ''] = wordsOf(word)
  return suffixes.has(suffixForms.get(plain) ?? plain)
}
