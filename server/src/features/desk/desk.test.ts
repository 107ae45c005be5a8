import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp({ utilityName: 'Harbor </script><b>Light</b>' })
})
afterAll(() => app.close())

test('shows a CSR their name, their permissions, who else has the missing ones, and the entitlements of a masquerade', async () => {
  const trainee = await app.asCsr('tom.becker')
  const desk = await trainee.api.readDesk()
  expect(desk).toMatchObject({
    csrId: 'tom.becker',
    displayName: 'Tom Becker',
    groups: [{ csrGroup: 'call-centre-trainee', name: 'Call center, in training' }],
    locales: ['en', 'es'],
    divisions: ['Harbor'],
    identifierTypes: [],
    geographicTypes: ['meter'],
  })
  expect(desk.permissions).toContainEqual({
    permission: 'masquerade:act',
    isHeld: false,
    grantedBy: ['Call center', 'Supervisors'],
  })
  expect(desk.permissions.find((p) => p.permission === 'masquerade:start')?.isHeld).toBe(true)
  expect(desk.entitlements).toContainEqual({
    entitlement: 'preferences',
    class: 'act',
    answer: 'permission-missing',
  })
  // The response omits entitlements that no page of the portal uses yet.
  const names = desk.entitlements.map(({ entitlement }) => entitlement)
  expect(names).toContain('payment.card')
  expect(names).toContain('thirdparty.redirect')
  expect(names).not.toContain('outage.report')
})

test('counts a group membership from its first to its last date', async () => {
  await app.owner`INSERT INTO group_memberships VALUES ('security-officer', 'tom.becker', current_instant() + interval '1 day')`
  const trainee = await app.asCsr('tom.becker')
  expect((await trainee.api.readDesk()).groups).toHaveLength(1)
  await app.owner`UPDATE group_memberships SET effective_from = '-infinity', effective_to = current_instant()
    WHERE csr_id = 'tom.becker' AND csr_group = 'security-officer'`
  expect((await trainee.api.readDesk()).groups).toHaveLength(1)
})

test('every address of the desk is its document, with the first screen’s data in a block that nothing can close', async () => {
  const amara = await app.asCsr('amara.okafor')
  const page = await amara.get(`/accounts/${town.mariaAccount}?tab=tasks`)
  expect(page.status).toBe(200)
  expect(page.headers['content-type']).toContain('text/html')
  expect(page.text).toContain('<html lang="en">')
  const block = /<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(page.text)?.[1] ?? ''
  expect(block).not.toContain('<')
  expect(JSON.parse(block)).toMatchObject({
    routes: { readAccount: { method: 'GET', path: '/api/desk/accounts/:accountId' } },
    formToken: expect.stringMatching(/^[\w-]{128}$/),
    desk: { csrId: 'amara.okafor' },
    locale: 'en',
    timeZone: 'America/Los_Angeles',
    utilityName: 'Harbor </script><b>Light</b>',
    portalOrigin: testOrigins.portal,
    languageCookie: '__Host-language',
  })
  expect(page.text.match(/<script/g)).toHaveLength(2)
  amara.cookies.set('language', 'es')
  expect((await amara.get('/')).text).toContain('<html lang="es">')
})

test('the key of a CSR’s drafts is the same in each of their sessions, 256 bits, and nobody else’s', async () => {
  const keyOf = async (csrId: string) => {
    const page = await (await app.asCsr(csrId)).get('/')
    return /"draftKey":"([\w-]{43})"/.exec(page.text)?.[1]
  }
  const amara = await keyOf('amara.okafor')
  expect(amara).toBeDefined()
  expect(await keyOf('amara.okafor')).toBe(amara)
  expect(await keyOf('tom.becker')).not.toBe(amara)
})

test('a stranger is sent to sign in and comes back; endpoints and files that are not there are 404', async () => {
  const stranger = new Browser(app.fastify, testOrigins.desk)
  const sent = await stranger.get('/tasks?show=open')
  expect([sent.status, sent.headers.location]).toEqual([303, '/sign-in?next=%2Ftasks%3Fshow%3Dopen'])
  expect((await stranger.get('/')).headers.location).toBe('/sign-in')
  for (const path of ['/api/nothing', '/assets/x/nothing.js'])
    expect((await stranger.get(path)).status).toBe(404)
  await expect(stranger.api.readDesk()).rejects.toMatchObject({ status: 401 })
  const maria = await app.asCustomer(town.maria)
  await expect(maria.api.readDesk()).rejects.toMatchObject({ status: 403, body: { reason: 'staff-only' } })
})
