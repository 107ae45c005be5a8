import { plain } from './marked.tsx'
import type { Row } from './search-state.ts'

export type Match = Row['matches'][number]
export type Cell = 'person' | 'premise' | 'web-user'

/** What a line under a row's cell says of a match. */
export type MatchLine = { field: string; how: Match['how'] | undefined; text: string }

const ofPremise = new Set(['street', 'city', 'postal-code', 'address', 'unit', 'geographic'])

/** The cell that a match is about. */
export const cellOf = ({ field }: Match): Cell =>
  field === 'web-user' ? 'web-user' : ofPremise.has(field) ? 'premise' : 'person'

/** The parts to mark in a cell. */
export const partsIn = ({ matches }: Row, cell: Cell) =>
  matches.filter((match) => cellOf(match) === cell).map(({ text }) => text)

const isAsTyped = (how: Match['how']) => how === 'exact' || how === 'beginning'

/**
 * What the marks in a cell do not say: a value that the row does not show (a telephone, a parcel, a former name), and that a
 * part matched otherwise than as it was typed. Of a protected person there is no text: the field is said alone.
 * @param shown the texts of the cell, in which the other matches are marked
 */
export function linesFor(row: Row, cell: Cell, shown: readonly string[]): MatchLine[] {
  const within = plain(shown.join('\n'))
  const lines = row.matches
    .filter((match) => cellOf(match) === cell)
    .flatMap(({ field, how, text }): MatchLine[] => {
      const unlike = isAsTyped(how) ? undefined : how
      if (text === '') return [{ field, how: unlike, text }]
      const isShown = within.includes(plain(text.trim()))
      return isShown && !unlike ? [] : [{ field, how: unlike, text }]
    })
  const seen = new Set<string>()
  return lines.filter((line) => {
    const key = JSON.stringify(line)
    return !seen.has(key) && seen.add(key)
  })
}

/** The name of the field for a reader: a contact is a telephone or an e-mail address. */
export const fieldNameOf = ({ field, text }: MatchLine) =>
  field !== 'contact' || text === '' ? field : text.includes('@') ? 'email' : 'phone'
