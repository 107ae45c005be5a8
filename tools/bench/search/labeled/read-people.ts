import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { BenchRefused } from '../bench-refused.ts'
import { parseCsv } from './csv.ts'
import type { LabeledPerson } from './labeled-person.ts'

const text = z.string().default('')
const Person = z.strictObject({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  given: text,
  surname: text,
  organisation: text,
  street: text,
  unit: text,
  city: text,
  region: text,
  postalCode: z.union([z.string(), z.number()]).default('').transform(String),
  phones: z.array(z.string()).default([]),
  emails: z.array(z.string()).default([]),
  identifiers: z.array(z.strictObject({ type: z.string().min(1), value: z.string().min(1) })).default([]),
  accountId: z.number().int().min(1_000_000_000).max(9_999_999_999).nullable().default(null),
})

/** Reads a list from a CSV cell: semicolons separate the items, a colon separates an identifier's type from its value. */
function ofCells({ phones, emails, identifiers, accountId, ...rest }: Record<string, string>) {
  const list = (cell: string | undefined) =>
    (cell ?? '')
      .split(';')
      .map((part) => part.trim())
      .filter(Boolean)
  return {
    ...rest,
    phones: list(phones),
    emails: list(emails),
    identifiers: list(identifiers).map((pair) => {
      const [type, ...value] = pair.split(':')
      return { type, value: value.join(':') }
    }),
    accountId: accountId ? Number(accountId) : null,
  }
}

/** Reads the records of a file, each with its line number: CSV if the file's name ends in `.csv`, otherwise NDJSON. */
export function readRecords(file: string): unknown[] {
  const content = readFileSync(file, 'utf8')
  if (file.endsWith('.csv')) return parseCsv(content)
  return content.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return []
    try {
      return [JSON.parse(line) as unknown]
    } catch (cause) {
      throw new BenchRefused(`${file}, line ${at + 1}: not JSON`, { cause })
    }
  })
}

/** Reads the people of a file. Throws with the line number of a record that does not fit the format. */
export function readPeople(file: string): LabeledPerson[] {
  return readRecords(file).map((record, at) => {
    const parsed = Person.safeParse(
      file.endsWith('.csv') ? ofCells(record as Record<string, string>) : record,
    )
    if (!parsed.success) throw new BenchRefused(`${file}, record ${at + 1}: ${z.prettifyError(parsed.error)}`)
    return parsed.data
  })
}
