import type { Terms } from './rules.ts'

/** A postal code inside a longer text: of the United States, of Canada or of the United Kingdom. */
const postalCode =
  /(?:^|[\s,])(\d{5}(?:-\d{0,4})?|[a-z]\d[a-z] ?\d[a-z]\d|[a-z]{1,2}\d[a-z\d]? \d[a-z]{2})(?=$|[\s,])/i
/** A state by its letters behind a town: ', CA'. */
const state = /(?:,\s*|\s+)[a-z]{2}\s*,?\s*$/i

/**
 * Returns the terms of a form in the right fields. Swaps a town and a postal code that are in each other's field, separates them if both
 * are in one field, and removes a state after the town.
 */
export function meantFields<T extends Terms>(terms: T): T {
  const { city = '', postalCode: code = '' } = terms
  const isPlain = !/\p{L}/u.test(code) && !/\d/.test(city) && !city.includes(',')
  if (city.includes('%') || code.includes('%') || isPlain) return terms
  const match = postalCode.exec(code) ?? postalCode.exec(city)
  const text = [city, code].map((part) => part.replace(postalCode, ' ').trim()).filter((part) => part !== '')
  const towns = text.filter((part) => /\p{L}/u.test(part))
  // A postal code of another form stays in its field.
  const others = text.filter((part) => !/\p{L}/u.test(part))
  const town = towns.join(' ')
  return {
    ...terms,
    city: (match || town.includes(',') ? town.replace(state, '') : town).replace(/^[\s,]+|[\s,]+$/g, ''),
    postalCode: (match?.[1] ?? others.join(' ')).trim(),
  }
}
