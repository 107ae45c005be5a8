import type { Sql } from '@porchlight/server/database/sql.ts'

/** Lines that go over the wire together. */
const CHUNK = 400

/** Lines of COPY's text format as the buffers that {@link copyIn} takes. */
export function* textChunks(lines: readonly string[]) {
  for (let from = 0; from < lines.length; from += CHUNK) {
    yield Buffer.from(`${lines.slice(from, from + CHUNK).join('\n')}\n`)
  }
}

/** Sends the data of a `COPY ... FROM STDIN`. @throws what PostgreSQL says of it */
export async function copyIn(sql: Sql, statement: string, chunks: Iterable<Buffer>): Promise<void> {
  const copy = await sql.copyIn(statement)
  for (const chunk of chunks) await copy.write(chunk)
  await copy.end()
}
