import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { prepare, send, walked } from '#testing/examples/examples.ts'
import { openScene, type Scene } from '#testing/examples/scene.ts'
import { town } from '#testing/small-town.ts'

let scene: Scene
let kenji: Browser
beforeAll(async () => {
  scene = await openScene()
  kenji = await scene.app.asCsr('kenji.sato')
})
afterAll(() => scene.close())

/** Maria, John, Olga and Grace, by the numbers of their persons. */
const customers = [1, 2, 3, 5]

type CsrBody = Parameters<Browser['api']['queryCsrRecord']>[0]['body']
type CustomerBody = Parameters<Browser['api']['queryCustomerRecord']>[0]['body']
const csrIds = async (body: CsrBody) =>
  (await kenji.api.queryCsrRecord({ body })).entries.map(({ recordEntryId }) => recordEntryId)
const customerIds = async (body: CustomerBody) =>
  (await kenji.api.queryCustomerRecord({ body })).entries.map(({ recordEntryId }) => recordEntryId)

type Row = {
  recordEntryId: number
  action: string
  actorKind: string
  csrId: string | null
  webUserId: number | null
}
async function rowsOf(work: () => Promise<void>): Promise<Row[]> {
  const [last] = await scene.owner`SELECT coalesce(max(record_entry_id), 0) AS id FROM record_entries`
  await work()
  return (await scene.owner`SELECT record_entry_id, action, actor_kind, csr_id, web_user_id FROM record_entries
    WHERE record_entry_id > ${Number(last?.id)} ORDER BY 1`) as unknown as Row[]
}

/** Returns whether a request names a customer: by an account, a web user, a person, a task, a masquerade, a to-do or an identifier. */
const namesCustomer = (input: object): boolean =>
  /"(accountId|webUserId|personId|taskId|masqueradeId|personIdentifierId|unlinkId|toDoId)":/.test(
    JSON.stringify(input),
  )

/** The requests about a detector's finding. Their lines name no account: who reads a customer's list must not learn of it (decision 96). */
const onFindings = ['takeAlert', 'handOverAlert', 'muteAlert']

describe('both lists are complete: each line that a request of a CSR, or of another customer, leaves is in them', () => {
  test.each(walked)('%s', async (name, { action, opens }) => {
    let input: object = {}
    const rows = await rowsOf(async () => {
      const prepared = await prepare(scene, name)
      input = prepared.input as object
      if (prepared.by === 'payment-page') await scene.app.webhook((input as { body: object }).body)
      else expect(await send(prepared.sender, name, prepared.input)).toMatchObject({ status: 200 })
    })
    const byCsrs = rows.filter(({ csrId }) => csrId !== null)
    for (const csrId of new Set(byCsrs.map((row) => row.csrId ?? ''))) {
      const own = byCsrs.filter((row) => row.csrId === csrId).map(({ recordEntryId }) => recordEntryId)
      expect(await csrIds({ csrId })).toEqual(expect.arrayContaining(own))
    }
    const listed = new Set((await Promise.all(customers.map((personId) => customerIds({ personId })))).flat())
    const done = rows.filter(
      (row) =>
        row.actorKind === 'masquerade' ||
        (row.action === action && row.actorKind === 'csr' && namesCustomer(input)),
    )
    if (opens && namesCustomer(input)) expect(done.length).toBeGreaterThan(0)
    const isHidden = onFindings.includes(name)
    expect(done.filter(({ recordEntryId }) => listed.has(recordEntryId) === isHidden)).toEqual([])
  })
})

const actionsTo = async (personId: number, more: Partial<CustomerBody> = {}) =>
  (await kenji.api.queryCustomerRecord({ body: { personId, ...more } })).entries.map(
    ({ event, action, actorKind }) => `${actorKind} ${event} ${action}`,
  )

describe('what was done to a customer by anyone else', () => {
  test('leaves out what the customer did, and has what other customers did on the account', async () => {
    const address = { line1: '1 A', line2: '', city: 'B', region: 'CA', postalCode: '92101', country: 'US' }
    const [{ version }] =
      (await scene.owner`SELECT coalesce(max(version), 0) AS version FROM mailing_addresses
      WHERE account_id = ${town.mariaAccount}`) as [{ version: number }]
    const maria = await scene.app.asCustomer(town.maria)
    await scene.restoreJohn()
    const [row] = await rowsOf(async () => {
      await maria.api.changeMailingAddress({
        params: { accountId: town.mariaAccount },
        body: { ...address, version },
      })
    })
    expect(row).toMatchObject({ actorKind: 'customer', action: 'mailing-address:change' })
    expect(await customerIds({ personId: 1 })).not.toContain(row?.recordEntryId)
    expect(await customerIds({ personId: 2 })).toContain(row?.recordEntryId)
  })

  test('has the removal of a guest, who is on no account afterwards', async () => {
    await scene.restoreJohn()
    const maria = await scene.app.asCustomer(town.maria)
    await maria.api.takeOffAccount({ params: { accountId: town.mariaAccount, guestId: town.john } })
    expect((await actionsTo(2))[0]).toBe('customer changed account-link:remove')
    expect(await actionsTo(1)).not.toContain('customer changed account-link:remove')
  })

  test('has the removal of an account person without a web user', async () => {
    const { sender, input } = await prepare(scene, 'removeAccountPerson')
    expect(await send(sender, 'removeAccountPerson', input)).toMatchObject({ status: 200 })
    expect((await actionsTo(2))[0]).toBe('csr changed account-person:remove')
  })

  test('filters by kind, masquerade, purpose and day; a refusal is a kind', async () => {
    await scene.addMasquerade()
    const started = await actionsTo(1, { event: 'started', place: 'masquerade', purposeKind: 'call' })
    expect(new Set(started)).toEqual(new Set(['csr started masquerade:start']))
    expect(await actionsTo(1, { place: 'masquerade', purposeKind: 'dispute' })).toEqual([])
    expect(await actionsTo(1, { place: 'elsewhere', purposeKind: 'call' })).toEqual([])
    expect(await actionsTo(1, { to: '2020-01-01' })).toEqual([])
    const amara = await scene.app.asCsr('amara.okafor')
    await expect(amara.api.queryRecord({ body: {} })).rejects.toMatchObject({ status: 403 })
    const refused = await csrIds({ csrId: 'amara.okafor', event: 'refused' })
    expect(refused).toHaveLength(1)
  })

  test('masks a protected customer, refuses an unknown one, and is on the record', async () => {
    const { customer } = await kenji.api.queryCustomerRecord({ body: { personId: 5 } })
    expect(customer).toEqual({
      personId: 5,
      name: 'G•••• H••••',
      userNames: ['••••'],
      accountIds: [town.protectedAccount],
    })
    expect(await actionsTo(5)).toContain('csr read record:view')
    await expect(kenji.api.queryCustomerRecord({ body: { personId: 999_999 } })).rejects.toMatchObject({
      status: 404,
    })
  })
})

test('finds CSRs by a part of the name without its accents, or by the id', async () => {
  const names = async (name: string) => (await kenji.api.findRecordCsrs({ body: { name } })).csrs
  expect(await names('ines')).toEqual([{ csrId: 'ines.ferreira', name: 'Inês Ferreira', isActive: true }])
  expect((await names('okafor'))[0]?.csrId).toBe('amara.okafor')
  expect((await names('Tom.B'))[0]?.csrId).toBe('tom.becker')
  expect(await names('%')).toEqual([])
})

test('names the CSR and the purpose of the masquerade', async () => {
  await scene.browserOf('reading')
  const { csr, entries } = await kenji.api.queryCsrRecord({
    body: { csrId: 'amara.okafor', event: 'started' },
  })
  expect(csr).toEqual({ csrId: 'amara.okafor', name: 'Amara Okafor' })
  expect(entries[0]).toMatchObject({
    csrName: 'Amara Okafor',
    purposeKind: 'call',
    action: 'masquerade:start',
  })
})

test('pages by time, none lost and none twice, also where many lines have the same instant', async () => {
  await scene.owner`INSERT INTO record_entries (at, event, action, actor_kind, csr_id, account_id, ip_address, correlation_id)
    SELECT date_trunc('hour', now()) + (n % 7) * interval '1 microsecond', 'read', 'account:view', 'csr', 'pages.only',
      ${town.mariaAccount}, '192.0.2.1', gen_random_uuid() FROM generate_series(1, 250) n`
  const all: { recordEntryId: number; at: string }[] = []
  let before: number | undefined
  do {
    const body = { csrId: 'pages.only', ...(before && { before }) }
    const { entries, nextBefore } = await kenji.api.queryCsrRecord({ body })
    all.push(...entries)
    before = nextBefore ?? undefined
  } while (before)
  expect(new Set(all.map(({ recordEntryId }) => recordEntryId)).size).toBe(250)
  expect(all).toHaveLength(250)
  const times = all.map(({ at }) => at)
  expect(times).toEqual([...times].sort().reverse())
  await expect(
    kenji.api.queryCsrRecord({ body: { csrId: 'pages.only', before: 987_654_321 } }),
  ).rejects.toMatchObject({ status: 422, body: { fields: [{ field: 'before', reason: 'not-valid' }] } })
})

test('a CSR without the permission, a customer and a stranger read nothing', async () => {
  const ask = (who: Browser) => who.api.queryCustomerRecord({ body: { personId: 1 } })
  await expect(ask(await scene.browserOf('csr'))).rejects.toMatchObject({
    body: { reason: 'permission-missing' },
  })
  await expect(ask(await scene.browserOf('maria'))).rejects.toMatchObject({ body: { reason: 'staff-only' } })
  await expect(ask(scene.app.visitor())).rejects.toMatchObject({ status: 401 })
})
