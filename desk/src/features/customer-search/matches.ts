import { plain } from './marked.tsx'
import type { Row } from './search-state.ts'

export type Match = Row['matches'][number]
export type Cell = 'person' | 'premise' | 'web-user'

/** A line about matches under a row's cell. */
export type MatchLine = { field: string; how: Match['how'] | undefined; texts: string[] }

const ofPremise = new Set(['street', 'city', 'postal-code', 'address', 'unit', 'geographic', 'meter'])

/** Returns the cell of a match. */
export const cellOf = ({ field }: Match): Cell =>
  field === 'web-user' ? 'web-user' : ofPremise.has(field) ? 'premise' : 'person'

/** Returns the parts to mark in a cell. */
export const partsIn = ({ matches }: Row, cell: Cell) =>
  matches.filter((match) => cellOf(match) === cell).map(({ text }) => text)

const isAsTyped = ({ how }: Match) => how === 'exact' || how === 'beginning'

/** Returns a predicate: whether the cell shows the match. A match on a protected person has no text, so no cell shows it. */
function seenIn(shown: readonly string[]) {
  const within = plain(shown.join('\n'))
  return ({ text }: Match) => text !== '' && within.includes(plain(text.trim()))
}

/**
 * Returns how marked parts matched, unless they matched as typed. Lists each kind of match once.
 * @param shown the texts of the cell, in which the parts are marked
 */
export function hintsFor(row: Row, cell: Cell, shown: readonly string[]): Match['how'][] {
  const isSeen = seenIn(shown)
  const unlike = row.matches.filter((m) => cellOf(m) === cell && isSeen(m) && !isAsTyped(m))
  return [...new Set(unlike.map(({ how }) => how))]
}

/** Returns the field's name for the reader: `contact` becomes a telephone or an e-mail address. */
const fieldNameOf = ({ field, text }: Match) =>
  field !== 'contact' || text === '' ? field : text.includes('@') ? 'email' : 'phone'

/** Returns the matches that the cell does not show (a telephone, a parcel, a former name): one line per field and kind. */
export function linesFor(row: Row, cell: Cell, shown: readonly string[]): MatchLine[] {
  const isSeen = seenIn(shown)
  const lines = new Map<string, MatchLine>()
  for (const match of row.matches) {
    if (cellOf(match) !== cell || isSeen(match)) continue
    const field = fieldNameOf(match)
    const how = isAsTyped(match) ? undefined : match.how
    const line = lines.get(`${field} ${how}`) ?? { field, how, texts: [] }
    if (match.text !== '' && !line.texts.includes(match.text)) line.texts.push(match.text)
    lines.set(`${field} ${how}`, line)
  }
  return [...lines.values()]
}
