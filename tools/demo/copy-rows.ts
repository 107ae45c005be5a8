import { once } from 'node:events'
import type { Sql } from '@porchlight/server/database/sql.ts'
import type { Rows } from './rows.ts'
import { tableNames, tables } from './tables.ts'
import { binaryEnd, binaryStart } from './usage-cells.ts'

const CHUNK = 400

/** Writes the rows by COPY, a table at a time, in an order that foreign keys allow. */
export async function copyRows(sql: Sql, rows: Rows): Promise<void> {
  for (const table of tableNames) {
    const into = `COPY ${table} (${tables[table].join(', ')}) FROM STDIN`
    const lines = rows.lines[table]
    if (lines.length > 0) await copy(sql, into, textChunks(lines))
    if (table === 'usage_months' && rows.usage.length > 0) {
      await copy(sql, `${into} (FORMAT binary)`, binaryChunks(rows.usage))
    }
  }
}

function* textChunks(lines: readonly string[]) {
  for (let from = 0; from < lines.length; from += CHUNK) {
    yield Buffer.from(`${lines.slice(from, from + CHUNK).join('\n')}\n`)
  }
}

function* binaryChunks(cells: readonly Buffer[]) {
  yield binaryStart
  for (let from = 0; from < cells.length; from += CHUNK) yield Buffer.concat(cells.slice(from, from + CHUNK))
  yield binaryEnd
}

async function copy(sql: Sql, statement: string, chunks: Iterable<Buffer>): Promise<void> {
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
