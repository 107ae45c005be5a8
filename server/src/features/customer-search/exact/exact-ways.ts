import { isGiven, isTooWide } from '../patterns.ts'
import { familiesOf, type Terms } from '../rules.ts'
import type { Understanding } from '../understand.ts'

const exactFamilies = ['account', 'contact', 'identifier', 'geographic', 'web-user']

/** Returns whether the terms are one value of one exact family, without an early wildcard. A type alone is a list, and two families together are a form. */
function isExact(terms: Terms): boolean {
  const [family = '', ...others] = familiesOf(terms)
  if (others.length > 0 || !exactFamilies.includes(family)) return false
  const { accountId, contact, identifier, geographicValue, webUser } = terms
  const looksUp = [accountId, contact, geographicValue, webUser]
  return [...looksUp, identifier].some(isGiven) && !looksUp.some((text) => isTooWide(text ?? ''))
}

/** The first tiers of a search that consist of exact ways alone. */
export type ExactTiers = {
  ways: readonly (Understanding & { tier: number })[]
  /** Whether the search has no other tiers. */
  isOnlyExact: boolean
}

/** Returns the exact tiers at the beginning of a search; null if the first tier is not exact, or has two ways by one family. */
export function exactTiersOf(tiers: readonly (readonly Understanding[])[], fields: Terms): ExactTiers | null {
  const all = tiers.map((tier, nth) =>
    tier.map((way) => ({ ...way, tier: nth, terms: { ...way.terms, ...fields } })),
  )
  const end = all.findIndex((tier) => !tier.every(({ terms }) => isExact(terms)))
  const ways = all.slice(0, end < 0 ? all.length : end).flat()
  if (ways.length === 0) return null
  const families = ways.map(({ terms }) => familiesOf(terms)[0])
  const isRepeated = families.some((family, at) => family !== 'identifier' && families.indexOf(family) !== at)
  return isRepeated ? null : { ways, isOnlyExact: end < 0 }
}
