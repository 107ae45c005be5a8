import { filtersOf } from './search-filters.ts'
import type { Terms } from './search-state.ts'

/** A wider search than the one without results. `text` is the part that it still searches for. */
export type Relaxation = {
  kind: 'any-division' | 'without-web-user' | 'only-name' | 'only-street' | 'shorter'
  text: string
  terms: Terms
}

const suffixes =
  /^(st|street|ave?|avenue|rd|road|ln|lane|dr|drive|blvd|boulevard|ct|court|pl|place|sq|square|ter|terrace|way|cir|circle|hwy|pkwy|trl|trail)\.?$/i

/** Splits the box's text into name and street; undefined if it is only one of them. */
function partsOf(box: string): { name: string; street: string } | undefined {
  const words = box.replaceAll(',', ' ').split(/\s+/).filter(Boolean)
  const houseAt = words.findIndex((word) => /^\d/.test(word))
  if (houseAt < 0) return undefined
  const suffix = words.findIndex((word, at) => at > houseAt + 1 && suffixes.test(word))
  const end = houseAt > 0 ? words.length : suffix > 0 ? suffix + 1 : houseAt + 2
  const street = words.slice(houseAt, end).join(' ')
  const name = [...words.slice(0, houseAt), ...words.slice(end)].join(' ')
  return name && street ? { name, street } : undefined
}

/** Returns wider searches to offer without results: without a filter, or without a part of the typed text. */
export function relaxationsOf(terms: Terms): Relaxation[] {
  const { box = '', name = '', street = '' } = terms
  const filters = filtersOf(terms)
  const said = box || [name, street].filter(Boolean).join(', ')
  const wider: Relaxation[] = []
  if (terms.division) wider.push({ kind: 'any-division', text: said, terms: { ...terms, division: '' } })
  if (terms.hasWebUser)
    wider.push({ kind: 'without-web-user', text: said, terms: { ...terms, hasWebUser: false } })
  const parts = partsOf(box)
  if (parts) {
    wider.push({ kind: 'only-name', text: parts.name, terms: { ...filters, box: parts.name } })
    wider.push({ kind: 'only-street', text: parts.street, terms: { ...filters, box: parts.street } })
  } else if (/\S\s+\S/.test(box.trim())) {
    const shorter = box.trim().replace(/\s+\S+$/, '')
    wider.push({ kind: 'shorter', text: shorter, terms: { ...filters, box: shorter } })
  }
  if (name && street) {
    wider.push({ kind: 'only-name', text: name, terms: { ...filters, name } })
    wider.push({ kind: 'only-street', text: street, terms: { ...filters, street } })
  }
  return wider
}
