import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { settleSearches } from './jobs.ts'

let app: TestApp
let amara: Browser
let ines: Browser
beforeAll(async () => {
  app = await createTestApp()
  // A search comes to rest two seconds after its last letter: those pass when a test says so, not while the machine is busy.
  await app.stopClock()
  amara = await app.asCsr('amara.okafor')
  ines = await app.asCsr('ines.ferreira')
})
afterAll(() => app.close())
beforeEach(() => app.owner`TRUNCATE record_entries, unrested_searches`)

const type = async (box: string, who = amara) => {
  for (let end = 1; end <= box.length; end += 1)
    await who.api.searchCustomers({ body: { box: box.slice(0, end) } })
}
const settle = () =>
  settleSearches.run({
    pool: app.database.worker,
    installation: testInstallation(),
    signal: new AbortController().signal,
  })
const lines = () =>
  app.owner`SELECT event, action, csr_id, account_id, host(ip_address) AS ip, details, correlation_id FROM record_entries
    ORDER BY record_entry_id`
const actions = async () => (await lines()).map(({ action }) => action)

test('records a name typed letter by letter once, two seconds after the last letter, with families, hits and a keyed hash', async () => {
  await type('olga')
  await settle()
  expect(await lines()).toEqual([])
  await app.advanceClock('2 seconds')
  await settle()
  await settle()
  expect(await lines()).toEqual([
    {
      event: 'read',
      action: 'customer:search',
      csrId: 'amara.okafor',
      accountId: null,
      ip: '198.51.100.7',
      details: {
        families: 'name',
        hits: 1,
        termsHash: expect.stringMatching(/^[0-9a-f]{32}$/),
        named: expect.any(Number),
        searches: 4,
      },
      correlationId: expect.any(String),
    },
  ])
  expect(JSON.stringify(await lines())).not.toMatch(/olga/i)
})

test('records the held search at once when a customer is opened, before the opening', async () => {
  await type('petr')
  await amara.api.readAccount({ params: { accountId: town.otherAccount } })
  await amara.api.readWebUserSummary({ params: { accountId: town.otherAccount } })
  await app.advanceClock('3 seconds')
  await settle()
  expect(await actions()).toEqual(['customer:search', 'account:view', 'web-user:view'])
})

test('keeps holding the search when an opening is refused', async () => {
  await type('maria')
  await expect(amara.api.readAccount({ params: { accountId: 9_999_999_999 } })).rejects.toMatchObject({
    status: 404,
  })
  expect(await actions()).toEqual(['account:view'])
  expect(await app.owner`SELECT 1 FROM unrested_searches`).toHaveLength(1)
})

test('records a search at rest with the next search, without a worker', async () => {
  await type('olga')
  await app.advanceClock('3 seconds')
  await type('john')
  expect(await actions()).toEqual(['customer:search'])
})

test('holds one search per desk session, and records that of an ended session', async () => {
  await type('olga')
  await type('john', ines)
  const elsewhere = await app.asCsr('amara.okafor')
  await type('maria', elsewhere)
  await elsewhere.api.endDeskSession()
  await app.advanceClock('2 seconds')
  await Promise.all([settle(), settle()])
  const written = (await lines()).filter(({ action }) => action === 'customer:search')
  expect(written.map(({ csrId }) => csrId).sort()).toEqual(['amara.okafor', 'amara.okafor', 'ines.ferreira'])
})

test('holds the search that began last of twenty concurrent ones', async () => {
  await Promise.all(Array.from({ length: 20 }, () => amara.api.searchCustomers({ body: { box: 'maria' } })))
  expect(await app.owner`SELECT csr_id FROM unrested_searches`).toHaveLength(1)
  const [{ id } = { id: 0 }] = await app.owner`SELECT desk_session_id AS id FROM unrested_searches`
  const keep = (at: string, hash: string, beginnings: number[]) =>
    app.owner.begin(async (sql) => {
      await sql`UPDATE unrested_searches SET at = ${at}::text::timestamptz, beginnings = '{1,2}', searches = 1`
      await sql`SELECT rest_search(${id}, 'amara.okafor', '192.0.2.1', gen_random_uuid(), 'name', ${hash}, ${beginnings}::int[],
        1, '{7}', NULL, '{}')`
    })
  await keep('infinity', 'began earlier', [1])
  expect(await app.owner`SELECT 1 FROM unrested_searches WHERE terms_hash = 'began earlier'`).toEqual([])
  await keep('-infinity', 'began later', [1])
  expect(await app.owner`SELECT 1 FROM unrested_searches WHERE terms_hash = 'began later'`).toHaveLength(1)
  // One that began earlier and stands alone is written, and takes no place.
  await keep('infinity', 'stands alone', [9])
  expect(
    await app.owner`SELECT 1 FROM record_entries WHERE details ->> 'termsHash' = 'stands alone'`,
  ).toHaveLength(1)
})

test('records a search that does not continue the last one, however soon, and no corrections of typing', async () => {
  await type('olga')
  await type('petr')
  await amara.api.searchCustomers({ body: { box: 'pet' } })
  await amara.api.searchCustomers({ body: { name: 'maria' } })
  await amara.api.searchCustomers({ body: { name: 'maria', city: 'port' } })
  await app.advanceClock('3 seconds')
  await settle()
  const written = (await lines()).map(({ details }) => details as { searches: number; named: number })
  expect(written.map(({ searches }) => searches)).toEqual([4, 5, 2])
  expect(written.every(({ named }) => named > 0)).toBe(true)
})

test('finds searches in the record by their terms, which the record does not hold', async () => {
  await amara.api.searchCustomers({ body: { box: 'Olga  Petrova ' } })
  await ines.api.searchCustomers({ body: { name: 'olga petrova' } })
  await app.advanceClock('2 seconds')
  await settle()
  const kenji = await app.asCsr('kenji.sato')
  const whoFor = async (searchTerms: string) =>
    (await kenji.api.queryRecord({ body: { searchTerms } })).entries.map(({ csrId, search }) => [
      csrId,
      search,
    ])
  expect(await whoFor('OLGA petrova')).toEqual([
    ['ines.ferreira', { families: 'name', hits: 1, named: 1 }],
    ['amara.okafor', { families: 'name', hits: 1, named: 1 }],
  ])
  expect(await whoFor('olga')).toEqual([])
})
