import { defaultChoices } from '@porchlight/contract/preferences.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { reviewed } from '../../server/src/features/detectors/detectors.fixture.ts'
import { sweepMasquerades } from '../../server/src/features/masquerade/jobs.ts'
import {
  actingAs,
  masqueradeAs,
  newAddress,
} from '../../server/src/features/masquerade/masquerade.fixture.ts'
import { testEncryptionKey } from '../../server/src/testing/cluster.ts'
import { town } from '../../server/src/testing/small-town.ts'
import { createTestApp, type TestApp } from '../../server/src/testing/test-app.ts'
import { createTestDatabase, type TestDatabase } from '../../server/src/testing/test-database.ts'
import { fillDemo } from './fill-demo.ts'

let demo: TestDatabase
let app: TestApp
beforeAll(async () => {
  demo = await createTestDatabase()
  await fillDemo({
    ownerUrl: demo.url,
    people: 60,
    seed: 7,
    issuer: 'http://id.localhost',
    timeZone: 'America/Los_Angeles',
    today: '2026-11-23',
    encryptionKey: testEncryptionKey,
    demoPasswordHash: '$argon2id$not-a-hash',
    onProgress: () => {},
  })
  app = await createTestApp()
})
afterAll(async () => {
  await app.close()
  await demo.drop()
})

/** A record row without customer and time: what happened, who did it, with which ids and details. */
async function shapesOf(test: TestDatabase): Promise<string[]> {
  const rows = await test.owner`SELECT DISTINCT concat_ws(' ', r.event, r.action, 'by', r.actor_kind,
      CASE WHEN r.csr_id = m.csr_id THEN 'visiting-csr' WHEN r.csr_id IS NOT NULL THEN 'another-csr' END,
      CASE WHEN r.web_user_id IS NOT NULL THEN 'web-user' END, CASE WHEN r.account_id IS NOT NULL THEN 'account' END,
      CASE WHEN r.self_service_task_id IS NOT NULL THEN 'task' END, CASE WHEN r.client_id IS NOT NULL THEN 'client' END,
      CASE WHEN r.ip_address IS NOT NULL THEN 'ip' END, r.reason,
      (SELECT string_agg(key, ',' ORDER BY key) FROM jsonb_object_keys(r.details) key)) AS shape
    FROM record_entries r JOIN masquerades m USING (masquerade_id) ORDER BY 1`
  return rows.map(({ shape }) => String(shape))
}

it('holds only such rows about masquerades as the product writes for the same actions', async () => {
  const account = { params: { accountId: town.mariaAccount } }
  const maria = await app.asCustomer(town.maria)
  const ines = await app.asCsr('ines.ferreira')
  const visit = (purposeReference: string) => masqueradeAs(app, 'amara.okafor', { purposeReference })

  const acting = await actingAs(app, 'amara.okafor', { purposeReference: 'banner' })
  await acting.view.api.readOverview(account)
  await acting.view.api.listBills({ ...account, query: {} })
  await acting.view.api.readUsage({ ...account, query: {} })
  await acting.view.api.readAccountInformation(account)
  await acting.view.api.readPreferences(account)
  await acting.view.api.changeMailingAddress({ ...account, body: { ...newAddress, version: 1 } })
  const choices = { ...defaultChoices, 'usage-high': { email: false, text: false } }
  await acting.view.api.changePreferences({ ...account, body: { choices, version: 0 } })
  await acting.view.api.leaveMasquerade()

  const reading = await visit('desk')
  await expect(
    reading.view.api.changeMailingAddress({ ...account, body: { ...newAddress, version: 2 } }),
  ).rejects.toThrow('masquerade-read-only')
  await reading.desk.api.endOwnMasquerade({ params: { masqueradeId: reading.masqueradeId } })
  const bySupervisor = await visit('supervisor')
  await ines.api.endAnyMasquerade({
    params: { masqueradeId: bySupervisor.masqueradeId },
    body: { reason: 'Wrong customer' },
  })
  const byCustomer = await visit('customer')
  await maria.api.endSupportVisit({ params: { masqueradeId: byCustomer.masqueradeId } })

  const sweep = () =>
    sweepMasquerades.run({
      pool: app.database.worker,
      installation: app.installation,
      signal: new AbortController().signal,
    })
  await visit('idle')
  await app.advanceClock('16 minutes')
  await sweep()
  const busy = await visit('time')
  for (const _ of [1, 2]) {
    await app.advanceClock('14 minutes')
    await busy.view.api.readOverview(account)
  }
  await app.advanceClock('3 minutes')
  await sweep()

  const written = await shapesOf(app)
  const made = await shapesOf(demo)
  expect(made.length).toBeGreaterThan(10)
  expect(made.filter((shape) => !written.includes(shape))).toEqual([])
  // Each way in which a visit ends is in the demo.
  expect(made.filter((shape) => shape.startsWith('ended')).length).toBeGreaterThanOrEqual(6)
})

it('holds only such rows of the desk and of reviews as the product writes', async () => {
  const shapes = async ({ owner }: TestDatabase) =>
    (
      await owner`SELECT DISTINCT concat_ws(' ', e.event, e.action, 'by', e.actor_kind, e.reason,
          CASE WHEN e.csr_id IS NOT NULL THEN 'csr' END, CASE WHEN e.account_id IS NOT NULL THEN 'account' END,
          CASE WHEN e.ip_address IS NOT NULL THEN 'ip' END, (SELECT string_agg(key, ',' ORDER BY key) FROM jsonb_object_keys(e.details) key)) AS shape
        FROM record_entries e WHERE e.masquerade_id IS NULL AND e.action ~ '^(account:view|web-user:view|alert:|detector:|job:detect)'`
    ).map(({ shape }) => String(shape))
  const tom = await app.asCsr('tom.becker')
  const open = async (accountId: number) => {
    for (const path of ['', '/web-users']) await tom.request('GET', `/api/desk/accounts/${accountId}${path}`)
  }
  for (const accountId of [town.mariaAccount, town.protectedAccount, town.otherAccount]) await open(accountId)
  const kenji = await app.asCsr('kenji.sato')
  await kenji.api.changeOwnDetails({
    body: {
      ofCsrId: 'tom.becker',
      otherSurnames: ['Alvarez'],
      line1: '1 Elm St',
      postalCode: '92101',
      ownAccountIds: [],
      version: 0,
    },
  })
  await reviewed(app, town.mariaShop, 'Looked into')
  const [written, made] = [await shapes(app), await shapes(demo)]
  expect(made.length).toBeGreaterThan(7)
  expect(made.filter((shape) => !written.includes(shape))).toEqual([])
})

it('numbers the entries of the record in the order of their times, from one on', async () => {
  const rows = await demo.owner`SELECT record_entry_id, at FROM record_entries ORDER BY at, record_entry_id`
  expect(rows.length).toBeGreaterThan(20)
  expect(rows.map(({ recordEntryId }) => Number(recordEntryId))).toEqual(rows.map((_, i) => i + 1))
})
