import type { RawRecord } from './raw-record.ts'
import { type FileLine, readLines } from './read-lines.ts'

/** The records of newline-delimited JSON, a chunk of the file at a time. Empty lines are passed over. */
export async function* readNdjson(chunks: AsyncIterable<Buffer>): AsyncGenerator<RawRecord[]> {
  for await (const lines of readLines(chunks)) yield lines.flatMap(recordOf)
}

function recordOf(given: FileLine): RawRecord[] {
  const { line, bytes } = given
  if ('reason' in given) return [{ line, bytes, problem: { field: '', reason: given.reason } }]
  if (given.text.trim() === '') return []
  try {
    return [{ line, bytes, value: JSON.parse(given.text) }]
  } catch {
    return [{ line, bytes, problem: { field: '', reason: 'not-json' } }]
  }
}
