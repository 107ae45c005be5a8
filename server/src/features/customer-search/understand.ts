import { type Terms, typesMeant } from './rules.ts'

/** One way to understand what stands in the one box. */
export type Understanding = { families: string[]; terms: Terms }

const suffixes =
  /^(st|street|ave?|avenue|rd|road|ln|lane|dr|drive|blvd|boulevard|ct|court|pl|place|sq|square|ter|terrace|way|cir|circle|hwy|highway|pkwy|parkway|trl|trail|loop|row|aly|alley)\.?,?$/i
const unit = /^(apt|unit|ste|suite|#\S*)\.?,?$/i

const only = (family: string, terms: Terms): Understanding => ({ families: [family], terms })

/**
 * What a CSR may have meant, in tiers: the ways of a tier are asked together, the next tier only where nothing was found.
 * @param types the types of person identifiers there are
 */
export function understand(box: string, types: readonly string[]): Understanding[][] {
  const text = box.trim().replace(/\s+/g, ' ')
  const identifier = /^([a-z-]{2,30}):\s*(\S.*)$/i.exec(text)
  const meant = identifier?.[1] ? typesMeant(identifier[1], types) : []
  if (meant.length > 0)
    return [
      meant.map((identifierType) => only('identifier', { identifierType, identifier: identifier?.[2] })),
    ]
  if (/^\S+@\S*$/.test(text)) return [[only('email', { contact: text }), only('web-user', { webUser: text })]]
  if (/^[+(]?[\d\s().%+-]+((x|ext)\.?\s*\d+)?$/i.test(text) && /\d/.test(text)) return numbers(text)
  return words(text)
}

/** Digits: an account's, a telephone's, an identifier's, a web user's key, a postal code, a house's number. */
function numbers(text: string): Understanding[][] {
  const count = text.replace(/\D/g, '').length
  const account = only('account', { accountId: text })
  const phone = only('phone', { contact: text })
  const identifier = only('identifier', { identifier: text })
  if (/^[+(]|\.|x/i.test(text)) return [[phone], [identifier]]
  if (count === 10) return [[account, phone], [identifier]]
  const rest = [only('postal-code', { postalCode: text }), only('street', { street: text })]
  if (count < 4) return [[only('web-user', { webUser: text })], rest]
  return [[account, phone, identifier, only('web-user', { webUser: text })], rest]
}

/** Words: a name, an address, both in either order; one word alone may be a user name or an identifier too. */
function words(text: string): Understanding[][] {
  const list = text.split(' ')
  const name = only('name', { name: text })
  const street = only('street', { street: text })
  const city = only('city', { city: text })
  if (list.length === 1) {
    const user = only('web-user', { webUser: text })
    const isCode = /\d/.test(text)
    return isCode
      ? [[user, only('identifier', { identifier: text })], [name, street], [geographic(text)]]
      : [[name, user], [street, city], [geographic(text)]]
  }
  const both = splits(list).map(({ street, name }) => ({
    families: ['name', 'street'],
    terms: { street, name },
  }))
  const first = /^\d/.test(text) ? [street] : [name]
  return [first, both, [name, street, city, geographic(text)]]
}

const geographic = (text: string) => only('geographic', { geographicValue: text })

/** Where an address may end and a name begin, likeliest first. */
function splits(list: readonly string[]): { street: string; name: string }[] {
  const join = (from: number, to: number) => list.slice(from, to).join(' ').replace(/,$/, '')
  const suffix = list.findIndex((word, at) => at > 0 && suffixes.test(word))
  const house = list.findIndex((word) => /^\d/.test(word))
  const ends: [number, number][] = []
  if (suffix > 0) {
    const isUnit = unit.test(list[suffix + 1] ?? '')
    const end = suffix + 1 + (isUnit ? ((list[suffix + 1] ?? '').startsWith('#') ? 1 : 2) : 0)
    ends.push([house >= 0 && house < suffix ? house : suffix === 1 ? 0 : suffix - 1, end])
  } else if (house >= 0) for (let end = house + 2; end < list.length; end++) ends.push([house, end])
  if (suffix < 0 && house > 0) ends.push([house, list.length])
  return ends
    .map(([from, to]) => ({
      street: join(from, Math.min(to, unitAt(list, from, to))),
      name: [join(0, from), join(to, list.length)].filter((part) => part !== '').join(' '),
    }))
    .filter(({ street, name }) => street !== '' && name !== '')
}

/** The unit (`apt 4`) is left out of what is looked for: it stands on a line of its own. */
function unitAt(list: readonly string[], from: number, to: number): number {
  const at = list.findIndex((word, index) => index > from && index < to && unit.test(word))
  return at < 0 ? to : at
}
