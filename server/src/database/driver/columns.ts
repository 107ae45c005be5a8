import type { FieldDef, QueryResultRow } from 'pg'
import { readerOf } from './values.ts'

/** A row: columns by their names in camelCase. */
export type Row = QueryResultRow

/** A column of a statement, as the code sees it. */
export type Column = { name: string; read: (text: string) => unknown }

const camel = (column: string) =>
  column.replace(/[!?]$/, '').replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase())

/** Returns columns with the names that the code uses: camelCase, without the type generator's trailing `!` or `?`. */
export const columnsOf = (fields: readonly FieldDef[]): Column[] =>
  fields.map(({ name, dataTypeID }) => ({ name: camel(name), read: readerOf(dataTypeID) }))

/** Returns a row of what arrived. @throws RangeError for a bigint that a number cannot hold */
export function rowOf(columns: readonly Column[], texts: readonly (string | null)[]): Row {
  const row: Row = {}
  for (let at = 0; at < columns.length; at += 1) {
    const column = columns[at]
    const text = texts[at]
    if (column) row[column.name] = text === null || text === undefined ? null : column.read(text)
  }
  return row
}
