import type { Pool, Sql } from '#database/sql.ts'
import { grantOf } from '#policy/decide.ts'
import { makeNoteKey, signerOf } from '#transparency-log/note.ts'
import { sealRecord } from './seal.ts'

export const origin = 'desk.utility.example/record'
export const key = makeNoteKey(origin)
export const signing = { origin, signers: [signerOf(origin, key.privateKey)] }

/** A record under test: the owner's connections, and the worker's. */
export type RecordApp = { owner: Sql; database: { worker: Pool } }

/** Seals what is there, as the worker's job does. */
export const seal = (app: RecordApp, by = signing): Promise<number> =>
  sealRecord(app.database.worker, grantOf({ kind: 'system' }, 'job:seal-record'), by)

/** Adds entries of one CSR, each with a typed reason of its own. */
export const addEntries = (count: number, sql: Sql): PromiseLike<unknown> => sql`
  INSERT INTO record_entries (at, event, action, actor_kind, csr_id, ip_address, correlation_id, details)
  SELECT now(), 'read', 'account:view', 'csr', 'tom.becker', '192.0.2.1', gen_random_uuid(),
    jsonb_build_object('n', n, 'givenReason', 'why ' || n) FROM generate_series(1, ${count}) n`

/** Begins a record anew. */
export async function emptyRecord(owner: Sql): Promise<void> {
  await owner`TRUNCATE record_entries, record_leaves, record_tiles, record_checkpoints, record_cosignatures, record_places, record_drops`
  await owner`UPDATE record_sealing SET size = 0, first_id = NULL, settled_id = 0, awaited_id = NULL, awaited_transactions = NULL`
}

/** Makes a record of 608 entries with checkpoints at 3, 603 and 608, all of it settled. Returns the first entry's number. */
export async function smallRecord(app: RecordApp): Promise<number> {
  await emptyRecord(app.owner)
  for (const count of [3, 600, 5]) {
    await addEntries(count, app.owner)
    await seal(app)
  }
  const [row] = await app.owner`SELECT min(record_entry_id) AS first FROM record_entries`
  return Number(row?.first)
}

/** Returns whether everything up to this entry is settled: nobody else is in the middle of a transaction. */
export async function isSettled(app: RecordApp, entry: number): Promise<boolean> {
  await seal(app)
  const [row] = await app.owner`SELECT settled_id FROM record_sealing`
  return Number(row?.settledId) >= entry
}

/** The checkpoints as the second place has them. */
export async function keptCheckpoints(owner: Sql): Promise<{ name: string; note: string }[]> {
  const rows = await owner`SELECT size, note FROM record_checkpoints ORDER BY size`
  return rows.map(({ size, note }) => ({ name: `${size}.checkpoint`, note: String(note) }))
}
