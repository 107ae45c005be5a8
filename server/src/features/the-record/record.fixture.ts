import type { Sql } from '#database/sql.ts'
import { grantOf } from '#policy/decide.ts'
import type { TestApp } from '#testing/test-app.ts'
import { sealRecord } from './seal.ts'
import { makeNoteKey, signerOf } from './tree/note.ts'

export const origin = 'desk.utility.example/record'
export const key = makeNoteKey(origin)
export const signing = { origin, signers: [signerOf(origin, key.privateKey)] }

/** Seals what is there, as the worker's job does. */
export const seal = (app: TestApp, by = signing): Promise<number> =>
  sealRecord(app.database.worker, grantOf({ kind: 'system' }, 'job:seal-record'), by)

/** Adds entries of one CSR, each with a typed reason of its own. */
export const addEntries = (count: number, sql: Sql): PromiseLike<unknown> => sql`
  INSERT INTO record_entries (at, event, action, actor_kind, csr_id, ip_address, correlation_id, details)
  SELECT now(), 'read', 'account:view', 'csr', 'tom.becker', '192.0.2.1', gen_random_uuid(),
    jsonb_build_object('n', n, 'givenReason', 'why ' || n) FROM generate_series(1, ${count}) n`

/** Begins a record anew. */
export async function emptyRecord(owner: Sql): Promise<void> {
  await owner`TRUNCATE record_entries, record_leaves, record_tiles, record_checkpoints, record_places`
  await owner`UPDATE record_sealing SET size = 0, first_id = NULL, settled_id = 0, awaited_id = NULL, awaited_transactions = NULL`
}
