import { afterAll, beforeEach, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { actingAs, entriesOf, masqueradeAs } from '../masquerade/masquerade.fixture.ts'

let house: TestApp
beforeEach(async () => {
  await house?.close()
  house = await createTestApp()
})
afterAll(() => house.close())

const body = { accountNumber: String(town.otherAccount), postalCode: '92101' }
const refusal = { status: 422, body: { reason: 'link-refused' } }
const linkOf = (webUserId: number) =>
  house.owner`SELECT role, is_active FROM web_user_accounts
    WHERE web_user_id = ${webUserId} AND account_id = ${town.otherAccount}`
const personOf = (personId: number) =>
  house.owner`SELECT * FROM account_persons WHERE account_id = ${town.otherAccount} AND person_id = ${personId}`

test('a person who is not on the account becomes its viewer, by a self-service relationship', async () => {
  const maria = await house.asCustomer(town.maria)
  const { taskId, accountId } = await maria.api.linkAccount({ body })
  expect(accountId).toBe(town.otherAccount)
  expect(await linkOf(town.maria)).toMatchObject([{ role: 'viewer', isActive: true }])
  expect(await personOf(1)).toMatchObject([
    { relationshipType: 'self-service', isFinanciallyResponsible: false, isMainCustomer: false },
  ])
  const [task] = await house.owner`SELECT * FROM self_service_tasks WHERE self_service_task_id = ${taskId}`
  expect(task).toMatchObject({
    taskType: 'account-verification',
    state: 'completed',
    accountId: town.otherAccount,
    webUserId: 'm.alvarez',
    emailAddress: 'm.alvarez@example.com',
    ipAddress: '192.0.2.10',
    selfServiceUserId: town.maria,
    payload: {
      verifiedBy: 'postal-code',
      role: 'viewer',
      isPersonAdded: true,
      isFinanciallyResponsible: false,
    },
  })
  const entries = await house.owner`SELECT * FROM record_entries WHERE self_service_task_id = ${taskId}`
  expect(entries).toMatchObject([
    { event: 'changed', action: 'account-link:add', webUserId: town.maria, accountId: town.otherAccount },
  ])
  expect((await maria.get(`/accounts/${town.otherAccount}/information`)).status).toBe(200)
})

test.each([
  ['the main customer', town.olga, 3, null, 'account-holder'],
  ['a spouse who is financially responsible', town.maria, 1, ['spouse', true, false], 'co-holder'],
  ['a guarantor', town.maria, 1, ['guarantor', true, true], 'viewer'],
  ['a landlord', town.maria, 1, ['landlord', false, false], 'viewer'],
] as const)(
  '%s gets the role that the account-person row implies, and the row stays',
  async (_, user, person, row, role) => {
    await house.owner`DELETE FROM web_user_accounts WHERE account_id = ${town.otherAccount}`
    if (row)
      await house.owner`INSERT INTO account_persons (account_id, person_id, relationship_type, is_financially_responsible, is_third_party_guarantor)
      VALUES (${town.otherAccount}, ${person}, ${row[0]}, ${row[1]}, ${row[2]})`
    const before = await personOf(person)
    const customer = await house.asCustomer(user)
    await customer.api.linkAccount({ body })
    expect(await linkOf(user)).toMatchObject([{ role }])
    expect(await personOf(person)).toEqual(before)
  },
)

test.each([
  ['spaces and dashes of all kinds', { accountNumber: ' 1000–0000 0-3 ' }],
  ['a ZIP+4', { postalCode: '92101-1234' }],
  ['the postal code of a place with service', { postalCode: '90210' }],
])('%s fit', async (_, part) => {
  await house.owner`UPDATE premises SET postal_code = '90210-0001' WHERE line1 = '99 Elm Ave'`
  const maria = await house.asCustomer(town.maria)
  await expect(maria.api.linkAccount({ body: { ...body, ...part } })).resolves.toMatchObject({})
})

test('wrong, unknown, switched off, without web access and protected answer alike; each refusal is recorded', async () => {
  const maria = await house.asCustomer(town.maria)
  const john = await house.asCustomer(town.john)
  await house.owner`INSERT INTO web_user_accounts (web_user_id, account_id, role, is_active)
    VALUES (${town.john}, ${town.otherAccount}, 'viewer', false)`
  await house.owner`INSERT INTO account_persons (account_id, person_id, relationship_type, web_access_allowed)
    VALUES (${town.amaraAccount}, 2, 'third-party', false)`
  const answers = [
    await maria.request('POST', '/api/account-links', { json: { ...body, postalCode: '99999' } }),
    await maria.request('POST', '/api/account-links', { json: { ...body, accountNumber: '9876543210' } }),
    await maria.request('POST', '/api/account-links', { json: { ...body, accountNumber: '0000000000' } }),
    await maria.request('POST', '/api/account-links', {
      json: { ...body, accountNumber: String(town.protectedAccount) },
    }),
    await john.request('POST', '/api/account-links', { json: body }),
    await john.request('POST', '/api/account-links', {
      json: { ...body, accountNumber: String(town.amaraAccount) },
    }),
  ]
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(
    new Set(['422 {"reason":"link-refused"}']),
  )
  expect(await linkOf(town.maria)).toEqual([])
  expect(await linkOf(town.john)).toMatchObject([{ isActive: false }])
  expect(await house.owner`SELECT 1 FROM self_service_tasks`).toHaveLength(0)
  const refused = await house.owner`SELECT * FROM record_entries WHERE event = 'refused'`
  expect(refused).toHaveLength(answers.length)
  expect(refused[0]).toMatchObject({ action: 'account-link:add', reason: 'link-refused', accountId: null })
})

test('a protected person links the account they are on', async () => {
  await house.owner`DELETE FROM web_user_accounts WHERE account_id = ${town.protectedAccount}`
  const grace = await house.asCustomer(town.protectedUser)
  const own = { ...body, accountNumber: String(town.protectedAccount) }
  await expect(grace.api.linkAccount({ body: own })).resolves.toMatchObject({})
})

test('an account that is linked is 409; with a wrong postal code it is refused like any other', async () => {
  const olga = await house.asCustomer(town.olga)
  await expect(olga.api.linkAccount({ body })).rejects.toMatchObject({
    status: 409,
    body: { reason: 'already-linked' },
  })
  const wrong = olga.api.linkAccount({ body: { ...body, postalCode: '10001' } })
  await expect(wrong).rejects.toMatchObject(refusal)
})

test('a double click links once', async () => {
  const maria = await house.asCustomer(town.maria)
  const results = await Promise.allSettled([maria.api.linkAccount({ body }), maria.api.linkAccount({ body })])
  expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await house.owner`SELECT 1 FROM self_service_tasks`).toHaveLength(1)
})

test('ten attempts of a web user, and ten at an account whoever asks; refused ones stay counted', async () => {
  const maria = await house.asCustomer(town.maria)
  const wrong = (i: number) => ({ ...body, accountNumber: String(2_000_000_000 + i) })
  for (let i = 0; i < 10; i++)
    await expect(maria.api.linkAccount({ body: wrong(i) })).rejects.toMatchObject(refusal)
  const tooMany = { status: 429, body: { reason: 'too-many-attempts' } }
  await expect(maria.api.linkAccount({ body })).rejects.toMatchObject(tooMany)

  const john = await house.asCustomer(town.john)
  for (let i = 0; i < 9; i++)
    await expect(john.api.linkAccount({ body: { ...body, postalCode: '10001' } })).rejects.toMatchObject(
      refusal,
    )
  const amara = await house.asCustomer(town.amaraAtHome)
  await expect(amara.api.linkAccount({ body })).rejects.toMatchObject(tooMany)
  await house.advanceClock('15 minutes')
  await expect(amara.api.linkAccount({ body })).resolves.toMatchObject({})
})

test('in a masquerade: off by default, then only with the CSR’s second factor; the attempts are the CSR’s', async () => {
  const reading = await masqueradeAs(house, 'amara.okafor', { purposeReference: 'reads' })
  await expect(reading.view.api.linkAccount({ body })).rejects.toMatchObject({
    status: 403,
    body: { reason: 'entitlement-off' },
  })
  const refused = (await entriesOf(house, reading.masqueradeId)).filter((entry) => entry.event === 'refused')
  expect(refused).toMatchObject([{ action: 'account-link:add', reason: 'entitlement-off' }])
  const page = await reading.view.get('/link-account')
  expect(page.text).toContain('aria-describedby="add-account-reason"')
  expect(page.text).toContain('aria-describedby="link-account-reason"')
  expect(page.text).not.toContain('name="accountNumber"')

  await house.owner`INSERT INTO entitlement_changes (entitlement, is_on, was_on, changed_by_csr_id, changed_at)
    VALUES ('account.link', true, false, 'kenji.sato', current_instant())`
  const { view, masqueradeId } = await actingAs(house, 'amara.okafor', { purposeReference: 'acts' })
  await expect(view.api.linkAccount({ body })).rejects.toMatchObject({ body: { reason: 'step-up-required' } })
  expect(await house.owner`SELECT 1 FROM attempts`).toHaveLength(0)
  await house.owner`UPDATE masquerades SET step_up_until = current_instant() + interval '5 minutes'
    WHERE masquerade_id = ${masqueradeId}`
  const { taskId } = await view.api.linkAccount({ body })
  const [task] = await house.owner`SELECT * FROM self_service_tasks WHERE self_service_task_id = ${taskId}`
  expect(task).toMatchObject({ webUserId: 'amara.okafor', emailAddress: null, selfServiceUserId: town.maria })
})

test('the form works without JavaScript: refused with what was typed, taken', async () => {
  const maria = await house.asCustomer(town.maria)
  const xss = '"><img src=x onerror=alert(1)>'
  const refused = await maria.submit('/link-account', { accountNumber: xss, postalCode: '92101' })
  expect(refused.status).toBe(422)
  expect(refused.text).not.toContain('<img src=x')
  expect(refused.text).toContain('href="#accountNumber"')
  const wrong = await maria.submit('/link-account', { ...body, postalCode: '10001' })
  expect(wrong.text).toContain('We cannot link an account with this number and postal code.')
  expect(wrong.text).toContain(`value="${town.otherAccount}"`)
  const taken = await maria.submit('/link-account', body)
  expect([taken.status, taken.headers.location]).toEqual([
    303,
    `/accounts/${town.otherAccount}/overview?notice=account-linked`,
  ])
})
