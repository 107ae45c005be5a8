import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { startRequest } from '../masquerade/masquerade.fixture.ts'

let app: TestApp
let amara: Browser
beforeAll(async () => {
  app = await createTestApp()
  amara = await app.asCsr('amara.okafor')
})
afterAll(() => app.close())

const of = { params: { accountId: town.mariaAccount } }
const note = {
  contactClass: 'general',
  contactType: 'call',
  note: 'Asked why it is so high. <b>',
  masqueradeId: null,
}

describe('a note', () => {
  test('goes into the history and the record, which has its kind and not its text', async () => {
    const { customerContactId } = await amara.api.addCustomerContact({ ...of, body: note })
    const { contacts } = await amara.api.readAccount(of)
    expect(contacts.contacts).toMatchObject([
      { ...note, customerContactId, csrId: 'amara.okafor', madeBy: 'csr', taskId: null },
    ])
    const [line] = await app.owner`SELECT * FROM record_entries WHERE action = 'contact:add'`
    expect(line).toMatchObject({
      event: 'changed',
      accountId: town.mariaAccount,
      details: { customerContactId, contactClass: 'general', contactType: 'call' },
    })
    expect(JSON.stringify(line)).not.toContain('high')
  })

  test('is saved once, however often the same draft is sent, also at once; another text is another note', async () => {
    const draftId = '6f1c2c1e-58a3-4f43-9a0e-0c6f5b0a3f11'
    const account = { params: { accountId: town.otherAccount } }
    const send = (text: string, by = amara) =>
      by.api.addCustomerContact({ ...account, body: { ...note, note: text, draftId } })
    const sent = await Promise.all([send('Once'), send('Once'), send('Once')])
    const again = await send('Once')
    expect(new Set([...sent, again].map(({ customerContactId }) => customerContactId)).size).toBe(1)
    const other = await send('Once, and more')
    expect(other.customerContactId).not.toBe(again.customerContactId)
    // The id of another customer's contact opens nothing.
    const ines = await app.asCsr('ines.ferreira')
    expect((await send('Once', ines)).customerContactId).not.toBe(again.customerContactId)
    const lines = await app.owner`SELECT event, count(*)::int AS n FROM record_entries
      WHERE action = 'contact:add' AND account_id = ${town.otherAccount} GROUP BY event ORDER BY event`
    expect(lines).toEqual([
      { event: 'changed', n: 3 },
      { event: 'read', n: 3 },
    ])
  })

  test('after a masquerade has the desk’s own kind; a colleague’s masquerade gives no note', async () => {
    const { masqueradeId } = await amara.api.startMasquerade({
      body: { ...startRequest, purposeReference: 'c1' },
    })
    const body = { ...note, contactClass: 'support', contactType: 'masquerade', masqueradeId }
    await amara.api.addCustomerContact({ ...of, body })
    const [line] = await app.owner`SELECT masquerade_id FROM record_entries
      WHERE action = 'contact:add' ORDER BY record_entry_id DESC LIMIT 1`
    expect(line).toEqual({ masqueradeId })
    const ines = await app.asCsr('ines.ferreira')
    await expect(ines.api.addCustomerContact({ ...of, body })).rejects.toMatchObject({ status: 404 })
    await expect(
      amara.api.addCustomerContact({ ...of, body: { ...body, masqueradeId: null } }),
    ).rejects.toMatchObject({
      status: 422,
      body: { fields: [{ field: 'contactClass', reason: 'not-listed' }] },
    })
  })

  test('accepts a kind from the moment at which the utility lists it', async () => {
    const add = (contactClass: string, contactType: string) =>
      amara.api.addCustomerContact({ ...of, body: { ...note, contactClass, contactType } })
    await expect(add('general', 'meter')).rejects.toMatchObject({
      status: 422,
      body: { fields: [{ field: 'contactType', reason: 'not-listed' }] },
    })
    await expect(add('field-visit', 'tree')).rejects.toMatchObject({
      body: { fields: [{ field: 'contactClass', reason: 'not-listed' }] },
    })
    const kenji = await app.asCsr('kenji.sato')
    const change = (value: unknown, version: number) =>
      kenji.api.changeSetting({
        body: { setting: 'contacts.kinds', locale: '', value, version, reason: 'x' },
      })
    for (const [value, reason] of [
      [['call'], 'contact-kind'],
      [['General: Call'], 'contact-kind'],
      [['general: call', 'general: call'], 'twice'],
      [[], 'required'],
    ] as const)
      await expect(change(value, 0)).rejects.toMatchObject({ body: { fields: [{ field: 'value', reason }] } })
    await change(['field-visit: tree', 'general: call'], 0)
    await add('field-visit', 'tree')
    await expect(add('billing', 'question')).rejects.toMatchObject({ status: 422 })
    expect((await amara.api.readAccount(of)).contactKinds).toEqual([
      { contactClass: 'field-visit', contactType: 'tree' },
      { contactClass: 'general', contactType: 'call' },
    ])
  })

  test('is refused without the permission, for an unknown account, and when empty', async () => {
    const trainee = await app.asCsr('tom.becker')
    await expect(trainee.api.addCustomerContact({ ...of, body: note })).rejects.toMatchObject({
      body: { reason: 'permission-missing' },
    })
    const nowhere = { params: { accountId: 1_999_999_999 }, body: note }
    await expect(amara.api.addCustomerContact(nowhere)).rejects.toMatchObject({ status: 404 })
    await expect(amara.api.addCustomerContact({ ...of, body: { ...note, note: ' ' } })).rejects.toMatchObject(
      {
        status: 422,
        body: { fields: [{ field: 'note', reason: 'required' }] },
      },
    )
  })
})

describe('the history of an account', () => {
  const shop = { params: { accountId: town.mariaShop } }
  beforeAll(async () => {
    const { owner } = app
    await owner`INSERT INTO self_service_tasks (self_service_task_id, task_type, state, account_id, actor_kind, web_user_id,
        email_address, ip_address, self_service_user_id, csr_id, masquerade_id, originating_task_id, payload, correlation_id,
        created_at, updated_at)
      VALUES
        (44000001, 'paperless', 'completed', ${town.mariaShop}, 'customer', 'm.alvarez', 'm@example.com', '192.0.2.1',
          ${town.maria}, NULL, NULL, NULL, '{}', gen_random_uuid(), now(), now()),
        (44000002, 'paperless', 'completed', ${town.mariaShop}, 'csr', 'ines.ferreira', NULL, '192.0.2.1',
          ${town.maria}, 'ines.ferreira', NULL, NULL, '{}', gen_random_uuid(), now(), now()),
        (44000003, 'paperless', 'completed', ${town.mariaShop}, 'system', NULL, NULL, NULL, NULL, NULL, NULL, 44000001, '{}',
          gen_random_uuid(), now(), now())`
    await owner`INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at, csr_id, self_service_task_id)
      VALUES
        (${town.mariaShop}, 'self-service', 'paperless', 'Bills on paper no more', '2024-03-01T20:00Z', NULL, 44000001),
        (${town.mariaShop}, 'self-service', 'paperless', 'Ordered by Ines', '2024-03-02T20:00Z', NULL, 44000002),
        (${town.mariaShop}, 'self-service', 'paperless', 'By itself', '2024-03-03T20:00Z', NULL, 44000003),
        (${town.mariaShop}, 'billing', 'question', '100% sure_about it', '2024-03-05T07:59Z', 'amara.okafor', NULL)`
  })
  const notes = async (body: object) =>
    (await amara.api.queryCustomerContacts({ ...shop, body })).contacts.map((contact) => contact.note)

  test('is filtered by kind, author, day and text', async () => {
    expect(await notes({ madeBy: 'self-service' })).toEqual(['Bills on paper no more'])
    expect(await notes({ madeBy: 'system' })).toEqual(['By itself'])
    expect(await notes({ madeBy: 'csr' })).toEqual(['100% sure_about it', 'Ordered by Ines'])
    expect(await notes({ csrId: 'ines.ferreira' })).toEqual(['Ordered by Ines'])
    expect(await notes({ contactClass: 'billing' })).toEqual(['100% sure_about it'])
    expect(await notes({ contactType: 'paperless', text: 'PAPER' })).toEqual(['Bills on paper no more'])
    // Signs of patterns stand for themselves.
    expect(await notes({ text: '100%' })).toEqual(['100% sure_about it'])
    expect(await notes({ text: 'o_e' })).toEqual([])
    // The last moment of the utility's fourth of March is the fifth in UTC.
    expect(await notes({ from: '2024-03-04', to: '2024-03-04' })).toEqual(['100% sure_about it'])
    expect(await notes({ from: '2024-03-05' })).toEqual([])
  })

  test('is read page by page, each contact once, also those of one instant', async () => {
    await app.owner`INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at)
      SELECT ${town.mariaShop}, 'general', 'call', i::text, timestamptz '2020-01-01' + interval '1 day' * (i % 5)
      FROM generate_series(1, 50) i`
    const first = (await amara.api.readAccount(shop)).contacts
    expect(first.contacts).toHaveLength(20)
    const ids = first.contacts.map(({ customerContactId }) => customerContactId)
    let before = first.nextBefore
    while (before) {
      const page = await amara.api.queryCustomerContacts({ ...shop, body: { before } })
      ids.push(...page.contacts.map(({ customerContactId }) => customerContactId))
      before = page.nextBefore
    }
    expect(ids).toHaveLength(54)
    expect(new Set(ids).size).toBe(54)
  })

  test('each look at it is a line in the record; strangers and another account’s last line get nothing of it', async () => {
    const [last] =
      await app.owner`SELECT count(*)::int AS n FROM record_entries WHERE action = 'account:view'`
    await amara.api.queryCustomerContacts({ ...shop, body: { text: 'secret' } })
    const lines =
      await app.owner`SELECT event, account_id, details FROM record_entries WHERE action = 'account:view'`
    expect(lines).toHaveLength((last?.n ?? 0) + 1)
    expect(lines.at(-1)).toEqual({ event: 'read', accountId: town.mariaShop, details: {} })
    const maria = await app.asCustomer(town.maria)
    await expect(maria.api.queryCustomerContacts({ ...shop, body: {} })).rejects.toMatchObject({
      status: 403,
    })
    const [foreign] = await app.owner`SELECT customer_contact_id AS id FROM customer_contacts
      WHERE account_id = ${town.mariaAccount} LIMIT 1`
    expect(await notes({ before: foreign?.id })).toEqual([])
  })

  test('of a protected customer asks for a further reason', async () => {
    const ines = await app.asCsr('ines.ferreira')
    const there = { params: { accountId: town.protectedAccount }, body: {} }
    await expect(ines.api.queryCustomerContacts(there)).rejects.toMatchObject({
      body: { reason: 'further-reason-required' },
    })
  })
})
