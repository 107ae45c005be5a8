import { signCheckpoint } from '#transparency-log/checkpoint.ts'
import { hashLeaf } from '#transparency-log/merkle.ts'
import { makeNoteKey, signerOf } from '#transparency-log/note.ts'
import { origin, type RecordApp, seal } from './record.fixture.ts'

/**
 * What somebody with the rights of the database's owner may do to a record of 608 entries with checkpoints at 3, 603 and 608,
 * and what the verification says first. `first` is the number of the first entry.
 */
export const recordEdits: [
  edit: string,
  by: (app: RecordApp, first: number) => PromiseLike<unknown>,
  says: (first: number) => string,
][] = [
  [
    'a changed field',
    ({ owner }, first) =>
      owner`UPDATE record_entries SET csr_id = 'kenji.sato' WHERE record_entry_id = ${first + 100}`,
    (first) => `entry-changed ${first + 100}`,
  ],
  [
    'another address',
    ({ owner }, first) =>
      owner`UPDATE record_entries SET ip_address = '203.0.113.9' WHERE record_entry_id = ${first}`,
    (first) => `entry-changed ${first}`,
  ],
  [
    'a typed reason taken away without an erasure',
    ({ owner }, first) =>
      owner`UPDATE record_entries SET details = details - 'givenReason' WHERE record_entry_id = ${first + 607}`,
    (first) => `entry-changed ${first + 607}`,
  ],
  [
    'an address put into an erased entry',
    async (app, first) => {
      const sql = app.owner
      await sql`SELECT erase_record_values(ARRAY[${first + 3}]::bigint[])`
      await sql`UPDATE record_entries SET ip_address = '203.0.113.9' WHERE record_entry_id = ${first + 3}`
    },
    (first) => `entry-changed ${first + 3}`,
  ],
  [
    'a deleted row',
    ({ owner }, first) => owner`DELETE FROM record_entries WHERE record_entry_id = ${first + 5}`,
    (first) => `entry-missing ${first + 5}`,
  ],
  [
    'a deleted row with its leaf',
    async (app, first) => {
      const sql = app.owner
      await sql`DELETE FROM record_entries WHERE record_entry_id = ${first + 5}`
      await sql`DELETE FROM record_leaves WHERE leaf_index = 5`
    },
    () => 'entry-missing leaf 5',
  ],
  [
    'another time',
    ({ owner }, first) =>
      owner`UPDATE record_entries SET at = at + interval '1 second' WHERE record_entry_id = ${first + 9}`,
    (first) => `entry-missing ${first + 9}`,
  ],
  [
    'two rows exchanged',
    async (app) => {
      const sql = app.owner
      await sql`UPDATE record_leaves SET leaf_index = -leaf_index + 1215 WHERE leaf_index IN (7, 8)`
      await sql`UPDATE record_leaves SET leaf_index = CASE leaf_index WHEN 1208 THEN 8 ELSE 7 END WHERE leaf_index > 1000`
    },
    (first) => `entry-changed ${first + 8}`,
  ],
  [
    'a row inserted in the past',
    (
      { owner },
      first,
    ) => owner`INSERT INTO record_entries (record_entry_id, at, event, action, actor_kind, csr_id, ip_address, correlation_id)
      OVERRIDING SYSTEM VALUE
      SELECT ${first - 1}, now(), 'read', 'account:view', 'csr', 'kenji.sato', '192.0.2.1', gen_random_uuid()`,
    (first) => `entry-inserted ${first - 1}`,
  ],
  [
    'a row with an old date, sealed as a new one',
    async (app) => {
      const sql = app.owner
      await sql`INSERT INTO record_entries (at, event, action, actor_kind, csr_id, ip_address, correlation_id)
        SELECT now() - interval '3 hours', 'read', 'account:view', 'csr', 'kenji.sato', '192.0.2.1', gen_random_uuid()`
      await seal(app)
    },
    (first) => `entry-dated-back ${first + 608}`,
  ],
  [
    'a changed tile',
    (
      { owner },
      _first,
    ) => owner`UPDATE record_tiles SET hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1)
      WHERE level = 0 AND tile_index = 1`,
    () => 'tile-changed 0/1',
  ],
  [
    'a changed tile above',
    ({ owner }, _first) =>
      owner`UPDATE record_tiles SET hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 1) WHERE level = 1`,
    () => 'tile-changed 1/0',
  ],
  [
    'a checkpoint signed by another key',
    async (app) => {
      const sql = app.owner
      const [row] = await sql`SELECT root FROM record_checkpoints WHERE size = 603`
      const signer = signerOf(origin, makeNoteKey(origin).privateKey)
      const note = signCheckpoint({ origin, size: 603, root: Buffer.from(row?.root as Uint8Array) }, [signer])
      await sql`UPDATE record_checkpoints SET note = ${note} WHERE size = 603`
    },
    () => 'checkpoint-not-signed 603',
  ],
  [
    'a checkpoint with another root',
    ({ owner }, _first) => owner`UPDATE record_checkpoints SET root = ${hashLeaf('other')} WHERE size = 603`,
    () => 'checkpoint-differs 603',
  ],
  [
    'the tail cut off',
    async (app, first) => {
      const sql = app.owner
      await sql`DELETE FROM record_entries WHERE record_entry_id >= ${first + 603}`
      await sql`DELETE FROM record_leaves WHERE leaf_index >= 603`
      await sql`DELETE FROM record_checkpoints WHERE size > 603`
      await sql`UPDATE record_tiles SET hashes = substring(hashes FROM 1 FOR 91 * 32) WHERE level = 0 AND tile_index = 2`
      await sql`UPDATE record_sealing SET size = 603, settled_id = ${first + 602}`
    },
    () => 'cut-off 608',
  ],
  [
    'the whole tree made anew in the same size, with the key',
    async (app, first) => {
      const sql = app.owner
      await sql`UPDATE record_entries SET csr_id = 'kenji.sato' WHERE record_entry_id = ${first + 604}`
      await sql`TRUNCATE record_leaves, record_tiles, record_checkpoints`
      await sql`UPDATE record_sealing SET size = 0, settled_id = 0, awaited_id = NULL`
      await seal(app)
    },
    () => 'checkpoint-differs 3',
  ],
]
