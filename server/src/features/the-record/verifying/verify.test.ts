import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { verifierOf } from '#transparency-log/note.ts'
import {
  addEntries,
  emptyRecord,
  isSettled,
  keptCheckpoints,
  key,
  origin,
  seal,
  smallRecord,
} from '../record.fixture.ts'
import { recordEdits } from '../record-edits.fixture.ts'
import type { KeptCheckpoint } from './promised-roots.ts'
import { verifyRecord } from './verify.ts'

let app: TestApp
let kept: KeptCheckpoint[]
let first: number
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  first = await smallRecord(app)
  kept = await keptCheckpoints(app.owner)
  await expect.poll(() => isSettled(app, first + 607)).toBe(true)
})

const verify = (verifiers = [verifierOf(key.vkey)]) => verifyRecord(app.owner, { origin, verifiers, kept })
const faults = async () => (await verify()).faults.map(({ kind, at }) => `${kind} ${at}`)

test('a record that nobody touched verifies, with every checkpoint, also after an erasure', async () => {
  const whole = { size: 608, checkpoints: { own: 3, kept: 3 }, unsigned: 0, faults: [] }
  expect(await verify()).toEqual(whole)
  await app.owner`SELECT erase_record_values(ARRAY(SELECT record_entry_id FROM record_leaves WHERE leaf_index IN (0, 300, 607)))`
  expect(await verify()).toEqual(whole)
})

test.each(recordEdits)('names %s', async (_, edit, says) => {
  await edit(app, first)
  expect((await faults())[0]).toBe(says(first))
})

const checkpointOf = async (size: number) => {
  const [row] = await app.owner`SELECT root FROM record_checkpoints WHERE size = ${size}`
  return { size, root: Buffer.from(row?.root as Uint8Array) }
}

test('since a checkpoint it verifies what came after, and that the tree begins as the checkpoint says', async () => {
  const since = await checkpointOf(603)
  const verifySince = () =>
    verifyRecord(app.owner, { origin, verifiers: [verifierOf(key.vkey)], kept, since })
  expect(await verifySince()).toEqual({
    size: 608,
    checkpoints: { own: 1, kept: 3 },
    unsigned: 0,
    faults: [],
  })
  // Before the checkpoint: found by a verification of the whole record.
  await app.owner`UPDATE record_entries SET csr_id = 'kenji.sato' WHERE record_entry_id = ${first + 100}`
  expect((await verifySince()).faults).toEqual([])
  await app.owner`UPDATE record_entries SET csr_id = 'kenji.sato' WHERE record_entry_id = ${first + 605}`
  expect((await verifySince()).faults).toEqual([{ kind: 'entry-changed', at: String(first + 605) }])
  const other = { size: 603, root: (await checkpointOf(3)).root }
  const differs = await verifyRecord(app.owner, {
    origin,
    verifiers: [verifierOf(key.vkey)],
    kept,
    since: other,
  })
  expect(differs.faults[0]).toEqual({ kind: 'checkpoint-differs', at: '603' })
  const beyond = { size: 700, root: since.root }
  const cut = await verifyRecord(app.owner, {
    origin,
    verifiers: [verifierOf(key.vkey)],
    kept: [],
    since: beyond,
  })
  expect(cut.faults[0]).toEqual({ kind: 'cut-off', at: '700' })
})

test.each(recordEdits.filter(([edit]) => /inserted in the past|made anew|tail cut off/.test(edit)))(
  'names %s since a checkpoint too',
  async (_, edit, says) => {
    const since = await checkpointOf(3)
    await edit(app, first)
    const { faults: named } = await verifyRecord(app.owner, {
      origin,
      verifiers: [verifierOf(key.vkey)],
      kept,
      since,
    })
    expect(named.map(({ kind, at }) => `${kind} ${at}`)[0]).toBe(says(first))
  },
)

test('an old copy of the database that was restored is named by the checkpoints of the second place', async () => {
  await addEntries(50, app.owner)
  await seal(app)
  const [newest] = (await keptCheckpoints(app.owner)).slice(-1)
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
