import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { startRequest } from '../masquerade/masquerade.fixture.ts'

let app: TestApp
let ines: Browser
let masqueradeId: string
beforeAll(async () => {
  app = await createTestApp()
  const amara = await app.asCsr('amara.okafor')
  await amara.api.readAccount({ params: { accountId: town.mariaAccount } })
  await amara.api.readAccount({ params: { accountId: town.otherAccount } })
  const started = await amara.api.startMasquerade({ body: { ...startRequest, purposeReference: 'c1' } })
  masqueradeId = started.masqueradeId
  const maria = await app.asCustomer(town.maria)
  const address = {
    line1: '1 A',
    line2: '',
    city: 'B',
    region: 'CA',
    postalCode: '92101',
    country: 'US',
    version: 1,
  }
  await maria.api.changeMailingAddress({ params: { accountId: town.mariaAccount }, body: address })
  ines = await app.asCsr('ines.ferreira')
})
afterAll(() => app.close())

type Body = Parameters<Browser['api']['queryRecord']>[0]['body']
/** Newest first, without the lines that asking makes itself. */
const actions = async (body: Body) =>
  (await ines.api.queryRecord({ body })).entries
    .filter((entry) => entry.action !== 'record:view')
    .map((entry) => `${entry.event} ${entry.action}`)

test('everything a CSR did, everything done to a customer by anyone else, one masquerade, one kind of event', async () => {
  expect(await actions({ csrId: 'amara.okafor' })).toEqual([
    'started masquerade:start',
    'read account:view',
    'read account:view',
  ])
  expect(await actions({ webUserId: town.maria })).toEqual([
    'changed mailing-address:change',
    'started masquerade:start',
  ])
  expect(await actions({ userName: 'M.Alvarez' })).toEqual(await actions({ webUserId: town.maria }))
  expect(await actions({ userName: 'nobody' })).toEqual([])
  expect(await actions({ webUserId: town.maria, staffOnly: true })).toEqual(['started masquerade:start'])
  expect(await actions({ accountId: town.otherAccount })).toEqual(['read account:view'])
  expect(await actions({ masqueradeId })).toEqual(['started masquerade:start'])
  expect(await actions({ event: 'changed' })).toEqual(['changed mailing-address:change'])
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' }).format(new Date())
  expect(await actions({ from: today, to: today })).toHaveLength(4)
  expect(await actions({ to: '2020-01-01' })).toEqual([])
})

test('an entry says who, to whom, from where and under which request', async () => {
  const { entries } = await ines.api.queryRecord({ body: { masqueradeId } })
  expect(entries).toEqual([
    {
      recordEntryId: expect.any(Number),
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      event: 'started',
      action: 'masquerade:start',
      actorKind: 'csr',
      csrId: 'amara.okafor',
      webUserId: town.maria,
      webUser: { userName: 'm.alvarez', personName: 'Maria Alvarez' },
      accountId: town.mariaAccount,
      masqueradeId,
      taskId: null,
      ipAddress: '198.51.100.7',
      reason: null,
      givenReason: null,
      correlationId: expect.any(String),
      search: null,
    },
  ])
})

test('names the web user of an entry, masks a protected one, and counts the people named', async () => {
  await app.owner`TRUNCATE csr_openings`
  await app.owner`INSERT INTO record_entries (at, event, action, actor_kind, web_user_id, ip_address, correlation_id)
    SELECT now(), 'signed-in', 'sign-in:finish', 'customer', id, '192.0.2.1', gen_random_uuid()
    FROM unnest(ARRAY[${town.maria}::bigint, ${town.protectedUser}, 999999]) id`
  const { entries } = await ines.api.queryRecord({ body: { event: 'signed-in' } })
  expect(entries.map(({ webUserId, webUser }) => [webUserId, webUser])).toEqual([
    [999_999, null],
    [town.protectedUser, { userName: '••••', personName: 'G•••• H••••' }],
    [town.maria, { userName: 'm.alvarez', personName: 'Maria Alvarez' }],
  ])
  const named = await app.owner`SELECT csr_id, what, id FROM csr_openings`
  expect(named).toMatchObject([{ csrId: 'ines.ferreira', what: 'named', id: 1 }])
})

test('pages of a hundred entries lose and repeat none', async () => {
  await app.owner`INSERT INTO record_entries (at, event, action, actor_kind, csr_id, ip_address, correlation_id)
    SELECT now(), 'read', 'account:view', 'csr', 'tom.becker', '192.0.2.1', gen_random_uuid() FROM generate_series(1, 150)`
  const first = await ines.api.queryRecord({ body: { csrId: 'tom.becker' } })
  const second = await ines.api.queryRecord({ body: { csrId: 'tom.becker', before: first.nextBefore ?? 0 } })
  expect([first.entries.length, second.entries.length, second.nextBefore]).toEqual([100, 50, null])
  const ids = [...first.entries, ...second.entries].map((entry) => entry.recordEntryId)
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a))
})

test('reading the record is on the record; a CSR without the permission, a customer and a stranger read nothing', async () => {
  await ines.api.queryRecord({ body: { accountId: town.mariaShop } })
  const read =
    await app.owner`SELECT * FROM record_entries WHERE action = 'record:view' AND account_id = ${town.mariaShop}`
  expect(read).toMatchObject([{ event: 'read', csrId: 'ines.ferreira' }])
  const amara = await app.asCsr('amara.okafor')
  await expect(amara.api.queryRecord({ body: {} })).rejects.toMatchObject({
    body: { reason: 'permission-missing' },
  })
  const maria = await app.asCustomer(town.maria)
  await expect(maria.api.queryRecord({ body: {} })).rejects.toMatchObject({ body: { reason: 'staff-only' } })
  await expect(app.visitor().api.queryRecord({ body: {} })).rejects.toMatchObject({ status: 401 })
})
