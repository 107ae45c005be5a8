import type { Sql } from '@porchlight/server/database/sql.ts'
import { copyIn, textChunks } from '../../copy/copy-in.ts'
import { binaryEnd, binaryStart } from '../usage/usage-cells.ts'
import type { Rows } from './rows.ts'
import { tableNames, tables } from './tables.ts'

const CHUNK = 400

/** Writes the rows by COPY, a table at a time, in an order that foreign keys allow. */
export async function copyRows(sql: Sql, rows: Rows): Promise<void> {
  for (const table of tableNames) {
    const into = `COPY ${table} (${tables[table].join(', ')}) FROM STDIN`
    const lines = rows.lines[table]
    if (lines.length > 0) await copyIn(sql, into, textChunks(lines))
    if (table === 'usage_months' && rows.usage.length > 0) {
      await copyIn(sql, `${into} (FORMAT binary)`, binaryChunks(rows.usage))
    }
  }
}

function* binaryChunks(cells: readonly Buffer[]) {
  yield binaryStart
  for (let from = 0; from < cells.length; from += CHUNK) yield Buffer.concat(cells.slice(from, from + CHUNK))
  yield binaryEnd
}
