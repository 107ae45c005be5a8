import { once } from 'node:events'
import type { Sql } from '@porchlight/server/database/sql.ts'
import type { Rows } from './rows.ts'
import { tableNames, tables } from './tables.ts'

const CHUNK_LINES = 500

/** Writes the rows by COPY, a table at a time, in an order that foreign keys allow. */
export async function copyRows(sql: Sql, rows: Rows): Promise<void> {
  for (const table of tableNames) {
    const lines = rows.lines[table]
    if (lines.length > 0) await copy(sql, `COPY ${table} (${tables[table].join(', ')}) FROM STDIN`, lines)
  }
}

async function copy(sql: Sql, statement: string, lines: readonly string[]): Promise<void> {
  const query = sql.unsafe(statement)
  const stream = await query.writable()
  // An error that PostgreSQL finds after the last chunk ends here and nowhere else: postgres.js has let go of the stream.
  const failed = new Promise<never>((_, reject) => Object.assign(query, { reject }))
  failed.catch(() => {})
  stream.on('error', () => {})
  for (let from = 0; from < lines.length; from += CHUNK_LINES) {
    const hasRoom = stream.write(`${lines.slice(from, from + CHUNK_LINES).join('\n')}\n`)
    if (!hasRoom) await Promise.race([once(stream, 'drain'), failed])
  }
  const finished = once(stream, 'finish')
  stream.end()
  await Promise.race([finished, failed])
}
