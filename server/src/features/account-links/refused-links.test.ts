import { afterAll, beforeEach, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { body, linksOf, personOf, taskOf, work } from './links.fixture.ts'

let app: TestApp
beforeEach(async () => {
  await app?.close()
  app = await createTestApp()
})
afterAll(() => app.close())

const refusal = { status: 422, body: { reason: 'link-refused' } }

test.each([
  ['a spouse who is financially responsible', ['spouse', true, false], 'co-holder'],
  ['a guarantor', ['guarantor', true, true], 'viewer'],
  ['a landlord', ['landlord', false, false], 'viewer'],
] as const)(
  '%s gets the role that the account-person row implies, and the row stays',
  async (_, row, role) => {
    await app.owner`INSERT INTO account_persons (account_id, person_id, relationship_type, is_financially_responsible, is_third_party_guarantor)
    VALUES (${town.otherAccount}, 1, ${row[0]}, ${row[1]}, ${row[2]})`
    const before = await personOf(app, 1)
    const maria = await app.asCustomer(town.maria)
    const { taskId } = await maria.api.linkAccount({ body })
    const olga = await app.asCustomer(town.olga)
    const params = { accountId: town.otherAccount, taskId }
    await olga.api.approveLinkRequest({ params, body: { version: 1 } })
    expect(await linksOf(app, town.maria)).toMatchObject([{ role }])
    expect(await personOf(app, 1)).toEqual(before)
  },
)

test.each([
  ['spaces and dashes of all kinds', { accountNumber: ' 1000–0000 0-3 ' }],
  ['a ZIP+4', { postalCode: '92101-1234' }],
  ['the postal code of a place with service', { postalCode: '90210' }],
])('%s fit', async (_, part) => {
  await app.owner`UPDATE premises SET postal_code = '90210-0001' WHERE line1 = '99 Elm Ave'`
  const maria = await app.asCustomer(town.maria)
  await expect(maria.api.linkAccount({ body: { ...body, ...part } })).resolves.toMatchObject({})
})

test('answers alike for wrong, unknown, switched off, without web access and protected; records each refusal', async () => {
  const maria = await app.asCustomer(town.maria)
  const john = await app.asCustomer(town.john)
  await app.owner`INSERT INTO web_user_accounts (web_user_id, account_id, role, is_active)
    VALUES (${town.john}, ${town.otherAccount}, 'viewer', false)`
  await app.owner`INSERT INTO account_persons (account_id, person_id, relationship_type, web_access_allowed)
    VALUES (${town.mariaShop}, 2, 'third-party', false)`
  const ask = (who: typeof maria, part: object) =>
    who.request('POST', '/api/account-links', { json: { ...body, ...part } })
  const answers = [
    await ask(maria, { postalCode: '99999' }),
    await ask(maria, { accountNumber: '9876543210' }),
    await ask(maria, { accountNumber: '0000000000' }),
    await ask(maria, { accountNumber: String(town.protectedAccount) }),
    // Protected as staff: the CSR Amara is on it, and nobody marked her.
    await ask(maria, { accountNumber: String(town.amaraAccount) }),
    await ask(john, {}),
    await ask(john, { accountNumber: String(town.mariaShop) }),
  ]
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(
    new Set(['422 {"reason":"link-refused"}']),
  )
  expect(await linksOf(app, town.maria)).toEqual([])
  expect(await app.owner`SELECT 1 FROM self_service_tasks`).toHaveLength(0)
  const refused = await app.owner`SELECT * FROM record_entries WHERE event = 'refused'`
  expect(refused).toHaveLength(answers.length)
  expect(refused[0]).toMatchObject({ action: 'account-link:add', reason: 'link-refused', accountId: null })
})

test('an account that becomes protected after the request is not linked by its approval', async () => {
  const maria = await app.asCustomer(town.maria)
  const { taskId } = await maria.api.linkAccount({ body })
  await app.owner`UPDATE persons SET is_protected = true WHERE person_id = 3`
  const olga = await app.asCustomer(town.olga)
  const params = { accountId: town.otherAccount, taskId }
  await expect(olga.api.approveLinkRequest({ params, body: { version: 1 } })).rejects.toMatchObject({
    body: { reason: 'link-not-possible' },
  })
  await app.owner`UPDATE self_service_tasks SET state = 'pending', due_at = now() WHERE self_service_task_id = ${taskId}`
  await work(app)
  expect(await linksOf(app, town.maria)).toEqual([])
  expect(await taskOf(app, taskId)).toMatchObject({ state: 'error', failure: 'link-not-possible' })
})

test('a protected person asks for the account they are on', async () => {
  await app.owner`DELETE FROM web_user_accounts WHERE account_id = ${town.protectedAccount}`
  const grace = await app.asCustomer(town.protectedUser)
  const own = { ...body, accountNumber: String(town.protectedAccount) }
  await expect(grace.api.linkAccount({ body: own })).resolves.toMatchObject({})
})

test('an account that is linked or requested already is 409; with a wrong postal code it is refused like any other', async () => {
  const olga = await app.asCustomer(town.olga)
  const conflict = (reason: string) => ({ status: 409, body: { reason } })
  await expect(olga.api.linkAccount({ body })).rejects.toMatchObject(conflict('already-linked'))
  const maria = await app.asCustomer(town.maria)
  await maria.api.linkAccount({ body })
  await expect(maria.api.linkAccount({ body })).rejects.toMatchObject(conflict('already-asked'))
  const wrong = { body: { ...body, postalCode: '10001' } }
  await expect(olga.api.linkAccount(wrong)).rejects.toMatchObject(refusal)
  await expect(maria.api.linkAccount(wrong)).rejects.toMatchObject(refusal)
})

test('makes one request on a double click', async () => {
  const maria = await app.asCustomer(town.maria)
  const results = await Promise.allSettled([maria.api.linkAccount({ body }), maria.api.linkAccount({ body })])
  expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await app.owner`SELECT 1 FROM self_service_tasks`).toHaveLength(1)
})

test('limits a web user to ten failures; ten failures at an account keep strangers out, but never its own people', async () => {
  const maria = await app.asCustomer(town.maria)
  const wrong = (i: number) => ({ ...body, accountNumber: String(2_000_000_000 + i) })
  for (let i = 0; i < 10; i++)
    await expect(maria.api.linkAccount({ body: wrong(i) })).rejects.toMatchObject(refusal)
  const tooMany = { status: 429, body: { reason: 'too-many-attempts' } }
  await expect(maria.api.linkAccount({ body })).rejects.toMatchObject(tooMany)

  const guess = { ...body, postalCode: '10001' }
  const john = await app.asCustomer(town.john)
  for (let i = 0; i < 10; i++)
    await expect(john.api.linkAccount({ body: guess })).rejects.toMatchObject(refusal)
  const amara = await app.asCustomer(town.amaraAtHome)
  await expect(amara.api.linkAccount({ body })).rejects.toMatchObject(refusal)
  await app.owner`DELETE FROM web_user_accounts WHERE account_id = ${town.otherAccount}`
  const olga = await app.asCustomer(town.olga)
  await expect(olga.api.linkAccount({ body })).resolves.toMatchObject({})
  await app.advanceClock('15 minutes')
  await expect(amara.api.linkAccount({ body })).resolves.toMatchObject({})
})

test('does not count a right attempt; a web user may have three waiting requests', async () => {
  await app.owner`UPDATE persons SET is_protected = false`
  await app.owner`UPDATE csr_users SET person_id = NULL`
  const john = await app.asCustomer(town.john)
  const ask = (accountId: number) =>
    john.api.linkAccount({ body: { ...body, accountNumber: String(accountId) } })
  for (const accountId of [town.otherAccount, town.mariaShop, town.amaraAccount]) await ask(accountId)
  const over = { status: 429, body: { reason: 'too-many-requests' } }
  await expect(ask(town.protectedAccount)).rejects.toMatchObject(over)
  expect(await app.owner`SELECT 1 FROM attempts WHERE count > 0`).toHaveLength(0)
})
