import type { PersonDataFormat } from '@porchlight/contract/person-data.ts'
import type { Sql } from '#database/sql.ts'
import type { Keys } from '#encryption/encryption-keys.ts'
import { sections } from '../sections/sections.ts'
import { shapedRow, withIdentifier } from '../sections/shaped-row.ts'
import { jsonFile } from './json-file.ts'
import type { FileFacts } from './person-file.ts'
import { readablePage } from './readable-page.ts'

const files = { json: jsonFile, html: readablePage }

/** Where an export goes on: in which section, after which row; how many rows of it were written. */
export type Place = { section: number; after: string; written: number }
export const start: Place = { section: 0, after: '', written: 0 }

type Options = {
  facts: FileFacts
  format: PersonDataFormat
  /** The installation's keys, where the reader may have whole identifiers; null: masked ones. */
  identifiersBy: Keys | null
  /** Rows to write before the page ends, at the next end of a read. */
  mostRows?: number
}

/**
 * Writes the next part of the file: short sections together, a long one in several pages.
 * @returns the text, and where to go on; null after the end of the file
 */
export async function exportPage(sql: Sql, from: Place, options: Options) {
  const { facts, format, identifiersBy, mostRows = 500 } = options
  const file = files[format]
  const isStart = from.section === 0 && from.after === ''
  let text = isStart ? file.head(facts) : ''
  let rows = 0
  let place = from
  while (rows < mostRows) {
    const section = sections[place.section]
    if (!section) return { text: text + file.foot(facts), rows, next: null }
    if (place.after === '') text += file.begin(section, place.section === 0, facts)
    const limit = section.pageSize
    const rowsRead = await section.rows(sql, { personId: facts.personId, after: place.after, limit })
    const written = rowsRead.map(({ row }) => {
      const shaped = shapedRow(section.fields, row)
      return section.name === 'identifiers' ? withIdentifier(shaped, identifiersBy) : shaped
    })
    text += file.rows(section, written, place.written === 0, facts)
    rows += rowsRead.length
    const last = rowsRead.at(-1)
    if (last && rowsRead.length === limit) {
      place = { section: place.section, after: last.key, written: place.written + rowsRead.length }
      // Readings are large: a page has one read of them.
      if (section.name === 'usage') break
    } else {
      text += file.end(section, place.written + rowsRead.length === 0, facts)
      place = { section: place.section + 1, after: '', written: 0 }
    }
  }
  return { text, rows, next: place }
}
