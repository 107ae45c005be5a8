import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runAll, saveAndStart } from '#features/retention/retention.fixture.ts'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { openCheckpoint } from '#transparency-log/checkpoint.ts'
import { hashLeaf } from '#transparency-log/merkle.ts'
import { verifierOf } from '#transparency-log/note.ts'
import { isIncluded } from '#transparency-log/proofs.ts'
import { readTlogProof } from '#transparency-log/tlog-proof.ts'
import { proveRecord } from '../prove.ts'
import { addEntries, emptyRecord, isSettled, keptCheckpoints, key, origin, seal } from '../record.fixture.ts'
import type { KeptCheckpoint } from './promised-roots.ts'
import { verifyRecord } from './verify.ts'

const verifiers = [verifierOf(key.vkey)]
let app: TestApp
let kenji: Browser
let kept: KeptCheckpoint[]
beforeAll(async () => {
  app = await createTestApp()
  kenji = await app.asCsr('kenji.sato')
})
afterAll(() => app.close())

/** Adds entries about one account in a month, a few hours apart. */
const addOld = (month: string, count: number) => app.owner`
  INSERT INTO record_entries (at, event, action, actor_kind, csr_id, account_id, ip_address, correlation_id)
  SELECT ${`${month}-02T00:00:00Z`}::timestamptz + n * interval '1 hour', 'read', 'account:view', 'csr', 'tom.becker',
    ${town.mariaAccount}, '192.0.2.1', gen_random_uuid() FROM generate_series(1, ${count}::int) n`

/** Entries of January 2019 (a partition of its own), of February and March 2019 (in the rest), and 400 new ones. */
beforeEach(async () => {
  await emptyRecord(app.owner)
  await app.owner`TRUNCATE legal_holds, retention_runs`
  await app.owner`DELETE FROM setting_versions WHERE setting = 'retention.record'`
  await app.owner`SELECT make_record_partitions('2019-01-15')`
  await app.owner`DROP TABLE record_entries_2019_02`
  for (const [month, count] of [
    ['2019-01', 300],
    ['2019-02', 200],
    ['2019-03', 100],
  ] as const)
    await addOld(month, count)
  await seal(app)
  await addEntries(400, app.owner)
  await seal(app)
  kept = await keptCheckpoints(app.owner)
})

const verify = () => verifyRecord(app.owner, { origin, verifiers, kept })
const named = async () => (await verify()).faults.map(({ kind, at }) => `${kind} ${at}`)
/** Drops what is older than 24 months: all of 2019. */
const drop = async () => {
  await saveAndStart(kenji, 'record', 24)
  await runAll(app)
  await expect.poll(() => seal(app)).toBe(0)
}
const count = async (what: 'record_entries' | 'record_leaves') =>
  Number((await app.owner.unsafe(`SELECT count(*) AS n FROM ${what}`))[0]?.n)

test('drops whole months with one entry in the record, and later entries verify and can be proved as before', async () => {
  const before = await count('record_entries')
  await drop()
  const [entry] = await app.owner`SELECT * FROM record_entries WHERE action = 'record:drop'`
  expect(entry).toMatchObject({
    event: 'changed',
    actorKind: 'system',
    details: { months: '2019-01 2019-02 2019-03', entries: 600, leaves: '{[0,600)}' },
  })
  // The two lines of the setting and the run, the drop and the run's own line came.
  expect(await count('record_entries')).toBe(before - 600 + 4)
  expect(await count('record_leaves')).toBe(await count('record_entries'))
  expect(await app.owner`SELECT to_regclass('record_entries_2019_01') AS gone`).toEqual([{ gone: null }])
  expect(await verify()).toMatchObject({ size: 1004, dropped: 600, faults: [], checkpoints: { kept: 2 } })
  for await (const { proof } of proveRecord(app.owner, { entryId: Number(entry?.recordEntryId) })) {
    const { index, path, checkpoint, leaf } = readTlogProof(proof)
    const { size, root } = openCheckpoint(checkpoint, verifiers, origin)
    expect(isIncluded(hashLeaf(leaf), index, size, path, root)).toBe(true)
  }
  const { dropped } = await kenji.api.readRecordProof()
  expect(dropped).toMatchObject([{ months: ['2019-01', '2019-02', '2019-03'], entries: 600 }])
})

test('a month with an entry about an account under a legal hold stays', async () => {
  await app.owner`UPDATE record_entries SET account_id = ${town.otherAccount} WHERE at < '2019-03-01'`
  await app.owner`TRUNCATE record_leaves, record_tiles, record_checkpoints`
  await app.owner`UPDATE record_sealing SET size = 0, settled_id = 0, awaited_id = NULL`
  await seal(app)
  kept = []
  await kenji.api.placeLegalHold({ body: { accountId: town.otherAccount, reason: 'Dispute' } })
  await drop()
  const months = await app.owner`SELECT months, entries FROM record_drops`
  expect(months).toEqual([{ months: ['2019-03'], entries: 100 }])
  expect(await verify()).toMatchObject({ dropped: 100, faults: [] })
  const { kinds } = await kenji.api.readRetention()
  const run = kinds.find(({ kind }) => kind === 'record')?.run
  expect(run).toMatchObject({
    state: 'done',
    candidates: 3,
    deleted: 1,
    kept: [{ because: 'hold', rows: 2 }],
  })
})

test('the entry of a second drop lists everything ever dropped', async () => {
  await app.owner`UPDATE record_entries SET at = at + interval '9 years' WHERE at >= '2019-03-01' AND at < '2019-04-01'`
  await app.owner`TRUNCATE record_leaves, record_tiles, record_checkpoints`
  await app.owner`UPDATE record_sealing SET size = 0, settled_id = 0, awaited_id = NULL`
  await seal(app)
  kept = []
  await drop()
  await app.owner`SELECT drop_record_months(ARRAY[date '2028-03-01'])`
  await seal(app)
  const rows = await app.owner`SELECT entries, leaves::text FROM record_drops ORDER BY record_drop_id`
  expect(rows.map(({ entries }) => entries)).toEqual([500, 100])
  expect(rows[1]?.leaves).toBe('{[0,600)}')
  expect(await verify()).toMatchObject({ dropped: 600, faults: [] })
})

test('a month waits until the collector of security events has acknowledged all of its entries', async () => {
  const stream = (nextIndex: number) => app.owner`
    INSERT INTO record_streams (destination, has_values, is_on, next_index) VALUES ('https://siem.example', false, true, ${nextIndex})
    ON CONFLICT (only_row) DO UPDATE SET next_index = excluded.next_index`
  const months = () => app.owner`SELECT months FROM record_drops ORDER BY record_drop_id`
  try {
    // January is acknowledged, February but for its last entry.
    await stream(499)
    await drop()
    expect(await months()).toEqual([{ months: ['2019-01'] }])
    const { kinds } = await kenji.api.readRetention()
    expect(kinds.find(({ kind }) => kind === 'record')?.run).toMatchObject({
      deleted: 1,
      kept: [{ because: 'unstreamed', rows: 2 }],
    })
    await stream(600)
    await app.owner`TRUNCATE retention_runs`
    await saveAndStart(kenji, 'record', 25)
    await runAll(app)
    expect((await months())[1]).toEqual({ months: ['2019-02', '2019-03'] })
  } finally {
    await app.owner`TRUNCATE record_streams`
  }
})

test('a month that is younger than the saved period, and one with an entry that is not sealed, cannot be dropped', async () => {
  await expect(
    app.owner`SELECT retention_delete('record-months', '2019-03-01', NULL, NULL, 10)`,
  ).rejects.toThrow('the saved period')
  await addOld('2019-01', 1)
  await expect(app.owner`SELECT drop_record_months(ARRAY[date '2019-01-01'])`).rejects.toThrow('not sealed')
  await expect(app.database.worker`SELECT drop_record_months(ARRAY[date '2019-01-01'])`).rejects.toThrow(
    'permission denied',
  )
})

const dropEntry = async () =>
  Number(
    (await app.owner`SELECT record_entry_id FROM record_entries WHERE action = 'record:drop'`)[0]
      ?.recordEntryId,
  )
const oldestLeft = async () =>
  Number(
    (await app.owner`SELECT record_entry_id FROM record_leaves ORDER BY leaf_index LIMIT 1`)[0]
      ?.recordEntryId,
  )

test.each<[edit: string, by: () => Promise<string>]>([
  [
    'an entry after the months that were dropped, changed',
    async () => {
      const id = await oldestLeft()
      await app.owner`UPDATE record_entries SET csr_id = 'kenji.sato' WHERE record_entry_id = ${id}`
      return `entry-changed ${id}`
    },
  ],
  [
    'an entry that is removed as if it had been dropped',
    async () => {
      const id = await oldestLeft()
      await app.owner`DELETE FROM record_entries WHERE record_entry_id = ${id}`
      await app.owner`DELETE FROM record_leaves WHERE record_entry_id = ${id}`
      return 'entry-missing leaf 600'
    },
  ],
  [
    'the entry of the drop, which claims more than was dropped',
    async () => {
      const id = await dropEntry()
      await app.owner`UPDATE record_entries SET details = details || '{"leaves": "{[0,601)}"}' WHERE record_entry_id = ${id}`
      return `entry-changed ${id}`
    },
  ],
  [
    'a drop of which nothing is said',
    async () => {
      await app.owner`TRUNCATE record_drops`
      return 'entry-missing leaf 0'
    },
  ],
  [
    'the hash of an entry that was dropped',
    async () => {
      await app.owner`UPDATE record_tiles SET hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1) WHERE level = 0 AND tile_index = 1`
      return 'checkpoint-differs 600'
    },
  ],
  [
    'another entry put where one was dropped',
    async () => {
      await addOld('2019-02', 1)
      const [row] =
        await app.owner`SELECT record_entry_id, at FROM record_entries ORDER BY record_entry_id DESC LIMIT 1`
      const id = Number(row?.recordEntryId)
      await app.owner`INSERT INTO record_leaves (leaf_index, record_entry_id, entry_at, ip_salt) VALUES (5, ${id}, ${row?.at as Date}, sha256(''))`
      return `entry-changed ${id}`
    },
  ],
])('after a drop names %s', async (_, edit) => {
  await drop()
  await expect.poll(async () => isSettled(app, await dropEntry())).toBe(true)
  const says = await edit()
  expect((await named())[0]).toBe(says)
})
