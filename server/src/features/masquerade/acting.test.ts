import { entitlements } from '@porchlight/contract/entitlements.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isFormToken } from '#http/form-token.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'
import { actingAs, entriesOf, masqueradeAs, newAddress } from './masquerade.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const params = { accountId: town.mariaAccount }

test('it starts read-only: every page shows the banner, a change is refused, acting is one click', async () => {
  const { view } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'modes' })
  const page = await view.get(`/accounts/${town.mariaAccount}/information`)
  expect(page.status).toBe(200)
  expect(page.text).toContain(
    'Masquerade: you see the portal as Maria Alvarez, account 1000-0000-01. CSR amara.okafor.',
  )
  expect(page.text).toMatch(/<title>Masquerade: /)
  expect(page.headers['cache-control']).toBe('no-store')
  const { mailingAddress } = await view.api.readAccountInformation({ params })
  const body = { ...newAddress, version: mailingAddress.version }
  await expect(view.api.changeMailingAddress({ params, body })).rejects.toMatchObject({
    body: { reason: 'masquerade-read-only' },
  })
  expect((await view.submit('/masquerade/act', {})).status).toBe(303)
  await expect(view.api.changeMailingAddress({ params, body })).resolves.toMatchObject({
    version: mailingAddress.version + 1,
  })
})

test('names the CSR in the four fields and in the record', async () => {
  const { view, masqueradeId } = await actingAs(app, 'amara.okafor', { purposeReference: 'fields' })
  const { mailingAddress } = await view.api.readAccountInformation({ params })
  const { taskId } = await view.api.changeMailingAddress({
    params,
    body: { ...newAddress, line2: 'Apt 7', version: mailingAddress.version },
  })
  const [task] = await app.owner`SELECT * FROM self_service_tasks WHERE self_service_task_id = ${taskId}`
  expect(task).toMatchObject({
    actorKind: 'masquerade',
    webUserId: 'amara.okafor',
    emailAddress: null,
    ipAddress: '198.51.100.7',
    selfServiceUserId: town.maria,
    csrId: 'amara.okafor',
    masqueradeId,
  })
  // 7: start, arrival, reads, act and its task, each with CSR, web user, account, grant and address.
  const entries = await entriesOf(app, masqueradeId)
  expect(entries.map((e) => e.event)).toEqual(['started', 'arrived', 'changed', 'read', 'changed'])
  for (const entry of entries)
    expect(entry).toMatchObject({
      csrId: 'amara.okafor',
      webUserId: town.maria,
      masqueradeId,
      ipAddress: '198.51.100.7',
    })
  expect(entries.at(-1)).toMatchObject({
    action: 'mailing-address:change',
    selfServiceTaskId: taskId,
    accountId: town.mariaAccount,
  })
})

test('the customer keeps the session and sees the change at once; last seen is the customer’s own (4)', async () => {
  const maria = await app.asCustomer(town.maria)
  const before =
    await app.owner`SELECT last_seen_at, version FROM web_users WHERE web_user_id = ${town.maria}`
  const sessions =
    await app.owner`SELECT customer_session_id, last_used_at FROM customer_sessions WHERE web_user_id = ${town.maria} ORDER BY 1`
  const { view } = await actingAs(app, 'amara.okafor', { purposeReference: 'side-by-side' })
  const { mailingAddress } = await view.api.readAccountInformation({ params })
  await view.api.changeMailingAddress({
    params,
    body: { ...newAddress, line1: 'At once 1', version: mailingAddress.version },
  })
  await view.submit('/masquerade/leave', {})
  expect(
    await app.owner`SELECT last_seen_at, version FROM web_users WHERE web_user_id = ${town.maria}`,
  ).toEqual(before)
  expect(
    await app.owner`SELECT customer_session_id, last_used_at FROM customer_sessions WHERE web_user_id = ${town.maria} ORDER BY 1`,
  ).toEqual(sessions)
  expect((await maria.api.readAccountInformation({ params })).mailingAddress.line1).toBe('At once 1')
})

test('lets a trainee view but not act', async () => {
  const { view } = await masqueradeAs(app, 'tom.becker', { purposeReference: 'trainee' })
  const context = await view.api.readPortalContext()
  expect(context.masquerade?.may['masquerade:act']).toBe('permission-missing')
  await expect(view.api.switchToAct()).rejects.toMatchObject({
    status: 403,
    body: { reason: 'permission-missing' },
  })
  const { mailingAddress } = await view.api.readAccountInformation({ params })
  await expect(
    view.api.changeMailingAddress({ params, body: { ...newAddress, version: mailingAddress.version } }),
  ).rejects.toMatchObject({ status: 403, body: { reason: 'permission-missing' } })
})

test('8: the rights of a masquerade are a subset of the customer’s: a viewer’s masquerade changes nothing', async () => {
  const { view } = await actingAs(app, 'amara.okafor', { webUserId: town.john, purposeReference: 'viewer' })
  await expect(
    view.api.changeMailingAddress({ params, body: { ...newAddress, version: 1 } }),
  ).rejects.toMatchObject({
    status: 403,
    body: { reason: 'role-may-not' },
  })
})

test('23: an entitlement that is switched off refuses through the bare API, and each refusal is recorded', async () => {
  const { view, masqueradeId } = await actingAs(app, 'amara.okafor', { purposeReference: 'off' })
  const switchTo = (isOn: boolean) => app.owner`
    INSERT INTO entitlement_changes (entitlement, is_on, was_on, changed_by_csr_id, changed_at)
    VALUES ('contact.mailing-address', ${isOn}, ${!isOn}, 'kenji.sato', now())`
  await switchTo(false)
  const { mailingAddress, may } = await view.api.readAccountInformation({ params })
  expect(may['mailing-address:change']).toBe('entitlement-off')
  const page = await view.get(`/accounts/${town.mariaAccount}/information`)
  expect(page.text).toMatch(/aria-disabled="true" aria-describedby="change-mailing-address-reason"/)
  expect(page.text).toContain('Not available in a masquerade.')
  await expect(
    view.api.changeMailingAddress({ params, body: { ...newAddress, version: mailingAddress.version } }),
  ).rejects.toMatchObject({ status: 403, body: { reason: 'entitlement-off' } })
  const refusals = (await entriesOf(app, masqueradeId)).filter((e) => e.event === 'refused')
  expect(refusals).toMatchObject([
    { action: 'mailing-address:change', reason: 'entitlement-off', csrId: 'amara.okafor' },
  ])
  await switchTo(true)
})

test('2 and 3: a secret is never set in a masquerade, and no switch exists that would allow it', async () => {
  const { view } = await actingAs(app, 'amara.okafor', { purposeReference: 'secrets' })
  const body = {
    currentPassword: 'a long enough password',
    newPassword: 'another long password',
    repeatedPassword: 'another long password',
  }
  await expect(view.api.changePassword({ body })).rejects.toMatchObject({
    status: 403,
    body: { reason: 'masquerade-never' },
  })
  await expect(view.api.signOut()).rejects.toMatchObject({
    status: 403,
    body: { reason: 'masquerade-never' },
  })
  const signIn = await view.request('POST', '/api/sign-in', {
    json: { userName: 'm.alvarez', password: 'a long enough password' },
  })
  expect(signIn.status).toBe(404)
  expect(Object.keys(entitlements).filter((name) => /password|second|recovery|session/.test(name))).toEqual(
    [],
  )
})

test('6: three masquerades and the desk side by side: no answer mixes customers, and a failure falls back to nobody', async () => {
  const maria = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'a' })
  const olga = await masqueradeAs(app, 'amara.okafor', {
    webUserId: town.olga,
    accountId: town.otherAccount,
    purposeReference: 'b',
  })
  const john = await masqueradeAs(app, 'amara.okafor', { webUserId: town.john, purposeReference: 'c' })
  const names = await Promise.all(
    [maria, olga, john].map(async ({ view }) => (await view.api.readPortalContext()).userName),
  )
  expect(names).toEqual(['m.alvarez', 'o.petrova', 'j.smith'])
  // Another masquerade's cookie is not accepted on this origin.
  const [cookie] = [...olga.view.cookies]
  if (cookie) maria.view.cookies.set(...cookie)
  expect((await maria.view.get('/')).status).toBe(401)
  // The account of the other customer, through either.
  expect((await john.view.get(`/accounts/${town.otherAccount}/information`)).status).toBe(403)
  expect((await john.view.get(`/accounts/${town.otherAccount}/information`)).text).not.toContain('Petrova')
})

test.each<[string, Record<string, string>]>([
  ['a desk session', { cookie: '__Host-porchlight-desk=x' }],
  ['a portal session', { cookie: '__Host-porchlight-portal=x' }],
  ['a bearer token', { authorization: 'Bearer x' }],
])('27: refuses %s beside the cookie of a masquerade, and writes nothing', async (name, beside) => {
  const { view, masqueradeId } = await actingAs(app, 'amara.okafor', { purposeReference: name })
  const { mailingAddress } = await view.api.readAccountInformation({ params })
  const before = (await entriesOf(app, masqueradeId)).length
  const { cookie, ...headers } = beside
  const cookies = `__Host-porchlight-view=${view.credential}${cookie ? `; ${cookie}` : ''}`
  const json = { ...newAddress, version: mailingAddress.version }
  for (const [method, path] of [
    ['PUT', `/api/accounts/${town.mariaAccount}/mailing-address`],
    ['GET', `/accounts/${town.mariaAccount}/information`],
    ['GET', '/api/portal-context'],
  ] as const) {
    const body = method === 'PUT' ? { json } : undefined
    const { status, text } = await view.request(method, path, body, { ...headers, cookie: cookies })
    expect(status).toBe(400)
    if (path.startsWith('/api/')) expect(JSON.parse(text)).toEqual({ reason: 'two-credentials' })
  }
  expect((await view.api.readAccountInformation({ params })).mailingAddress).toEqual(mailingAddress)
  expect(await entriesOf(app, masqueradeId)).toHaveLength(before + 1)
})

test('5: no answer holds a value that authenticates anyone', async () => {
  const { view, arrival, desk } = await actingAs(app, 'amara.okafor', { purposeReference: 'leak' })
  const customer = await app.asCustomer(town.maria)
  const pages = [
    '/',
    `/accounts/${town.mariaAccount}/information`,
    `/accounts/${town.mariaAccount}/mailing-address`,
    '/api/portal-context',
  ]
  const texts = [arrival.text, JSON.stringify({ ...arrival.headers, 'set-cookie': '' })]
  for (const path of pages) {
    const response = await view.get(path)
    texts.push(response.text, JSON.stringify(response.headers))
  }
  const secrets = [view.credential, desk.credential, customer.credential]
  const values = new Set(texts.join(' ').match(/[\w./+=-]{16,}/g) ?? [])
  for (const value of values) {
    expect(secrets).not.toContain(value)
    if (isFormToken(testEncryptionKey, view.credential ?? '', value)) continue
    for (const [origin, name] of [
      [testOrigins.portal, '__Host-porchlight-portal'],
      [testOrigins.desk, '__Host-porchlight-desk'],
      [view.origin, '__Host-porchlight-view'],
    ] as const) {
      const response = await app.fastify.inject({
        url: `/api/portal-context?token=${encodeURIComponent(value)}`,
        headers: { host: new URL(origin).host, cookie: `${name}=${value}`, authorization: `Bearer ${value}` },
      })
      expect(response.statusCode, value).toBe(401)
    }
  }
})
