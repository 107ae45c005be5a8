import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { grantOf } from '#policy/decide.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { openCheckpoint } from '#transparency-log/checkpoint.ts'
import { keyName, makeNoteKey, signerOf, verifierOf } from '#transparency-log/note.ts'
import { addEntries, keptCheckpoints, key, origin, seal, smallRecord } from './record.fixture.ts'
import { publicKeyLine, readPublicKeys } from './record-key.ts'
import { rotateRecordKey } from './rotate.ts'
import { verifyRecord } from './verifying/verify.ts'

const next = makeNoteKey(origin)
const [oldSigner, newSigner] = [signerOf(origin, key.privateKey), signerOf(origin, next.privateKey)]
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
const today = new Date().toISOString().slice(0, 10)
const list = (until: string) =>
  readPublicKeys(
    publicKeyLine({ vkey: key.vkey, from: '2026-01-01', until }) +
      publicKeyLine({ vkey: next.vkey, from: until }),
  )

let app: TestApp
let first: number
let both: { size: number; note: string }
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  first = await smallRecord(app)
  both = await rotateRecordKey(app.owner, grantOf({ kind: 'system' }, 'job:seal-record'), {
    origin,
    signers: [oldSigner, newSigner],
  })
  await addEntries(4, app.owner)
  await seal(app, { origin, signers: [newSigner] })
})

const verify = (keys = list(today)) => verifyRecord(app.owner, { origin, verifiers: keys, kept: [] })

test('a line in the list of public keys has the first day, the last day and the key', () => {
  expect(list('2026-11-30').map(({ vkey, from, until }) => [vkey, from, until])).toEqual([
    [key.vkey, '2026-01-01', '2026-11-30'],
    [next.vkey, '2026-11-30', undefined],
  ])
  expect(readPublicKeys(`${key.vkey}\n\n`)).toMatchObject([
    { vkey: key.vkey, from: undefined, until: undefined },
  ])
})

test('both keys sign the checkpoint of the exchange, which is an entry, and everything verifies', async () => {
  expect(both.size).toBe(609)
  for (const { vkey } of [key, next])
    expect(openCheckpoint(both.note, [verifierOf(vkey)], origin).size).toBe(609)
  const rows =
    await app.owner`SELECT actor_kind, details FROM record_entries WHERE action = 'record:rotate-key'`
  expect(rows).toEqual([
    { actorKind: 'system', details: { from: keyName(oldSigner), to: keyName(newSigner) } },
  ])
  expect(await verify()).toEqual({ size: 613, checkpoints: { own: 5, kept: 0 }, unsigned: 0, faults: [] })
})

test('after the exchange a key that ended, a foreign key and a lost key are named, and a changed entry still is', async () => {
  await addEntries(1, app.owner)
  await seal(app, { origin, signers: [oldSigner] })
  // It ended yesterday: what it signed of today is wrong, but for what the new key signed too.
  const ended = await verify(list(yesterday))
  expect(ended.faults.map(({ kind, at, key: by }) => [kind, at, by])).toEqual([
    ['key-ended', '3', keyName(oldSigner)],
    ['key-ended', '603', keyName(oldSigner)],
    ['key-ended', '608', keyName(oldSigner)],
    ['key-ended', '614', keyName(oldSigner)],
  ])
  const foreign = signerOf(origin, makeNoteKey(origin).privateKey)
  await addEntries(1, app.owner)
  await seal(app, { origin, signers: [foreign] })
  expect((await verify()).faults).toEqual([
    { kind: 'checkpoint-not-signed', at: '615', key: keyName(foreign) },
  ])
  await app.owner`DELETE FROM record_checkpoints WHERE size = 615`
  // Without the public half of the new key nobody can verify what it signed alone.
  const [oldKey] = list(today)
  expect((await verify(oldKey ? [oldKey] : [])).faults).toEqual([
    { kind: 'checkpoint-not-signed', at: '613', key: keyName(newSigner) },
  ])
  await app.owner`UPDATE record_entries SET csr_id = 'kenji.sato' WHERE record_entry_id = ${first + 1}`
  expect((await verify()).faults).toEqual([{ kind: 'entry-changed', at: String(first + 1) }])
})

test('checkpoints that the old key signed are verified in the second place too', async () => {
  const kept = await keptCheckpoints(app.owner)
  expect(await verifyRecord(app.owner, { origin, verifiers: list(today), kept })).toMatchObject({
    checkpoints: { own: 5, kept: 5 },
    faults: [],
  })
})
