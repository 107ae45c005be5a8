import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Sql } from '#database/sql.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { openCheckpoint } from '#transparency-log/checkpoint.ts'
import { hashLeaf } from '#transparency-log/merkle.ts'
import { verifierOf } from '#transparency-log/note.ts'
import { inclusionProof, isIncluded } from '#transparency-log/proofs.ts'
import { StoredTree } from '#transparency-log/tiles.ts'
import { commitmentOf, leafText } from './leaf.ts'
import { readTile } from './queries.ts'
import * as fixture from './record.fixture.ts'
import { key, origin } from './record.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(() => fixture.emptyRecord(app.owner))

const seal = () => fixture.seal(app)
const addEntries = (count: number, sql = app.owner as Sql) => fixture.addEntries(count, sql)

const checkpoints = async () =>
  (await app.owner`SELECT note FROM record_checkpoints ORDER BY size`).map(({ note }) =>
    openCheckpoint(String(note), [verifierOf(key.vkey)], origin),
  )

const storedTree = (size: number) =>
  new StoredTree(size, async (level, tileIndex) => {
    const tile = await readTile.first(app.database.worker, { level, tileIndex })
    return tile && Buffer.from(tile.hashes)
  })

test('entries become leaves in the order of their numbers, and each signed checkpoint fits the tree', async () => {
  for (const count of [3, 400, 0, 2_500]) {
    await addEntries(count)
    expect(await seal()).toBe(count)
  }
  expect((await checkpoints()).map(({ size }) => size)).toEqual([3, 403, 2_403, 2_903])
  for (const { size, root } of await checkpoints()) expect(await storedTree(size).root()).toEqual(root)
  const leaves = await app.owner`SELECT leaf_index, record_entry_id FROM record_leaves ORDER BY leaf_index`
  expect(leaves.map(({ leafIndex }) => Number(leafIndex))).toEqual(leaves.map((_, i) => i))
  const ids = leaves.map(({ recordEntryId }) => Number(recordEntryId))
  expect(ids).toEqual([...ids].sort((a, b) => a - b))
  expect(await seal()).toBe(0)
})

test('an entry is proved by its facts and the salts alone', async () => {
  await addEntries(300)
  await seal()
  const [row] = await app.owner`
    SELECT e.*, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at_text, l.ip_salt, l.given_reason_salt,
      l.leaf_index FROM record_leaves l JOIN record_entries e USING (record_entry_id) WHERE l.leaf_index = 257`
  const text = leafText(
    {
      recordEntryId: Number(row?.recordEntryId),
      atText: String(row?.atText),
      event: 'read',
      action: 'account:view',
      actorKind: 'csr',
      csrId: 'tom.becker',
      webUserId: null,
      accountId: null,
      masqueradeId: null,
      clientId: null,
      taskId: null,
      correlationId: String(row?.correlationId),
      reason: null,
      details: { n: 258 },
    },
    {
      ipAddress: { value: '192.0.2.1', salt: Buffer.from(row?.ipSalt as Uint8Array) },
      givenReason: { value: 'why 258', salt: Buffer.from(row?.givenReasonSalt as Uint8Array) },
    },
  )
  const [checkpoint] = await checkpoints()
  if (!checkpoint) throw new Error('there is no checkpoint')
  const proof = await inclusionProof(storedTree(checkpoint.size), 257)
  expect(isIncluded(hashLeaf(text), 257, checkpoint.size, proof, checkpoint.root)).toBe(true)
})

test('an entry with a smaller number that is committed later is sealed, after any number of runs', async () => {
  const slow = await app.owner.reserve()
  await slow.unsafe('BEGIN')
  await addEntries(1, slow)
  await addEntries(2)
  expect(await seal()).toBe(2)
  expect(await seal()).toBe(0)
  // Each of these runs seals something, and none may take the number of the open transaction for one that was rolled back.
  for (let run = 0; run < 3; run++) {
    await addEntries(1)
    expect(await seal()).toBe(1)
  }
  await slow.unsafe('COMMIT')
  slow.release()
  expect(await seal()).toBe(1)
  const [row] = await app.owner`SELECT count(*)::int AS n FROM record_leaves`
  expect(row?.n).toBe(6)
})

test('reads only new entries in each run; numbers of rolled-back transactions delay nothing', async () => {
  await addEntries(5)
  await seal()
  const abandoned = await app.owner.reserve()
  await abandoned.unsafe('BEGIN')
  await addEntries(1, abandoned)
  await abandoned.unsafe('ROLLBACK')
  abandoned.release()
  await addEntries(1)
  const settled = async () => {
    await seal()
    const [row] =
      await app.owner`SELECT settled_id, (SELECT max(record_entry_id) FROM record_entries) AS last FROM record_sealing`
    return Number(row?.settledId) === Number(row?.last)
  }
  await expect.poll(settled).toBe(true)
})

test('writes nothing while nothing is new', async () => {
  await addEntries(2)
  const written = async () => {
    const [row] = await app.owner`SELECT xmin::text AS by, awaited_id FROM record_sealing`
    return row
  }
  const awaitedAfterRun = async () => {
    await seal()
    return (await written())?.awaitedId
  }
  await expect.poll(awaitedAfterRun).toBeNull()
  const before = await written()
  await seal()
  expect(await written()).toEqual(before)
})

test('sealing twice at once seals each entry once', async () => {
  await addEntries(3_000)
  const sealed = await Promise.all([seal(), seal(), seal()])
  await seal()
  expect(sealed.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(3_000)
  const [row] =
    await app.owner`SELECT count(*)::int AS leaves, count(DISTINCT record_entry_id)::int AS entries FROM record_leaves`
  expect(row).toEqual({ leaves: 3_000, entries: 3_000 })
  const last = (await checkpoints()).at(-1)
  expect(last?.root).toEqual(await storedTree(3_000).root())
})

test('an erased value is gone with its salt, and the leaf keeps the commitment', async () => {
  await addEntries(2)
  await expect(
    app.owner`SELECT erase_record_values(ARRAY(SELECT record_entry_id FROM record_entries))`,
  ).rejects.toThrow('not sealed')
  await seal()
  const [before] = await app.owner`SELECT * FROM record_leaves ORDER BY leaf_index LIMIT 1`
  const id = Number(before?.recordEntryId)
  expect(await app.owner`SELECT erase_record_values(ARRAY[${id}]::bigint[]) AS erased`).toEqual([
    { erased: 1 },
  ])
  const [entry] =
    await app.owner`SELECT ip_address, details, erased_at FROM record_entries WHERE record_entry_id = ${id}`
  expect(entry).toEqual({ ipAddress: null, details: { n: 1 }, erasedAt: expect.any(Date) })
  const [after] = await app.owner`SELECT * FROM record_leaves WHERE record_entry_id = ${id}`
  expect([after?.ipSalt, after?.givenReasonSalt]).toEqual([null, null])
  const salts = [before?.ipSalt, before?.givenReasonSalt].map((salt) => Buffer.from(salt as Uint8Array))
  const values = ['192.0.2.1', 'why 1']
  expect(
    [after?.ipCommitment, after?.givenReasonCommitment].map((hash) => Buffer.from(hash as Uint8Array)),
  ).toEqual(values.map((value, i) => commitmentOf(value, salts[i] ?? Buffer.alloc(0))))
  expect(await app.owner`SELECT erase_record_values(ARRAY[${id}]::bigint[]) AS erased`).toEqual([
    { erased: 0 },
  ])
})
