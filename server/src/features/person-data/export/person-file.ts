import type { Locale } from '@porchlight/contract/values.ts'
import type { Section } from '../sections/section.ts'
import type { ShapedRow } from '../sections/shaped-row.ts'

/** What a file says of itself. */
export type FileFacts = {
  personId: number
  utilityName: string
  timeZone: string
  locale: Locale
  /** ISO 8601, UTC. */
  madeAt: string
}

/** Writes one kind of file, part by part, in the order: head, each section (begin, rows, end), foot. */
export type PersonFile = {
  head(facts: FileFacts): string
  begin(section: Section, isFirst: boolean, facts: FileFacts): string
  /** @param isFirst whether these are the section's first rows */
  rows(section: Section, rows: readonly ShapedRow[], isFirst: boolean, facts: FileFacts): string
  /** @param isEmpty whether the section had no rows */
  end(section: Section, isEmpty: boolean, facts: FileFacts): string
  foot(facts: FileFacts): string
}
