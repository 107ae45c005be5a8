import { once } from 'node:events'
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
  const query = sql.unsafe(statement)
  const stream = await query.writable()
  // An error that PostgreSQL finds after the last chunk ends here and nowhere else: postgres.js has let go of the stream.
  const failed = new Promise<never>((_, reject) => Object.assign(query, { reject }))
  failed.catch(() => {})
  stream.on('error', () => {})
  for (const chunk of chunks) {
    if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), failed])
  }
  const finished = once(stream, 'finish')
  stream.end()
  await Promise.race([finished, failed])
}
