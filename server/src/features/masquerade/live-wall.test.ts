import { afterAll, beforeAll, expect, test } from 'vitest'
import { readLive } from '#features/live/live.fixture.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { actingAs, entriesOf, masqueradeAs } from './masquerade.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp({}, { liveBeatMs: 200 })
  await app.fastify.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => app.close())

const account = { params: { accountId: town.mariaAccount } }
const liveRows = async (csrId = 'ines.ferreira') =>
  (await (await app.asCsr(csrId)).api.listMasquerades({ body: { liveOnly: true } })).masquerades

test('a supervisor sees each live masquerade with its page, mode, grade and end', async () => {
  const { view, masqueradeId } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'wall' })
  const row = async () => (await liveRows()).find((one) => one.masqueradeId === masqueradeId)
  expect(await row()).toMatchObject({ mode: 'read', callerGrade: 'none', lastStep: null })
  await view.api.listBills({ ...account, query: {} })
  expect(await row()).toMatchObject({ lastStep: { event: 'read', action: 'bill:view' } })
  await view.api.switchToAct()
  expect(await row()).toMatchObject({ mode: 'act', lastStep: { event: 'changed', action: 'masquerade:act' } })
})

test('looking along shows names of pages and acts, and leaves one line, however long it goes on', async () => {
  const { view, masqueradeId } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'along' })
  const ines = await app.asCsr('ines.ferreira')
  const params = { masqueradeId }
  await ines.api.readMasquerade({ params })
  await view.api.readOverview(account)
  const { entries } = await ines.api.followMasquerade({ params })
  expect(entries.map(({ action }) => action)).toContain('overview:view')
  expect(JSON.stringify(entries)).not.toMatch(/Alvarez|12 Oak St|@/)
  await ines.api.followMasquerade({ params })
  const looks = (await entriesOf(app, masqueradeId)).filter(
    ({ csrId, action }) => csrId === 'ines.ferreira' && action === 'masquerade:review',
  )
  expect(looks).toHaveLength(1)
})

test('the stream tells supervisors of each step, and no other CSR, by ids alone', async () => {
  const { view, masqueradeId, desk } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'told' })
  const ines = await readLive(await app.asCsr('ines.ferreira'))
  const amara = await readLive(desk)
  // Listening has begun: what comes now is told.
  for (const reader of [ines, amara]) await reader.heard(({ event }) => event === 'beat')
  await view.api.listBills({ ...account, query: {} })
  expect(await ines.change('masquerade-step')).toEqual({
    kind: 'masquerade-step',
    rows: [[masqueradeId, town.mariaAccount]],
  })
  await view.api.switchToAct()
  await amara.change('masquerade')
  expect(amara.text()).not.toContain('masquerade-step')
  ines.leave()
  amara.leave()
})

test('ends all masquerades of one CSR, then all, each with its own line and the reason', async () => {
  const first = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'many 1' })
  const other = await masqueradeAs(app, 'tom.becker', { purposeReference: 'many 2' })
  const ines = await app.asCsr('ines.ferreira')
  const countOf = async (csrId: string) => (await liveRows()).filter((row) => row.csrId === csrId).length
  const ofAmara = await countOf('amara.okafor')
  const reason = 'the phones are down'
  expect(await ines.api.endMasquerades({ body: { csrId: 'amara.okafor', reason } })).toEqual({
    ended: ofAmara,
  })
  expect([await countOf('amara.okafor'), await countOf('tom.becker')]).toEqual([0, 1])
  const ends = (await entriesOf(app, first.masqueradeId)).filter(({ event }) => event === 'ended')
  expect(ends).toMatchObject([
    { csrId: 'ines.ferreira', reason: 'supervisor', details: { givenReason: reason } },
  ])
  expect(await ines.api.endMasquerades({ body: { csrId: null, reason } })).toEqual({ ended: 1 })
  // A double click, or a colleague who was faster.
  await expect(ines.api.endMasquerades({ body: { csrId: null, reason } })).rejects.toMatchObject({
    status: 409,
    body: { reason: 'masquerade-not-live' },
  })
  await expect(other.view.api.readOverview(account)).rejects.toMatchObject({
    status: 401,
    body: { masqueradeEnd: { cause: 'supervisor', endedBy: 'Inês Ferreira', givenReason: reason } },
  })
})

test('a masquerade’s page says who ended it and why', async () => {
  const { desk, view, masqueradeId } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'page' })
  const ines = await app.asCsr('ines.ferreira')
  await ines.api.endAnyMasquerade({ params: { masqueradeId }, body: { reason: 'wrong <b>customer</b>' } })
  const page = await view.request('GET', `/accounts/${town.mariaAccount}/overview`)
  expect(page.status).toBe(401)
  expect(page.text).toContain('Ended by Inês Ferreira.')
  expect(page.text).toContain('The reason given: wrong &lt;b>customer&lt;/b>')
  expect(page.text).not.toContain('Oak St')
  const note = await desk.api.draftContactNote({ params: { masqueradeId } })
  expect(note).toMatchObject({ endedBy: 'Inês Ferreira', givenReason: 'wrong <b>customer</b>' })
})

test('a CSR without the permission sees no wall and ends nothing', async () => {
  const { masqueradeId } = await actingAs(app, 'amara.okafor', { purposeReference: 'not yours' })
  const tom = await app.asCsr('tom.becker')
  const missing = { status: 403, body: { reason: 'permission-missing' } }
  const params = { masqueradeId }
  for (const refused of [
    () => tom.api.listMasquerades({ body: { liveOnly: true } }),
    () => tom.api.followMasquerade({ params }),
    () => tom.api.endAnyMasquerade({ params, body: { reason: 'x' } }),
    () => tom.api.endMasquerades({ body: { csrId: null, reason: 'x' } }),
  ])
    await expect(refused()).rejects.toMatchObject(missing)
  expect((await liveRows()).map((row) => row.masqueradeId)).toContain(masqueradeId)
})

test('lists the notes that a CSR has still to write: of own masquerades that somebody else ended, until one is saved', async () => {
  const mine = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'to note' })
  const byBanner = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'noted at once' })
  const { masqueradeId } = mine
  const ines = await app.asCsr('ines.ferreira')
  const ids = async (desk = mine.desk) =>
    (await desk.api.listNotesToWrite()).notes.map((note) => note.masqueradeId)
  await byBanner.view.api.leaveMasquerade()
  expect(await ids()).not.toContain(masqueradeId)
  await ines.api.endAnyMasquerade({ params: { masqueradeId }, body: { reason: 'enough' } })
  expect(await ids()).toContain(masqueradeId)
  expect(await ids()).not.toContain(byBanner.masqueradeId)
  expect(await ids(ines)).not.toContain(masqueradeId)
  await mine.desk.api.addCustomerContact({
    params: { accountId: town.mariaAccount },
    body: { contactClass: 'support', contactType: 'masquerade', note: 'Seen the bill', masqueradeId },
  })
  expect(await ids()).not.toContain(masqueradeId)
})

test('counts the live masquerades of every CSR, whatever the page or the filters leave out: exactly what "end all" ends', async () => {
  const ines = await app.asCsr('ines.ferreira')
  await ines.api
    .endMasquerades({ body: { csrId: null, reason: 'start from none' } })
    .catch((error: { body: unknown }) => expect(error.body).toMatchObject({ reason: 'masquerade-not-live' }))
  const one = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'counted' })
  // More than one page holds: copies of the row, with ids of their own.
  await app.owner`INSERT INTO masquerades
    SELECT (jsonb_populate_record(m, jsonb_build_object('masquerade_id', translate(lpad(n::text, 26, '0'), '0123456789', 'abcdefghij'),
      'code_hash', NULL, 'token_hash', NULL, 'purpose_reference', 'copy ' || n))).*
    FROM masquerades m, generate_series(1, 120) n WHERE m.masquerade_id = ${one.masqueradeId}`
  const tom = await masqueradeAs(app, 'tom.becker', { purposeReference: 'another CSR' })
  const list = (csrId: string) => ines.api.listMasquerades({ body: { liveOnly: true, csrId } })
  const all = await list('')
  expect(all.masquerades).toHaveLength(100)
  expect(all.liveOfCsrs).toEqual([
    { csrId: 'amara.okafor', csrName: 'Amara Okafor', count: 121 },
    { csrId: 'tom.becker', csrName: expect.any(String), count: 1 },
  ])
  // The filter finds what the page leaves out.
  const filtered = await list('tom.becker')
  expect(filtered.masquerades.map(({ masqueradeId }) => masqueradeId)).toEqual([tom.masqueradeId])
  expect(filtered.liveOfCsrs).toEqual(all.liveOfCsrs)
  const end = (csrId: string | null) => ines.api.endMasquerades({ body: { csrId, reason: 'drill' } })
  expect(await end('amara.okafor')).toEqual({ ended: 121 })
  expect(await end(null)).toEqual({ ended: 1 })
  expect((await list('')).liveOfCsrs).toEqual([])
})
