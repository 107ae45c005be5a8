import type { RawRecord } from './raw-record.ts'
import { type FileLine, readLines } from './read-lines.ts'

const convertedAccountId = /"accountId"\s*:\s*-?\d+(?:\.\d+|[eE])/

/** Yields the records of newline-delimited JSON, one chunk of the file at a time. Skips empty lines. */
export async function* readNdjson(chunks: AsyncIterable<Buffer>): AsyncGenerator<RawRecord[]> {
  for await (const lines of readLines(chunks)) yield lines.flatMap(recordOf)
}

function recordOf(given: FileLine): RawRecord[] {
  const { line, bytes } = given
  if ('reason' in given) return [{ line, bytes, problem: { field: '', reason: given.reason } }]
  if (given.text.trim() === '') return []
  // Read as JSON, 5.2e9 would be an account number: whatever wrote it had turned the number into a quantity.
  if (convertedAccountId.test(given.text))
    return [{ line, bytes, problem: { field: 'accountId', reason: 'wrong-format' } }]
  try {
    return [{ line, bytes, value: JSON.parse(given.text) }]
  } catch {
    return [{ line, bytes, problem: { field: '', reason: 'not-json' } }]
  }
}
