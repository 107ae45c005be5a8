import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import path from 'node:path'
import type { Pool } from '../../../server/src/database/sql.ts'
import { encodedCell } from '../../copy/cell.ts'
import { openQuickPool } from '../../copy/open-quick-pool.ts'

/** The tables that people and accounts come into, in an order that foreign keys allow. */
export const filledTables = [
  'persons',
  'person_names',
  'person_contacts',
  'person_identifiers',
  'premises',
  'service_points',
  'geographic_identifiers',
  'accounts',
  'mailing_addresses',
  'account_persons',
  'service_agreements',
  'service_agreement_points',
] as const

const CHUNK = 1_048_576

/** Writes what stands in the tables to files of COPY's text format. Returns how many rows there are. */
export async function copyOut(url: string, folder: string): Promise<number> {
  const pool = openQuickPool(url)
  let count = 0
  for (const table of filledTables) {
    const columns = (await columnsOf(pool, table)).map((column) => `${column}::text`)
    const stream = createWriteStream(fileOf(folder, table))
    for await (const rows of pool.unsafe(`SELECT ${columns.join(', ')} FROM ${table}`).cursor(5000)) {
      count += rows.length
      const lines = rows.map((row) => `${Object.values<string | null>(row).map(encodedCell).join('\t')}\n`)
      if (!stream.write(lines.join(''))) await once(stream, 'drain')
    }
    stream.end()
    await once(stream, 'finish')
  }
  await pool.end()
  return count
}

async function columnsOf(pool: Pool, table: string): Promise<string[]> {
  const rows = await pool.unsafe(
    'SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum',
    [table],
  )
  return rows.map((row) => String(row.name))
}

const fileOf = (folder: string, table: string) => path.join(folder, `${table}.copy`)

/** Nothing but COPY of the same rows into the same tables, with their B-trees and foreign keys. */
export async function plainCopy(url: string, folder: string): Promise<void> {
  const pool = openQuickPool(url)
  await disableTriggers(pool)
  for (const table of filledTables) {
    const into = await pool.unsafe(`COPY ${table} FROM STDIN`).writable()
    const from = createReadStream(fileOf(folder, table), { highWaterMark: CHUNK })
    for await (const chunk of from) if (!into.write(chunk)) await once(into, 'drain')
    into.end()
    await once(into, 'finish')
  }
  await pool.end()
}

/** Without what keeps the search index in step; foreign keys are checked all the same. */
async function disableTriggers(pool: Pool): Promise<void> {
  for (const table of filledTables) await pool.unsafe(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
}
