import { retentionKindNames, retentionKinds } from '@porchlight/contract/retention-kinds.ts'
import { expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { grant, reason, runAll, save, saveAndStart } from './retention.fixture.ts'
import { useRetention } from './retention-app.fixture.ts'
import { runBatch } from './run-batch.ts'

const retention = useRetention()
const { idsOf, preview, runOf, recorded } = retention

test('two processes at once delete each row once, and only one run of a kind can be active', async () => {
  await retention.app.owner`DELETE FROM customer_contacts`
  for (let n = 0; n < 40; n += 1) await retention.add.addContact('2015-01-01')
  const runId = await saveAndStart(retention.kenji, 'contacts', 12)
  await expect(
    retention.kenji.api.startRetentionRun({ body: { kind: 'contacts', version: 1, reason } }),
  ).rejects.toMatchObject({ status: 409, body: { reason: 'retention-under-way' } })
  const both = await Promise.all([
    runAll(retention.app, 2),
    runAll(retention.app, 2),
    runAll(retention.app, 2),
  ])
  await runAll(retention.app, 2)
  expect(both.reduce((sum, batches) => sum + batches)).toBeGreaterThan(1)
  expect(await runOf('contacts')).toMatchObject({ runId, state: 'done', deleted: 40, examined: 40 })
  expect(await idsOf('customer_contacts', 'customer_contact_id')).toEqual([])
  expect(await recorded()).toHaveLength(1)
})

test('saves a period with its history; refuses one below the least, a stale version, and CSRs without the permission', async () => {
  const change = (months: number | null, version: number, who = retention.kenji) =>
    who.api.changeRetention({ body: { kind: 'bills', months, version, reason } })
  for (const kind of retentionKindNames)
    await expect(
      retention.kenji.api.changeRetention({
        body: { kind, months: retentionKinds[kind].least - 1, version: 0, reason },
      }),
    ).rejects.toMatchObject({
      status: 422,
      body: { reason: 'invalid-field', fields: [{ field: 'months', reason: 'below-least-months' }] },
    })
  await expect(change(1201, 0)).rejects.toMatchObject({
    status: 422,
    body: { fields: [{ field: 'months', reason: 'above-most-months' }] },
  })
  await expect(preview('bills', 3)).rejects.toMatchObject({ status: 422 })
  expect(await change(84, 0)).toEqual({ version: 1 })
  await expect(change(60, 0)).rejects.toMatchObject({
    status: 409,
    body: {
      reason: 'version-conflict',
      version: 1,
      difference: [{ field: 'months', yours: 60, theirs: 84 }],
    },
  })
  expect(await change(null, 1)).toEqual({ version: 2 })
  const { kinds } = await retention.kenji.api.readRetention()
  expect(kinds.find(({ kind }) => kind === 'bills')).toMatchObject({
    current: { version: 2, months: null, changedBy: 'kenji.sato' },
    history: [{ version: 1, months: 84 }],
    effectiveAt: null,
  })
  const rows = await retention.app.owner`SELECT csr_id, details FROM record_entries
    WHERE action = 'retention:change' AND event = 'changed' ORDER BY record_entry_id`
  expect(rows.map((row) => row.details)).toEqual([
    { kind: 'bills', version: 1, before: null, after: 84, givenReason: reason },
    { kind: 'bills', version: 2, before: 84, after: null, givenReason: reason },
  ])
  for (const csrId of ['amara.okafor', 'ines.ferreira']) {
    const other = await retention.app.asCsr(csrId)
    await expect(other.api.readRetention()).rejects.toMatchObject({ body: { reason: 'permission-missing' } })
    await expect(change(84, 2, other)).rejects.toMatchObject({ body: { reason: 'permission-missing' } })
  }
})

test('pauses, resumes and stops a run; a second tab with an old version is told what the run does now', async () => {
  await retention.app.owner`DELETE FROM customer_contacts`
  for (let n = 0; n < 7; n += 1) await retention.add.addContact('2015-01-01')
  const runId = await saveAndStart(retention.kenji, 'contacts', 12)
  const move = (name: 'pause' | 'resume' | 'stop', version: number) =>
    retention.kenji.api.moveRetentionRun({ params: { runId }, body: { move: name, version, reason } })
  expect(await move('pause', 1)).toEqual({ version: 2 })
  expect(await runAll(retention.app)).toBe(0)
  await expect(move('stop', 1)).rejects.toMatchObject({
    status: 409,
    body: { reason: 'version-conflict', difference: [{ field: 'state', yours: 'stop', theirs: 'paused' }] },
  })
  await move('resume', 2)
  const batch = await runBatch({ pool: retention.app.database.worker, grant, batchSize: 3 })
  expect(batch).toMatchObject({ candidates: 7, examined: 3, deleted: 3, isDone: false })
  await move('stop', 3)
  expect(await runAll(retention.app)).toBe(0)
  expect(await runOf('contacts')).toMatchObject({ state: 'stopped', deleted: 3 })
  expect(await idsOf('customer_contacts', 'customer_contact_id')).toHaveLength(4)
  await expect(move('resume', 4)).rejects.toMatchObject({ status: 409 })
})

test('a run that the database refuses five times says why, and goes on when it is retried', async () => {
  await retention.app.owner`DELETE FROM customer_contacts`
  await retention.add.addContact('2015-01-01')
  await retention.app.owner.unsafe(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the disk of the notes is away'; END $$`)
  await retention.app.owner.unsafe(
    `CREATE TRIGGER refuse BEFORE DELETE ON customer_contacts EXECUTE FUNCTION refuse()`,
  )
  const runId = await saveAndStart(retention.kenji, 'contacts', 12)
  for (let n = 0; n < 5; n += 1)
    await expect(runAll(retention.app)).rejects.toThrow('the disk of the notes is away')
  expect(await runAll(retention.app)).toBe(0)
  expect(await runOf('contacts')).toMatchObject({
    state: 'failed',
    deleted: 0,
    failure: 'the disk of the notes is away',
  })
  await retention.app.owner.unsafe('DROP FUNCTION refuse CASCADE')
  const run = await runOf('contacts')
  await retention.kenji.api.moveRetentionRun({
    params: { runId },
    body: { move: 'retry', version: run?.version ?? 0, reason },
  })
  await runAll(retention.app)
  expect(await runOf('contacts')).toMatchObject({ state: 'done', deleted: 1 })
})

test('a legal hold is placed once with a reason, and released with another; each is on the record', async () => {
  const accountId = town.mariaAccount
  const { legalHoldId } = await retention.kenji.api.placeLegalHold({ body: { accountId, reason } })
  for (const wrong of [accountId, 9_999_999_999])
    await expect(
      retention.kenji.api.placeLegalHold({ body: { accountId: wrong, reason } }),
    ).rejects.toMatchObject({
      status: 422,
      body: { fields: [{ field: 'accountId', reason: 'no-account-or-held' }] },
    })
  expect((await retention.kenji.api.readRetention()).holds).toMatchObject([
    { legalHoldId, accountId, reason, placedBy: 'kenji.sato' },
  ])
  await retention.kenji.api.releaseLegalHold({
    params: { legalHoldId },
    body: { reason: 'The case is closed' },
  })
  await expect(
    retention.kenji.api.releaseLegalHold({ params: { legalHoldId }, body: { reason } }),
  ).rejects.toMatchObject({ status: 404 })
  expect((await retention.kenji.api.readRetention()).holds).toEqual([])
  const rows = await retention.app.owner`SELECT account_id, details FROM record_entries
    WHERE action LIKE 'legal-hold:%' AND event = 'changed' AND (details ->> 'legalHoldId')::bigint = ${legalHoldId}
    ORDER BY record_entry_id`
  expect(rows).toEqual([
    { accountId, details: { legalHoldId, move: 'place', givenReason: reason } },
    { accountId, details: { legalHoldId, move: 'release', givenReason: 'The case is closed' } },
  ])
})

test('a longer period stops the run with the shorter one, and the database deletes nothing that the saved period keeps', async () => {
  await retention.app.owner`DELETE FROM customer_contacts`
  for (const at of ['2015-01-01', '2015-01-02', '2015-01-03', '2015-01-04'])
    await retention.add.addContact(at)
  const runId = await saveAndStart(retention.kenji, 'contacts', 12)
  await runBatch({ pool: retention.app.database.worker, grant, batchSize: 2 })
  await save(retention.kenji, 'contacts', null)
  expect(await runOf('contacts')).toMatchObject({ runId, state: 'stopped', deleted: 2 })
  expect(await runAll(retention.app)).toBe(0)
  for (const before of ['2100-01-01', '2014-01-01'])
    await expect(
      retention.app.database.worker`SELECT retention_delete('contacts', ${before}::date, NULL, NULL, 10)`,
    ).rejects.toThrow('the saved period of contacts keeps these rows')
  await save(retention.kenji, 'contacts', 60)
  const soon = new Date(Date.now() - 59 * 30 * 24 * 3_600_000).toISOString().slice(0, 10)
  await expect(
    retention.app.database.worker`SELECT retention_delete('contacts', ${soon}::date, NULL, NULL, 10)`,
  ).rejects.toThrow('the saved period')
  expect(await idsOf('customer_contacts', 'customer_contact_id')).toHaveLength(2)
})

test('estimates the bytes to be deleted, also for a table that has grown since it was counted', async () => {
  await retention.app.owner`DELETE FROM customer_contacts`
  const fill = (rows: number) => retention.app
    .owner`INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at)
    SELECT ${town.mariaAccount}, 'general', 'call', repeat('n', 200), '2015-01-01'::timestamptz + n * interval '1 second'
    FROM generate_series(1, ${rows}::int) n`
  const bytesOfARow = async () => {
    const [part] = (await preview('contacts', 12)).parts
    return (part?.bytes ?? 0) / (part?.deleted ?? 1)
  }
  await retention.app.owner.unsafe('VACUUM FULL customer_contacts')
  await fill(500)
  await retention.app.owner.unsafe('ANALYZE customer_contacts')
  const counted = await bytesOfARow()
  expect(counted).toBeGreaterThan(200)
  expect(counted).toBeLessThan(2_000)
  await fill(5_000)
  expect(await bytesOfARow()).toBeGreaterThan(200)
  expect(await bytesOfARow()).toBeLessThan(counted * 1.5)
})

test('only the retention functions delete rows; no role of the application can', async () => {
  for (const table of [
    'self_service_tasks',
    'bills',
    'payments',
    'usage_months',
    'customer_contacts',
    'masquerades',
  ])
    for (const pool of [
      retention.app.database.desk,
      retention.app.database.worker,
      retention.app.database.portal,
      retention.app.database.view,
    ])
      await expect(pool.unsafe(`DELETE FROM ${table}`)).rejects.toThrow('permission denied')
  for (const pool of [
    retention.app.database.desk,
    retention.app.database.portal,
    retention.app.database.view,
  ])
    await expect(pool`SELECT retention_delete('tasks', '2100-01-01', NULL, NULL, 10)`).rejects.toThrow(
      'permission denied',
    )
})
