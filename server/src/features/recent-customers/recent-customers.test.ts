import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
let amara: Browser
beforeAll(async () => {
  app = await createTestApp()
  amara = await app.asCsr('amara.okafor')
})
beforeEach(() => app.owner`TRUNCATE record_entries`)
afterAll(() => app.close())

const open = (browser: Browser, accountId: number) => browser.api.readAccount({ params: { accountId } })
const recent = async (browser: Browser) => (await browser.api.readRecentCustomers()).customers

/** Openings of long ago, as the record has them. */
const openedAgo = (accountId: number, ago: string) => app.owner`
  INSERT INTO record_entries (at, event, action, actor_kind, csr_id, account_id, ip_address, correlation_id)
  VALUES (now() - ${ago}::interval, 'read', 'account:view', 'csr', 'amara.okafor', ${accountId}, '127.0.0.1', gen_random_uuid())`

test('lists the customers that this CSR opened, on any machine, each once, last first', async () => {
  await open(amara, town.mariaAccount)
  await open(amara, town.otherAccount)
  await open(amara, town.mariaAccount)
  await open(await app.asCsr('tom.becker'), town.mariaShop)
  const elsewhere = await app.asCsr('amara.okafor')
  expect(await recent(elsewhere)).toEqual([
    {
      accountId: town.mariaAccount,
      openedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      status: 'active',
      customerClass: 'residential',
      division: 'Harbor',
      isProtected: false,
      name: 'Maria Alvarez',
      address: '12 Oak St, Port Ellis',
    },
    expect.objectContaining({ accountId: town.otherAccount, name: 'Olga Petrova' }),
  ])
})

test('lists protected customers without name and address: those marked, staff, and people on an account with them', async () => {
  await openedAgo(town.protectedAccount, '1 hour')
  await openedAgo(town.amaraAccount, '2 hours')
  await openedAgo(town.otherAccount, '3 hours')
  await app.owner`INSERT INTO account_persons (account_id, person_id, relationship_type)
    VALUES (${town.otherAccount}, 5, 'self-service')`
  expect(await recent(amara)).toMatchObject([
    { accountId: town.protectedAccount, isProtected: true, name: null, address: null },
    { accountId: town.amaraAccount, isProtected: true, name: null, address: null },
    { accountId: town.otherAccount, isProtected: true, name: null, address: null },
  ])
  await app.owner`DELETE FROM account_persons WHERE account_id = ${town.otherAccount} AND person_id = 5`
})

test('does not list customers who were only searched, refused, or opened long ago', async () => {
  await openedAgo(town.mariaShop, '31 days')
  await amara.api.searchCustomers({ body: { box: 'petrova' } })
  await open(amara, 9_999_999_999).catch(() => {})
  expect(await recent(amara)).toEqual([])
})

test('reading the list opens no customer, and needs the permission to search', async () => {
  await open(amara, town.mariaAccount)
  const lines = () => app.owner`SELECT record_entry_id, action FROM record_entries`
  const before = await lines()
  expect(await recent(amara)).toHaveLength(1)
  expect(await lines()).toEqual(before)
  await app.owner`DELETE FROM group_permissions WHERE csr_group = 'security-officer' AND resource = 'customer'`
  const kenji = await app.asCsr('kenji.sato')
  await expect(kenji.api.readRecentCustomers()).rejects.toMatchObject({ status: 403 })
})
