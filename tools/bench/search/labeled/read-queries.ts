import { z } from 'zod'
import { BenchRefused } from '../bench-refused.ts'
import type { LabeledQuery } from './labeled-person.ts'
import { readRecords } from './read-people.ts'

const id = z.union([z.string().min(1), z.number()]).transform(String)
const Query = z.strictObject({
  family: z.string().min(1),
  body: z.looseObject({}),
  expect: z.union([id.transform((one) => [one]), z.array(id).min(1)]),
})

/** Reads a CSV: columns other than `family` and `expect` are fields of the body; empty cells are left out. */
function ofCells({ family, expect, ...fields }: Record<string, string>) {
  const body = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
  return { family, body, expect: (expect ?? '').split(';').map((one) => one.trim()) }
}

/** Reads the queries of a file. Throws with the line number of a record that does not fit the format. */
export function readQueries(file: string): LabeledQuery[] {
  return readRecords(file).map((record, at) => {
    const parsed = Query.safeParse(file.endsWith('.csv') ? ofCells(record as Record<string, string>) : record)
    if (!parsed.success) throw new BenchRefused(`${file}, record ${at + 1}: ${z.prettifyError(parsed.error)}`)
    return parsed.data
  })
}
