import { afterAll, beforeAll, expect, test } from 'vitest'
import { sealValue } from '#encryption/sealed-value.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

const identifierId = 7001
let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  const { owner } = app
  await owner`UPDATE accounts SET balance_cents = 12345 WHERE account_id = ${town.mariaAccount}`
  await owner`INSERT INTO bills (account_id, bill_date, due_date, period_from, period_to, previous_balance_cents, payments_cents,
      adjustments_cents, charges_cents, amount_due_cents, currency)
    VALUES (${town.mariaAccount}, '2020-02-01', '2020-02-20', '2020-01-01', '2020-01-31', 0, 0, 0, 12345, 12345, 'USD')`
  await owner`INSERT INTO payments (account_id, received_on, amount_cents, currency, tender)
    VALUES (${town.mariaAccount}, '2020-01-15', 5000, 'USD', 'check')`
  await owner`INSERT INTO person_identifiers (person_identifier_id, person_id, identifier_type, value_encrypted, value_hash, masked_value)
    VALUES (${identifierId}, 1, 'driver-licence', ${sealValue(testEncryptionKey, 'X1234567')}, '', '••••4567')`
  await owner`INSERT INTO self_service_tasks (self_service_task_id, task_type, state, account_id, actor_kind, web_user_id, email_address,
      ip_address, self_service_user_id, payload, correlation_id, created_at, updated_at)
    SELECT 41000000 + i, 'paperless', s, ${town.mariaAccount}, 'customer', 'm.alvarez', 'm@example.com', '192.0.2.1', ${town.maria},
      '{}', gen_random_uuid(), now(), now()
    FROM unnest('{draft,pending,completed,error}'::text[]) WITH ORDINALITY AS t (s, i)`
})
afterAll(() => app.close())

const of = { params: { accountId: town.mariaAccount } }

test('a CSR opens an account: who, where, money, requests and history in one answer; the record says so', async () => {
  const amara = await app.asCsr('amara.okafor')
  const account = await amara.api.readAccount(of)
  expect(account).toMatchObject({
    accountId: town.mariaAccount,
    customerClass: 'residential',
    balanceCents: 12345,
    pastDueCents: 12345,
    currency: 'USD',
    mailingAddress: { line1: '12 Oak St', country: 'US' },
    lastBill: { billDate: '2020-02-01', amountDueCents: 12345 },
    lastPayment: { receivedOn: '2020-01-15', amountCents: 5000, tender: 'check' },
    may: { 'contact:add': 'ok', 'identifier:reveal': 'ok', 'task:view': 'ok', 'web-user:view': 'ok' },
  })
  expect(account.persons.map((p) => [p.name, p.isMainCustomer, p.relationshipType])).toEqual([
    ['Maria Alvarez', true, 'main'],
    ['John Smith', false, 'self-service'],
  ])
  expect(account.persons[0]?.identifiers).toEqual([
    { personIdentifierId: identifierId, identifierType: 'driver-licence', maskedValue: '••••4567' },
  ])
  expect(account.persons[1]?.contacts).toEqual([
    { contactType: 'mobile', value: '(619) 555-0102', isPrimary: true, state: 'approved' },
  ])
  expect(account.premises).toMatchObject([
    { address: '12 Oak St, Port Ellis, CA 92101', services: [{ serviceType: 'electricity', endedOn: null }] },
  ])
  expect(account.openTasks.map((task) => [task.state, task.madeBy])).toEqual([
    ['error', 'm.alvarez'],
    ['pending', 'm.alvarez'],
  ])
  const opened = await app.owner`SELECT * FROM record_entries WHERE action = 'account:view'`
  expect(opened).toMatchObject([
    { event: 'read', actorKind: 'csr', csrId: 'amara.okafor', accountId: town.mariaAccount },
  ])
  await expect(amara.api.readAccount({ params: { accountId: 1_999_999_999 } })).rejects.toMatchObject({
    status: 404,
  })
})

test('an identifier is shown in full to who may see it, and each time is a line in the record', async () => {
  const amara = await app.asCsr('amara.okafor')
  const body = { accountId: town.mariaAccount, personIdentifierId: identifierId }
  expect(await amara.api.revealIdentifier({ body })).toEqual({ value: 'X1234567' })
  const elsewhere = { ...body, accountId: town.otherAccount }
  await expect(amara.api.revealIdentifier({ body: elsewhere })).rejects.toMatchObject({ status: 404 })
  const trainee = await app.asCsr('tom.becker')
  expect((await trainee.api.readAccount(of)).may['identifier:reveal']).toBe('permission-missing')
  await expect(trainee.api.revealIdentifier({ body })).rejects.toMatchObject({ status: 403 })
  const lines = await app.owner`SELECT event, csr_id, account_id, reason, details FROM record_entries
    WHERE action = 'identifier:reveal' ORDER BY record_entry_id`
  expect(lines).toMatchObject([
    {
      event: 'read',
      csrId: 'amara.okafor',
      details: { personIdentifierId: identifierId, identifierType: 'driver-licence' },
    },
    { event: 'refused', reason: 'not-found', accountId: town.otherAccount },
    { event: 'refused', csrId: 'tom.becker', reason: 'permission-missing' },
  ])
  expect(JSON.stringify(lines)).not.toContain('X1234567')
})

test('strangers and customers open nothing', async () => {
  const maria = await app.asCustomer(town.maria)
  await expect(maria.api.readAccount(of)).rejects.toMatchObject({
    status: 403,
    body: { reason: 'staff-only' },
  })
  await expect(app.visitor().api.readAccount(of)).rejects.toMatchObject({ status: 401 })
})
