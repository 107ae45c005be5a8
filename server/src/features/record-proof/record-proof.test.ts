import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { placeName, type RecordPlace } from '#features/the-record/index.ts'
import { addEntries, emptyRecord, keptCheckpoints, seal } from '#features/the-record/record.fixture.ts'
import { grantOf } from '#policy/decide.ts'
import type { Browser } from '#testing/browser.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { witnessOf, witnessSignerOf } from '#transparency-log/cosignature.ts'
import { alertOfPlaces } from './alert-of-places.ts'
import { addNightlyVerification } from './queries.ts'
import { settingsOf } from './record-proof.fixture.ts'
import { runVerification } from './run-verification.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-proof-'))
const settings = settingsOf([{ folder }])
const grant = grantOf({ kind: 'system' }, 'job:verify-record')
let app: TestApp
let kenji: Browser
beforeAll(async () => {
  app = await createTestApp({ record: settings })
  kenji = await app.asCsr('kenji.sato')
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await app.close()
})
beforeEach(async () => {
  for (const name of readdirSync(folder)) rmSync(path.join(folder, name))
  await emptyRecord(app.owner)
  await app.owner`TRUNCATE record_verifications`
  await app.owner`DELETE FROM to_dos WHERE subject LIKE 'record-%'`
})

const proof = () => kenji.api.readRecordProof()
const run = () =>
  runVerification({ pool: app.database.worker, grant, settings, signal: new AbortController().signal })
const runAll = async () => {
  while (await run());
}
const addNight = () => addNightlyVerification(app.database.worker, grant, { timeZone: 'UTC' })
/** Adds entries, seals them and keeps the checkpoint as the second place does. */
const addAndKeep = async (count: number) => {
  await addEntries(count, app.owner)
  await seal(app)
  for (const { name, note } of await keptCheckpoints(app.owner)) writeFileSync(path.join(folder, name), note)
}
test('shows how far the record is sealed, the key, the places, and how many entries wait', async () => {
  await addEntries(3, app.owner)
  await seal(app)
  await addEntries(1, app.owner)
  const { size, unsealedSince, checkpoint, keys, places, hours, unproved, may } = await proof()
  expect({ size, unproved, may }).toEqual({ size: 3, unproved: [], may: { 'record-proof:verify': 'ok' } })
  expect(unsealedSince).not.toBeNull()
  expect(checkpoint).toMatchObject({ size: 3, keys: [keys[0]?.key] })
  expect(keys).toEqual([
    { key: expect.stringMatching(/record\+[0-9a-f]{8}$/), from: '2026-01-01', until: null, isSigning: true },
  ])
  expect(places).toEqual([
    {
      place: folder,
      kind: 'folder',
      url: null,
      size: 0,
      keptAt: null,
      failure: null,
      failedAt: null,
      isRefused: false,
      isCurrent: true,
    },
  ])
  expect(hours).toHaveLength(24)
  expect(hours.reduce((sum, { entries }) => sum + entries, 0)).toBe(3)
})

test('a place that lacks a checkpoint of more than two minutes ago is behind', async () => {
  await addEntries(3, app.owner)
  await seal(app)
  await app.owner`UPDATE record_checkpoints SET made_at = now() - interval '3 minutes'`
  expect((await proof()).places[0]).toMatchObject({ isCurrent: false })
  await app.owner`INSERT INTO record_places (place, size, kept_at) VALUES (${folder}, 3, now())`
  expect((await proof()).places[0]).toMatchObject({ isCurrent: true, size: 3 })
})

test('verifies when asked, a second click joins, and the outcome and its line in the record stay', async () => {
  await addAndKeep(600)
  const first = await kenji.api.startRecordVerification()
  expect(await kenji.api.startRecordVerification()).toEqual({
    verificationId: first.verificationId,
    isJoined: true,
  })
  expect((await proof()).verifications).toMatchObject([{ state: 'waiting', startedBy: 'kenji.sato' }])
  await seal(app)
  await runAll()
  expect((await proof()).verifications).toMatchObject([
    {
      verificationId: first.verificationId,
      kind: 'whole',
      state: 'done',
      faults: [],
      unproved: [],
      ownCheckpoints: 2,
      keptCheckpoints: 1,
    },
  ])
  const recorded = await app.owner`SELECT actor_kind, csr_id, details FROM record_entries
    WHERE action = 'record-proof:verify' ORDER BY record_entry_id`
  expect(recorded).toMatchObject([
    { actorKind: 'csr', csrId: 'kenji.sato', details: { isJoined: false } },
    { actorKind: 'csr', details: { isJoined: true } },
    { actorKind: 'system', csrId: null, details: { verificationId: first.verificationId, faults: 0 } },
  ])
  expect((await kenji.api.startRecordVerification()).isJoined).toBe(false)
})

test('says that checkpoints elsewhere prove nothing while the place has none', async () => {
  await addEntries(3, app.owner)
  await seal(app)
  await kenji.api.startRecordVerification()
  await runAll()
  expect((await proof()).verifications[0]).toMatchObject({
    keptCheckpoints: 0,
    unproved: ['no-second-place'],
  })
})

test('names the first wrong entry with what it says now, and alerts once until the alert is closed', async () => {
  await addAndKeep(600)
  const [row] = await app.owner`UPDATE record_entries SET csr_id = 'kenji.sato'
    WHERE record_entry_id = (SELECT record_entry_id FROM record_leaves WHERE leaf_index = 77) RETURNING record_entry_id`
  const wrong = Number(row?.recordEntryId)
  for (const _ of [1, 2]) {
    await kenji.api.startRecordVerification()
    await runAll()
  }
  const { verifications, wrongEntry } = await proof()
  expect(verifications.map(({ faults }) => faults)).toEqual([
    [{ kind: 'entry-changed', at: String(wrong), key: null }],
    [{ kind: 'entry-changed', at: String(wrong), key: null }],
  ])
  expect(wrongEntry).toMatchObject({ recordEntryId: wrong, csrId: 'kenji.sato', action: 'account:view' })
  const { alerts } = await kenji.api.listAlerts()
  expect(alerts).toMatchObject([
    { subject: 'record-does-not-verify', csrId: null, may: { 'alert:settle': 'ok' } },
  ])
  await kenji.api.settleAlert({
    params: { toDoId: alerts[0]?.toDoId ?? 0 },
    body: { outcome: 'corrected', reason: 'Restored' },
  })
  expect((await kenji.api.queryAlerts({ body: { state: 'settled' } })).alerts[0]).toMatchObject({
    subject: 'record-does-not-verify',
    reason: 'Restored',
  })
  await kenji.api.startRecordVerification()
  await runAll()
  expect((await kenji.api.listAlerts()).alerts).toHaveLength(1)
})

test('the nightly run is made once a night, first of the whole record, then since the last one that found all right', async () => {
  await addAndKeep(300)
  await addNight()
  await addNight()
  await runAll()
  await addAndKeep(50)
  await addNight()
  expect((await proof()).verifications).toMatchObject([{ kind: 'whole', startedBy: null, state: 'done' }])
  const nextNight = () =>
    app.owner`UPDATE record_verifications SET created_at = created_at - interval '25 hours'`
  await nextNight()
  await addNight()
  await addNight()
  await runAll()
  const [since] = (await proof()).verifications
  expect(since).toMatchObject({ kind: 'since', sinceSize: 300, faults: [] })
  expect((since?.size ?? 0) > 300).toBe(true)
  // The tree must still have the verified one as its beginning.
  await app.owner`UPDATE record_tiles SET hashes = set_byte(hashes, 5, get_byte(hashes, 5) # 1) WHERE level = 0 AND tile_index = 1`
  await nextNight()
  await addNight()
  await runAll()
  expect((await proof()).verifications[0]?.faults[0]).toMatchObject({ kind: 'checkpoint-differs' })
  await app.owner`UPDATE record_verifications SET created_at = created_at - interval '8 days'`
  await addNight()
  expect((await proof()).verifications[0]).toMatchObject({ kind: 'whole', state: 'waiting' })
})

test('continues the run of a dead process behind its last verified entry, and leaves a live run alone', async () => {
  await addAndKeep(5_000)
  const { verificationId } = await kenji.api.startRecordVerification()
  const [tree] = await app.owner`SELECT size, root FROM record_checkpoints WHERE size = 4000`
  await app.owner`UPDATE record_verifications SET state = 'running', runner = gen_random_uuid(), beat_at = clock_timestamp(),
    verified = 4000, verified_root = ${tree?.root as Uint8Array}, size = 5000, own_checkpoints = 2`
  expect(await run()).toBe(false)
  await app.owner`UPDATE record_verifications SET beat_at = clock_timestamp() - interval '31 seconds'`
  // It is not read again, so that a change behind it is found by the next run only.
  await app.owner`UPDATE record_entries SET csr_id = 'kenji.sato'
    WHERE record_entry_id = (SELECT record_entry_id FROM record_leaves WHERE leaf_index = 7)`
  expect(await run()).toBe(true)
  expect((await proof()).verifications[0]).toMatchObject({
    verificationId,
    state: 'done',
    interruptions: 1,
    faults: [],
    ownCheckpoints: 3,
  })
})

test('a run that cannot start says why, and raises an alert if nobody started it by hand', async () => {
  await addAndKeep(10)
  await addNight()
  await app.owner`ALTER TABLE record_tiles RENAME TO record_tiles_away`
  try {
    await expect(run()).rejects.toThrow('record_tiles')
  } finally {
    await app.owner`ALTER TABLE record_tiles_away RENAME TO record_tiles`
  }
  expect((await proof()).verifications[0]).toMatchObject({
    state: 'failed',
    failure: expect.stringContaining('record_tiles'),
  })
  expect((await kenji.api.listAlerts()).alerts).toMatchObject([{ subject: 'record-not-verified' }])
})

test('without a second place the page and the run say what they cannot prove', async () => {
  await addAndKeep(10)
  const bare = settingsOf([])
  await kenji.api.startRecordVerification()
  await runVerification({
    pool: app.database.worker,
    grant,
    settings: { ...bare, keys: () => [] },
    signal: new AbortController().signal,
  })
  expect((await proof()).verifications[0]).toMatchObject({ unproved: ['no-key', 'no-second-place'] })
})

test('a CSR without the permission, a supervisor and a customer see nothing of it', async () => {
  for (const csrId of ['amara.okafor', 'ines.ferreira']) {
    const { api } = await app.asCsr(csrId)
    await expect(api.readRecordProof()).rejects.toMatchObject({ body: { reason: 'permission-missing' } })
    await expect(api.startRecordVerification()).rejects.toMatchObject({
      body: { reason: 'permission-missing' },
    })
  }
})

test('alerts where nothing is kept outside the database or a place has lagged for an hour, once a week', async () => {
  const subjects = async () => (await kenji.api.listAlerts()).alerts.map(({ subject }) => subject)
  const look = (places: readonly RecordPlace[]) => alertOfPlaces(app.database.worker, grant, places)
  const away = { url: 'https://record.utility.example/checkpoints' }
  await addAndKeep(3)
  for (const places of [[], [away]]) await look(places)
  expect(await subjects()).toEqual([])
  await app.owner`UPDATE record_checkpoints SET made_at = made_at - interval '61 minutes'`
  for (const places of [[], [away], [], [away]]) await look(places)
  expect((await subjects()).sort()).toEqual(['record-not-kept-elsewhere', 'record-place-behind'])
  for (const { toDoId } of (await kenji.api.listAlerts()).alerts)
    await kenji.api.settleAlert({ params: { toDoId }, body: { outcome: 'corrected', reason: 'Known' } })
  for (const places of [[], [away]]) await look(places)
  expect(await subjects()).toEqual([])
  await app.owner`UPDATE to_dos SET created_at = created_at - interval '8 days'`
  await look([])
  expect(await subjects()).toEqual(['record-not-kept-elsewhere'])
})

test('alerts at once where a witness refused a checkpoint', async () => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const witness = witnessOf(witnessSignerOf('witness.example/w1', pem).vkey)
  const places = [{ witness, url: 'https://witness.example/' }]
  const alerted = async () => {
    await alertOfPlaces(app.database.worker, grant, places)
    return (await kenji.api.listAlerts()).alerts.map(({ subject }) => subject)
  }
  await addAndKeep(3)
  expect(await alerted()).toEqual([])
  await app.owner`INSERT INTO record_places (place, failure, failed_at, refused_at)
    VALUES (${placeName(places[0] ?? { folder })}, 'it has cosigned another record', now(), now())`
  expect(await alerted()).toEqual(['record-witness-refused'])
})
