import { plain } from './marked.tsx'
import type { Row } from './search-state.ts'

export type Match = Row['matches'][number]
export type Cell = 'person' | 'premise' | 'web-user'

/** What a line under a row's cell says of matches. */
export type MatchLine = { field: string; how: Match['how'] | undefined; texts: string[] }

const ofPremise = new Set(['street', 'city', 'postal-code', 'address', 'unit', 'geographic'])

/** The cell that a match is about. */
export const cellOf = ({ field }: Match): Cell =>
  field === 'web-user' ? 'web-user' : ofPremise.has(field) ? 'premise' : 'person'

/** The parts to mark in a cell. */
export const partsIn = ({ matches }: Row, cell: Cell) =>
  matches.filter((match) => cellOf(match) === cell).map(({ text }) => text)

const isAsTyped = ({ how }: Match) => how === 'exact' || how === 'beginning'

/** Tells whether what matched is to be seen in the cell; of a protected person there is no text, and nothing to be seen. */
function seenIn(shown: readonly string[]) {
  const within = plain(shown.join('\n'))
  return ({ text }: Match) => text !== '' && within.includes(plain(text.trim()))
}

/**
 * How marked parts matched, where not as they were typed: each way once.
 * @param shown the texts of the cell, in which the parts are marked
 */
export function hintsFor(row: Row, cell: Cell, shown: readonly string[]): Match['how'][] {
  const isSeen = seenIn(shown)
  const unlike = row.matches.filter((m) => cellOf(m) === cell && isSeen(m) && !isAsTyped(m))
  return [...new Set(unlike.map(({ how }) => how))]
}

/** The name of the field for a reader: a contact is a telephone or an e-mail address. */
const fieldNameOf = ({ field, text }: Match) =>
  field !== 'contact' || text === '' ? field : text.includes('@') ? 'email' : 'phone'

/** What matched and is not to be seen in the cell: a telephone, a parcel, a former name. One line for each field and way. */
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
