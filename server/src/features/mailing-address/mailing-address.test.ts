import { afterAll, beforeAll, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const address = {
  line1: '40 Pier Rd',
  line2: 'Apt 2',
  city: 'Port Ellis',
  region: 'CA',
  postalCode: '92102',
  country: 'US',
}

test('a customer changes the mailing address: the change, its task with the four fields and its record stand together', async () => {
  const maria = await app.asCustomer(town.maria)
  const before = await maria.api.readAccountInformation({ params: { accountId: town.mariaAccount } })
  expect(before.may['mailing-address:change']).toBe('ok')

  const { version } = before.mailingAddress
  const { taskId } = await maria.api.changeMailingAddress({
    params: { accountId: town.mariaAccount },
    body: { ...address, version },
  })

  const after = await maria.api.readAccountInformation({ params: { accountId: town.mariaAccount } })
  expect(after.mailingAddress).toEqual({ ...address, version: version + 1 })
  const [task] = await app.owner`SELECT * FROM self_service_tasks WHERE self_service_task_id = ${taskId}`
  expect(task).toMatchObject({
    taskType: 'mailing-address',
    state: 'completed',
    isFinal: true,
    accountId: town.mariaAccount,
    webUserId: 'm.alvarez',
    emailAddress: 'm.alvarez@example.com',
    ipAddress: '192.0.2.10',
    selfServiceUserId: town.maria,
    payload: { before: { line1: '12 Oak St' }, after: address },
  })
  const entries = await app.owner`SELECT * FROM record_entries WHERE self_service_task_id = ${taskId}`
  expect(entries).toMatchObject([
    { event: 'changed', action: 'mailing-address:change', actorKind: 'customer', webUserId: town.maria },
  ])
})

test('a stale version is 409 with the difference, and changes nothing', async () => {
  const maria = await app.asCustomer(town.maria)
  const { mailingAddress } = await maria.api.readAccountInformation({ params: { accountId: town.mariaShop } })
  const body = { ...address, version: mailingAddress.version }
  await maria.api.changeMailingAddress({ params: { accountId: town.mariaShop }, body })
  await expect(
    maria.api.changeMailingAddress({
      params: { accountId: town.mariaShop },
      body: { ...body, city: 'Elsewhere' },
    }),
  ).rejects.toMatchObject({
    status: 409,
    body: {
      reason: 'version-conflict',
      version: 2,
      difference: [{ field: 'city', yours: 'Elsewhere', theirs: 'Port Ellis' }],
    },
  })
  const [{ count } = { count: 0 }] =
    await app.owner`SELECT count(*) FROM self_service_tasks WHERE account_id = ${town.mariaShop}`
  expect(count).toBe(1)
})

test("another customer's account and an unknown one are refused alike", async () => {
  const maria = await app.asCustomer(town.maria)
  for (const accountId of [town.otherAccount, 1_999_999_999]) {
    await expect(
      maria.api.changeMailingAddress({ params: { accountId }, body: { ...address, version: 1 } }),
    ).rejects.toMatchObject({
      status: 403,
      body: { reason: 'account-not-linked' },
    })
  }
})

test('a viewer sees the account and may not change it; the refusal is in the record', async () => {
  const john = await app.asCustomer(town.john)
  const seen = await john.api.readAccountInformation({ params: { accountId: town.mariaAccount } })
  expect(seen.may['mailing-address:change']).toBe('role-may-not')
  await expect(
    john.api.changeMailingAddress({
      params: { accountId: town.mariaAccount },
      body: { ...address, version: 1 },
    }),
  ).rejects.toMatchObject({ status: 403, body: { reason: 'role-may-not' } })
  const refused =
    await app.owner`SELECT * FROM record_entries WHERE web_user_id = ${town.john} AND event = 'refused'`
  expect(refused).toMatchObject([
    { action: 'mailing-address:change', reason: 'role-may-not', accountId: town.mariaAccount },
  ])
})

test.each([
  ['an empty line', { line1: ' ' }, 422, 'line1', 'required'],
  ['a postal code that is none', { postalCode: '!' }, 422, 'postalCode', 'postal-code'],
  ['a control character', { city: 'Port\u0000Ellis' }, 422, 'city', 'not-allowed-characters'],
  ['a version that is no number', { version: 'one' as never }, 400, 'version', 'not-valid'],
])('%s is refused by its field', async (_, part, status, field, reason) => {
  const maria = await app.asCustomer(town.maria)
  const body = { ...address, version: 1, ...part }
  await expect(
    maria.api.changeMailingAddress({ params: { accountId: town.mariaAccount }, body }),
  ).rejects.toMatchObject({
    status,
    body: { fields: [{ field, reason }] },
  })
})

test('the form works without JavaScript: posted, refused with what was typed, taken', async () => {
  const maria = await app.asCustomer(town.maria)
  const path = `/accounts/${town.mariaAccount}/mailing-address`
  const page = await maria.get(path)
  const version = /name="version" value="(\d+)"/.exec(page.text)?.[1] ?? ''
  const refused = await maria.submit(path, { ...address, line1: '', city: 'Naïve <b>', version })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Naïve &lt;b>')
  expect(refused.text).toContain('href="#line1"')
  const taken = await maria.submit(path, { ...address, line2: 'Apt 3', version })
  expect([taken.status, taken.headers.location]).toEqual([
    303,
    `/accounts/${town.mariaAccount}/information?notice=mailing-address-changed`,
  ])
})

test('an account that came without a mailing address has its page, and its customer writes the first one', async () => {
  await app.owner`DELETE FROM mailing_addresses WHERE account_id = ${town.mariaAccount}`
  const maria = await app.asCustomer(town.maria)
  const params = { accountId: town.mariaAccount }
  const page = await maria.get(`/accounts/${town.mariaAccount}/information`)
  expect(page.status).toBe(200)
  expect(page.text).toContain('We have no mailing address for this account yet.')
  const { mailingAddress } = await maria.api.readAccountInformation({ params })
  expect(mailingAddress).toMatchObject({ line1: '', version: 0 })
  const changed = await maria.api.changeMailingAddress({ params, body: { ...address, version: 0 } })
  expect(changed.version).toBe(1)
  await expect(
    maria.api.changeMailingAddress({ params, body: { ...address, city: 'Elsewhere', version: 0 } }),
  ).rejects.toMatchObject({ status: 409 })
  expect((await maria.api.readAccountInformation({ params })).mailingAddress).toEqual({
    ...address,
    version: 1,
  })
})

const shop = { accountId: town.mariaShop as number }
const standingShop = async () => {
  const maria = await app.asCustomer(town.maria)
  const { version, ...was } = (await maria.api.readAccountInformation({ params: shop })).mailingAddress
  return { maria, version, was }
}
const traces = async () => {
  const [counts] = await app.owner`SELECT (SELECT count(*)::integer FROM self_service_tasks) AS tasks,
    (SELECT count(*)::integer FROM outgoing_messages) AS mails,
    (SELECT count(*)::integer FROM record_entries) AS entries, (SELECT count(*)::integer FROM link_news) AS news`
  return counts
}

test('a save without a change makes no task, no line in the record and no mail, whatever the version', async () => {
  const { maria, version, was } = await standingShop()
  const before = await traces()
  const save = (body: object) =>
    maria.api.changeMailingAddress({ params: shop, body: { ...was, version, ...body } as never })
  expect(await save({})).toEqual({ taskId: null, version })
  expect(await save({ version: 1, was })).toEqual({ taskId: null, version })
  expect(await save({ postalCode: ` ${was.postalCode}`, region: 'California' })).toEqual({
    taskId: null,
    version,
  })
  expect(await traces()).toEqual(before)
  const path = `/accounts/${town.mariaShop}/mailing-address`
  const saved = await maria.submit(path, { ...was, version: String(version) })
  expect(saved.headers.location).toBe(`/accounts/${town.mariaShop}/information?notice=nothing-changed`)
  expect(await traces()).toEqual(before)
})

test('a conflict names only what this reader changed, and the form keeps what the other one saved elsewhere', async () => {
  const { maria, version, was } = await standingShop()
  const theirs = { ...was, line1: '9 New Rd', city: 'Mesa Grove', version }
  await maria.api.changeMailingAddress({ params: shop, body: theirs })
  const mine = { ...was, city: 'Valle Sol', version, was }
  await expect(maria.api.changeMailingAddress({ params: shop, body: mine })).rejects.toMatchObject({
    status: 409,
    body: { difference: [{ field: 'city', yours: 'Valle Sol', theirs: 'Mesa Grove' }] },
  })
  const path = `/accounts/${town.mariaShop}/mailing-address`
  const typed = Object.fromEntries(Object.entries(was).map(([name, value]) => [`was.${name}`, value]))
  const refused = await maria.submit(path, { ...was, ...typed, city: 'Valle Sol', version: String(version) })
  expect(refused.status).toBe(409)
  expect(refused.text).toMatch(/name="line1"[^>]*value="9 New Rd"|value="9 New Rd"[^>]*name="line1"/)
  expect(refused.text).toMatch(/name="city"[^>]*value="Valle Sol"|value="Valle Sol"[^>]*name="city"/)
  expect(refused.text).toContain(`name="version" value="${version + 1}"`)
})

test('the same change by both readers is no conflict', async () => {
  const { maria, version, was } = await standingShop()
  const params = shop
  await maria.api.changeMailingAddress({
    params,
    body: { ...was, city: 'Pine Hill', line2: 'Rear', version },
  })
  const mine = { ...was, city: 'Pine Hill', version, was }
  expect(await maria.api.changeMailingAddress({ params, body: mine })).toEqual({
    taskId: null,
    version: version + 1,
  })
})

test('state, country and postal code are of one country; a code is kept as it is written there', async () => {
  const { maria, version, was } = await standingShop()
  const save = (part: object) =>
    maria.api.changeMailingAddress({ params: shop, body: { ...was, version, ...part } as never })
  await expect(save({ postalCode: 'K1A 0B1' })).rejects.toMatchObject({
    status: 422,
    body: { fields: [{ field: 'postalCode', reason: 'postal-code-of-country' }] },
  })
  await expect(save({ country: 'CA', postalCode: 'K1A 0B1' })).rejects.toMatchObject({
    body: { fields: [{ field: 'region', reason: 'region-of-country' }] },
  })
  await expect(save({ country: 'XX' })).rejects.toMatchObject({
    body: { fields: [{ field: 'country', reason: 'country' }] },
  })
  await save({ country: 'CA', region: 'Ontario', postalCode: 'k1a0b1', city: 'Ottawa' })
  const { mailingAddress } = await maria.api.readAccountInformation({ params: shop })
  expect(mailingAddress).toMatchObject({ country: 'CA', region: 'ON', postalCode: 'K1A 0B1' })
  const page = await maria.get(`/accounts/${town.mariaShop}/mailing-address`)
  expect(page.text).toMatch(/<optgroup label="Canada"><option value="CA-AB"/)
  expect(page.text).toMatch(/<option selected value="CA-ON"|<option value="CA-ON" selected/)
})

test('mails the other holders, and not the web user who changed the address', async () => {
  await app.owner`UPDATE account_persons SET is_financially_responsible = true WHERE person_id = 2`
  const john = await app.asCustomer(town.maria)
  const params = { accountId: town.mariaAccount as number }
  const { mailingAddress } = await john.api.readAccountInformation({ params })
  await app.owner`UPDATE link_news SET told_at = now()`
  await app.owner`DELETE FROM outgoing_messages`
  await john.api.changeMailingAddress({ params, body: { ...mailingAddress, line1: '77 Told St' } })
  const { tellOfLinks } = await import('#features/account-links/tell-of-links.ts')
  const { testInstallation } = await import('#testing/test-installation.ts')
  const signal = new AbortController().signal
  await tellOfLinks.run({ pool: app.database.worker, installation: testInstallation(), signal })
  const mails = await app.owner`SELECT recipient, subject, body FROM outgoing_messages ORDER BY 1`
  expect(mails.map(({ recipient, subject }) => [recipient, subject])).toEqual([
    ['j.smith@example.com', 'The mailing address of your account ending in 0001 was changed'],
    ['m.alvarez@example.com', 'Your mailing address was changed'],
  ])
  expect(mails[0]?.body).toContain(
    'Maria Alvarez, who shares the account with you, changed the mailing address',
  )
  expect(mails[0]?.body).not.toContain('Told St')
})
