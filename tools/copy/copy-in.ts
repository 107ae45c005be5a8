import type { Sql } from '@porchlight/server/database/sql.ts'

/** Lines per chunk. */
const CHUNK = 400

/** Joins lines of COPY's text format into the chunks that {@link copyIn} sends. */
export function* textChunks(lines: readonly string[]) {
  for (let from = 0; from < lines.length; from += CHUNK) {
    yield Buffer.from(`${lines.slice(from, from + CHUNK).join('\n')}\n`)
  }
}

/** Sends the data of a `COPY ... FROM STDIN`. @throws PostgreSQL's error */
export async function copyIn(sql: Sql, statement: string, chunks: Iterable<Buffer>): Promise<void> {
  const copy = await sql.copyIn(statement)
  for (const chunk of chunks) await copy.write(chunk)
  await copy.end()
}
