import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import path from 'node:path'
import { openPool, type Pool } from '@porchlight/server/database/sql.ts'
import { encodedCell } from '../../copy/cell.ts'

/** Tables of people and accounts, in the order that their foreign keys require. */
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

/** Writes the rows of the tables to files in COPY's text format. Returns their number. */
export async function copyOut(url: string, folder: string): Promise<number> {
  const pool = openPool(url, 1)
  let count = 0
  for (const table of filledTables) {
    const columns = (await columnsOf(pool, table)).map((column) => `${column}::text`)
    const stream = createWriteStream(fileOf(folder, table))
    await pool.begin(async (sql) => {
      await sql.unsafe(`DECLARE written CURSOR FOR SELECT ${columns.join(', ')} FROM ${table}`)
      for (;;) {
        const rows = await sql.unsafe('FETCH 5000 FROM written')
        if (rows.length === 0) break
        count += rows.length
        const lines = rows.map((row) => `${Object.values<string | null>(row).map(encodedCell).join('\t')}\n`)
        if (!stream.write(lines.join(''))) await once(stream, 'drain')
      }
    })
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

/** Copies the same rows into the same tables with COPY alone, with their B-trees and foreign keys. */
export async function plainCopy(url: string, folder: string): Promise<void> {
  const pool = openPool(url, 1)
  await disableTriggers(pool)
  for (const table of filledTables) {
    const connection = await pool.reserve()
    const copy = await connection.copyIn(`COPY ${table} FROM STDIN`)
    const from = createReadStream(fileOf(folder, table), { highWaterMark: CHUNK })
    for await (const chunk of from) await copy.write(chunk)
    await copy.end()
    connection.release()
  }
  await pool.end()
}

/** Switches off the triggers of the search index; foreign keys are still checked. */
async function disableTriggers(pool: Pool): Promise<void> {
  for (const table of filledTables) await pool.unsafe(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
}
