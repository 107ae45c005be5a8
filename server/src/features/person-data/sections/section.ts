import type { Query } from '#database/query.ts'

/** The form of a field: how JSON Schema and the readable page give it. */
export type FieldKind =
  | 'text'
  /** One of a few names of the product, which the readable page translates where it has a word. */
  | 'code'
  | 'id'
  | 'number'
  | 'cents'
  | 'boolean'
  | 'instant'
  | 'date'
  | 'data'
  | 'readings'
export type Fields = Readonly<Record<string, FieldKind | { list: Readonly<Record<string, FieldKind>> }>>

type Page = { personId: number | null; after: string | null; limit: number | null }
export type SectionQuery = Query<{ params: Page; row: { key: string; row: unknown } }>

/** One part of everything about a person: a list of rows with named fields, in a stable order. */
export type Section = {
  name: string
  fields: Fields
  rows: SectionQuery
  /** Rows in one page. */
  pageSize: number
}

export const section = (name: string, rows: SectionQuery, fields: Fields, pageSize = 500): Section => ({
  name,
  rows,
  fields,
  pageSize,
})
