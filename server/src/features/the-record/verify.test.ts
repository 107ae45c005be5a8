import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Sql } from '#database/sql.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { addEntries, emptyRecord, key, origin, seal } from './record.fixture.ts'
import { signCheckpoint } from './tree/checkpoint.ts'
import { hashLeaf } from './tree/merkle.ts'
import { makeNoteKey, signerOf, verifierOf } from './tree/note.ts'
import { type KeptCheckpoint, verifyRecord } from './verify.ts'

let app: TestApp
let kept: KeptCheckpoint[]
let first: number
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await emptyRecord(app.owner)
  for (const count of [3, 600, 5]) {
    await addEntries(count, app.owner)
    await seal(app)
  }
  kept = await keptNow()
  const [row] = await app.owner`SELECT min(record_entry_id) AS first FROM record_entries`
  first = Number(row?.first)
  // What is sealed is settled: nobody else is in the middle of a transaction.
  await expect
    .poll(async () => {
      await seal(app)
      const [state] = await app.owner`SELECT settled_id - ${first} AS last FROM record_sealing`
      return Number(state?.last)
    })
    .toBe(607)
})

/** The checkpoints as the second place has them. */
const keptNow = async () =>
  (await app.owner`SELECT size, note FROM record_checkpoints ORDER BY size`).map(({ size, note }) => ({
    name: `${size}.checkpoint`,
    note: String(note),
  }))

const verify = (verifiers = [verifierOf(key.vkey)]) => verifyRecord(app.owner, { origin, verifiers, kept })
const faults = async () => (await verify()).faults.map(({ kind, at }) => `${kind} ${at}`)

test('a record that nobody touched verifies, with every checkpoint, also after an erasure', async () => {
  const whole = { size: 608, checkpoints: { own: 3, kept: 3 }, unsigned: 0, faults: [] }
  expect(await verify()).toEqual(whole)
  await app.owner`SELECT erase_record_values(ARRAY(SELECT record_entry_id FROM record_leaves WHERE leaf_index IN (0, 300, 607)))`
  expect(await verify()).toEqual(whole)
})

/** What somebody with the rights of the database's owner may do, and what the verification says first. */
const edits: [edit: string, by: (sql: Sql) => PromiseLike<unknown>, says: () => string][] = [
  [
    'a changed field',
    (sql) => sql`UPDATE record_entries SET csr_id = 'kenji.sato' WHERE record_entry_id = ${first + 100}`,
    () => `entry-changed ${first + 100}`,
  ],
  [
    'another address',
    (sql) => sql`UPDATE record_entries SET ip_address = '203.0.113.9' WHERE record_entry_id = ${first}`,
    () => `entry-changed ${first}`,
  ],
  [
    'a typed reason taken away without an erasure',
    (sql) =>
      sql`UPDATE record_entries SET details = details - 'givenReason' WHERE record_entry_id = ${first + 607}`,
    () => `entry-changed ${first + 607}`,
  ],
  [
    'a deleted row',
    (sql) => sql`DELETE FROM record_entries WHERE record_entry_id = ${first + 5}`,
    () => `entry-missing ${first + 5}`,
  ],
  [
    'a deleted row with its leaf',
    async (sql) => {
      await sql`DELETE FROM record_entries WHERE record_entry_id = ${first + 5}`
      await sql`DELETE FROM record_leaves WHERE leaf_index = 5`
    },
    () => 'entry-missing leaf 5',
  ],
  [
    'another time',
    (sql) =>
      sql`UPDATE record_entries SET at = at + interval '1 second' WHERE record_entry_id = ${first + 9}`,
    () => `entry-missing ${first + 9}`,
  ],
  [
    'two rows exchanged',
    async (sql) => {
      await sql`UPDATE record_leaves SET leaf_index = -leaf_index + 1215 WHERE leaf_index IN (7, 8)`
      await sql`UPDATE record_leaves SET leaf_index = CASE leaf_index WHEN 1208 THEN 8 ELSE 7 END WHERE leaf_index > 1000`
    },
    () => `entry-changed ${first + 8}`,
  ],
  [
    'a row inserted in the past',
    (
      sql,
    ) => sql`INSERT INTO record_entries (record_entry_id, at, event, action, actor_kind, csr_id, ip_address, correlation_id)
      OVERRIDING SYSTEM VALUE
      SELECT ${first - 1}, now(), 'read', 'account:view', 'csr', 'kenji.sato', '192.0.2.1', gen_random_uuid()`,
    () => `entry-inserted ${first - 1}`,
  ],
  [
    'a row with an old date, sealed as a new one',
    async (sql) => {
      await sql`INSERT INTO record_entries (at, event, action, actor_kind, csr_id, ip_address, correlation_id)
        SELECT now() - interval '3 hours', 'read', 'account:view', 'csr', 'kenji.sato', '192.0.2.1', gen_random_uuid()`
      await seal(app)
    },
    () => `entry-dated-back ${first + 608}`,
  ],
  [
    'a changed tile',
    (sql) => sql`UPDATE record_tiles SET hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1)
      WHERE level = 0 AND tile_index = 1`,
    () => 'tile-changed 0/1',
  ],
  [
    'a changed tile above',
    (sql) =>
      sql`UPDATE record_tiles SET hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 1) WHERE level = 1`,
    () => 'tile-changed 1/0',
  ],
  [
    'a checkpoint signed by another key',
    async (sql) => {
      const [row] = await sql`SELECT root FROM record_checkpoints WHERE size = 603`
      const signer = signerOf(origin, makeNoteKey(origin).privateKey)
      const note = signCheckpoint({ origin, size: 603, root: Buffer.from(row?.root as Uint8Array) }, [signer])
      await sql`UPDATE record_checkpoints SET note = ${note} WHERE size = 603`
    },
    () => 'checkpoint-not-signed 603',
  ],
  [
    'a checkpoint with another root',
    (sql) => sql`UPDATE record_checkpoints SET root = ${hashLeaf('other')} WHERE size = 603`,
    () => 'checkpoint-differs 603',
  ],
  [
    'the tail cut off',
    async (sql) => {
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
    async (sql) => {
      await sql`UPDATE record_entries SET csr_id = 'kenji.sato' WHERE record_entry_id = ${first + 604}`
      await sql`TRUNCATE record_leaves, record_tiles, record_checkpoints`
      await sql`UPDATE record_sealing SET size = 0, settled_id = 0, awaited_id = NULL`
      await seal(app)
    },
    () => 'checkpoint-differs 3',
  ],
]

test.each(edits)('names %s', async (_, edit, says) => {
  await edit(app.owner)
  expect((await faults())[0]).toBe(says())
})

test('an old copy of the database that was restored is named by the checkpoints of the second place', async () => {
  await addEntries(50, app.owner)
  await seal(app)
  const [newest] = (await keptNow()).slice(-1)
  await app.owner`DELETE FROM record_entries WHERE record_entry_id > ${first + 607}`
  await app.owner`DELETE FROM record_leaves WHERE leaf_index >= 608`
  await app.owner`DELETE FROM record_checkpoints WHERE size > 608`
  await app.owner`UPDATE record_tiles SET hashes = substring(hashes FROM 1 FOR 96 * 32) WHERE level = 0 AND tile_index = 2`
  await app.owner`UPDATE record_sealing SET size = 608`
  expect(await faults()).toEqual([])
  kept.push(newest ?? { name: '', note: '' })
  expect(await faults()).toEqual(['cut-off 658'])
})

test('without a second place and keys it says how little was proved', async () => {
  kept = []
  expect(await verify([])).toMatchObject({ checkpoints: { own: 3, kept: 0 }, faults: [] })
  await emptyRecord(app.owner)
  await addEntries(2, app.owner)
  await seal(app, { origin, signers: [] })
  expect(await verify()).toMatchObject({ size: 2, checkpoints: { own: 1, kept: 0 }, unsigned: 1, faults: [] })
})
