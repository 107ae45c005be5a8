import { generateSync } from 'otplib'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { discoverProvider } from '#integrations/identity-provider/openid-client.ts'
import { newSigningKeys } from '#integrations/identity-provider/signing-keys.ts'
import { startIdentityStandIn } from '#integrations/identity-provider/stand-in.ts'
import { standInBrowser } from '#integrations/stand-in-browser.ts'
import { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'
import { actingAs, entriesOf, viewOriginOf } from '../masquerade/masquerade.fixture.ts'
import { client, issuer, staffOf, totpSecret } from './desk-sign-in.fixture.ts'

const body = { accountNumber: String(town.otherAccount), postalCode: '92101' }
const stepUpRequired = { status: 403, body: { reason: 'step-up-required' } }

let standIn: Awaited<ReturnType<typeof startIdentityStandIn>>
let app: TestApp
beforeAll(async () => {
  standIn = await startIdentityStandIn({
    ...client,
    redirectUris: [`${testOrigins.desk}/sign-in/callback`],
    postLogoutRedirectUris: [],
    deskUrl: testOrigins.desk,
    staff: staffOf('amara.okafor', 'tom.becker'),
    jwks: newSigningKeys(),
    cookieKeys: ['a cookie key for tests only'],
  })
})
beforeEach(async () => {
  await app?.close()
  app = await createTestApp({ identityProvider: discoverProvider({ ...client, fetchBase: fetchBase() }) })
  await app.owner`INSERT INTO entitlement_changes (entitlement, is_on, was_on, changed_by_csr_id, changed_at)
    VALUES ('account.link', true, false, 'kenji.sato', current_instant())`
})
afterAll(async () => {
  await app.close()
  await standIn.close()
})

const fetchBase = () => `http://127.0.0.1:${standIn.port}`
const pathOf = (url: string) => new URL(url).pathname + new URL(url).search
/** The cookie of the last sign-in under way in a browser. */
const pendingOf = (desk: Browser): [name: string, sealed: string] =>
  [...desk.cookies].filter(([name]) => name.startsWith('__Host-desk-sign-in-')).at(-1) ?? ['', '']
const stepUpPath = (masquerade: string, next = '/link-account') =>
  `/step-up?${new URLSearchParams({ masquerade, next })}`
const stepUpUntil = async (masqueradeId: string) =>
  (await app.owner`SELECT step_up_until FROM masquerades WHERE masquerade_id = ${masqueradeId}`)[0]
    ?.stepUpUntil
const stepUpsOf = async (masqueradeId: string) =>
  (await entriesOf(app, masqueradeId)).filter((entry) => entry.action === 'masquerade:step-up')

/** Begins at the desk, shows password and second factor at the provider, and gives the path that leads back. */
async function confirmAtProvider(
  desk: Browser,
  masqueradeId: string,
  userName = 'amara.okafor',
  next?: string,
) {
  const begun = await desk.get(stepUpPath(masqueradeId, next))
  expect(begun.status).toBe(303)
  const params = new URL(String(begun.headers.location)).searchParams
  expect([params.get('acr_values'), params.get('max_age'), params.get('prompt')]).toEqual([
    'urn:porchlight:second-factor',
    '0',
    'login',
  ])
  const provider = standInBrowser({ [issuer]: fetchBase() })
  const page = await provider.open(String(begun.headers.location))
  const codePage = await provider.submit(page, '/sign-in', { userName, password: 'demo' })
  const code = generateSync({ secret: totpSecret })
  return pathOf((await provider.submit(codePage, '/second-factor', { code })).url)
}

test('a CSR steps up, links an account for the customer, and is refused five minutes later', async () => {
  const { desk, view, masqueradeId } = await actingAs(app, 'amara.okafor')
  await expect(view.api.linkAccount({ body })).rejects.toMatchObject(stepUpRequired)
  const refusedPage = await view.get('/link-account?from=home&notice=done')
  expect(refusedPage.text).not.toContain('name="accountNumber"')
  const href = /href="([^"]*step-up[^"]*)"/.exec(refusedPage.text)?.[1]?.replaceAll('&amp;', '&')
  expect(href).toBe(`${testOrigins.desk}${stepUpPath(masqueradeId, '/link-account?from=home')}`)

  const back = await confirmAtProvider(desk, masqueradeId, 'amara.okafor', '/link-account?from=home')
  const credential = desk.credential
  const done = await desk.get(back)
  expect([done.status, done.headers.location]).toEqual([
    303,
    `${viewOriginOf(masqueradeId)}/link-account?from=home`,
  ])
  // It is no sign-in: the desk's session is the same, and the customer has none.
  expect(done.headers['set-cookie']).toMatch(
    /^__Host-desk-sign-in-[\w-]{16}=; Path=\/; HttpOnly; SameSite=Lax; Max-Age=0; Secure$/,
  )
  expect(desk.credential).toBe(credential)
  expect(await app.owner`SELECT 1 FROM customer_sessions`).toHaveLength(0)
  const newPassword = 'a long enough password'
  const password = { currentPassword: 'x', newPassword, repeatedPassword: newPassword }
  await expect(view.api.changePassword({ body: password })).rejects.toMatchObject({
    body: { reason: 'masquerade-never' },
  })
  expect(await stepUpsOf(masqueradeId)).toMatchObject([
    {
      event: 'changed',
      actorKind: 'csr',
      csrId: 'amara.okafor',
      webUserId: town.maria,
      accountId: town.mariaAccount,
      ipAddress: '198.51.100.7',
    },
  ])

  const { taskId } = await view.api.linkAccount({ body })
  const [task] = await app.owner`SELECT * FROM self_service_tasks WHERE self_service_task_id = ${taskId}`
  expect(task).toMatchObject({
    webUserId: 'amara.okafor',
    emailAddress: null,
    ipAddress: '198.51.100.7',
    selfServiceUserId: town.maria,
    masqueradeId,
  })
  expect((await view.get('/link-account')).text).toContain('name="accountNumber"')
  await app.advanceClock('5 minutes')
  await expect(view.api.linkAccount({ body })).rejects.toMatchObject(stepUpRequired)
})

test('counts only in its own masquerade, and only until that ends', async () => {
  await app.advanceClock('-27 minutes')
  const { desk, view, masqueradeId, endsAt } = await actingAs(app, 'amara.okafor')
  await app.advanceClock('14 minutes')
  await view.get('/')
  await app.advanceClock('13 minutes')
  const other = await actingAs(app, 'amara.okafor', { purposeReference: 'another call' })
  expect((await desk.get(await confirmAtProvider(desk, masqueradeId))).status).toBe(303)
  expect((await stepUpUntil(masqueradeId)).toISOString()).toBe(endsAt)
  expect(await stepUpUntil(other.masqueradeId)).toBeNull()
  await expect(other.view.api.linkAccount({ body })).rejects.toMatchObject(stepUpRequired)
  await app.advanceClock('3 minutes')
  await expect(view.api.linkAccount({ body })).rejects.toMatchObject({ body: { reason: 'masquerade-ended' } })
})

test('refuses a stranger, another CSR, another session of the same CSR, and a start after the end', async () => {
  const { desk, masqueradeId } = await actingAs(app, 'amara.okafor')
  const stranger = new Browser(app.fastify, testOrigins.desk)
  const others = [stranger, await app.asCsr('ines.ferreira'), await app.asCsr('amara.okafor')]
  const pages = await Promise.all(others.map((browser) => browser.get(stepUpPath(masqueradeId))))
  pages.push(await desk.get('/step-up'), await desk.get(stepUpPath('a'.repeat(26))))
  await desk.api.endOwnMasquerade({ params: { masqueradeId } })
  pages.push(await desk.get(stepUpPath(masqueradeId)))
  for (const page of pages) {
    expect(page.status).toBe(404)
    expect(page.text).toBe(pages[0]?.text)
    expect(page.headers['set-cookie']).toBeUndefined()
  }
  expect(pages[0]?.text).toContain('We did not find this masquerade')
  const refused = await app.owner`SELECT csr_id FROM record_entries
    WHERE action = 'masquerade:step-up' AND event = 'refused' ORDER BY csr_id`
  expect(refused.map((row) => row.csrId)).toEqual([...Array(4).fill('amara.okafor'), 'ines.ferreira'])
})

test('another person’s second factor, and the own in another’s session, set nothing', async () => {
  const { desk, masqueradeId } = await actingAs(app, 'amara.okafor')
  const refused = await desk.get(await confirmAtProvider(desk, masqueradeId, 'tom.becker'))
  expect(refused.status).toBe(403)
  expect(refused.text).toContain('Someone else confirmed the second factor')
  expect(refused.text).toContain(`href="${stepUpPath(masqueradeId).replace('&', '&amp;')}"`)
  expect(await stepUpsOf(masqueradeId)).toMatchObject([
    { event: 'refused', reason: 'another-person', csrId: 'amara.okafor', webUserId: town.maria },
  ])

  const back = await confirmAtProvider(desk, masqueradeId)
  const ines = await app.asCsr('ines.ferreira')
  ines.cookies.set(...pendingOf(desk))
  expect((await ines.get(back)).status).toBe(404)
  expect(await stepUpUntil(masqueradeId)).toBeNull()
})

test('accepts a provider’s answer once, in the browser that asked, while the masquerade is live', async () => {
  const { desk, masqueradeId } = await actingAs(app, 'amara.okafor')
  const back = await confirmAtProvider(desk, masqueradeId)
  const pending = pendingOf(desk)
  expect((await desk.get(back)).status).toBe(303)
  const until = await stepUpUntil(masqueradeId)
  expect((await desk.get(back)).headers.location).toBe('/')
  desk.cookies.set(...pending)
  await app.advanceClock('1 minute')
  const replayed = await desk.get(back)
  expect(replayed.status).toBe(401)
  expect(replayed.text).toContain('Your second factor was not confirmed')
  expect(await stepUpUntil(masqueradeId)).toEqual(until)
  await app.advanceClock('-1 minute')

  const late = await confirmAtProvider(desk, masqueradeId)
  await desk.api.endOwnMasquerade({ params: { masqueradeId } })
  expect((await desk.get(late)).status).toBe(404)
  expect(await stepUpUntil(masqueradeId)).toEqual(until)
})

test('a provider that asked for no second factor, or not just now, steps nothing up', async () => {
  const minute = 60_000
  let identity = { secondFactor: false, authenticatedAt: new Date() }
  const other = await createTestApp({
    identityProvider: {
      issuer,
      beginSignIn: async () => ({ url: `${issuer}/auth`, state: 's', nonce: 'n', codeVerifier: 'v' }),
      finishSignIn: async () => ({ issuer, subject: 'amara.okafor', ...identity }),
      signOutUrl: async () => undefined,
      readLogoutToken: async () => Promise.reject(new Error('no logout token here')),
    },
  })
  const { desk, masqueradeId } = await actingAs(other, 'amara.okafor')
  for (const [secondFactor, ago] of [
    [false, 0],
    [true, 2 * minute],
    [true, -2 * minute],
  ] as const) {
    identity = { secondFactor, authenticatedAt: new Date(Date.now() - ago) }
    await desk.get(stepUpPath(masqueradeId))
    const refused = await desk.get('/sign-in/callback?state=s')
    expect(refused.status).toBe(401)
    expect(refused.text).toContain('without your second factor')
  }
  const [row] = await other.owner`SELECT step_up_until FROM masquerades`
  expect(row?.stepUpUntil).toBeNull()
  const refusals = await other.owner`SELECT reason FROM record_entries WHERE action = 'masquerade:step-up'`
  expect(refusals.map((entry) => entry.reason)).toEqual(Array(3).fill('second-factor-required'))
  await other.close()
})

test('returns to the view origin only, whatever the request names', async () => {
  const { desk, masqueradeId } = await actingAs(app, 'amara.okafor')
  const back = await confirmAtProvider(desk, masqueradeId, 'amara.okafor', '//evil.example/')
  expect((await desk.get(back)).headers.location).toBe(`${viewOriginOf(masqueradeId)}/`)
})

test('where the entitlement is off nothing leads to a step-up', async () => {
  await app.owner`INSERT INTO entitlement_changes (entitlement, is_on, was_on, changed_by_csr_id, changed_at)
    VALUES ('account.link', false, true, 'kenji.sato', current_instant() + interval '1 second')`
  await app.advanceClock('2 seconds')
  const { view } = await actingAs(app, 'amara.okafor')
  const page = await view.get('/link-account')
  expect(page.text).not.toContain('/step-up')
  expect(page.text).toContain('Not available in a masquerade.')
})

test.each(['%00', '%EF%BF%BF', 'x'.repeat(5_000), 'a'.repeat(26), ''])(
  'answers not found for an invalid masquerade id: %.20s',
  async (masquerade) => {
    const desk = await app.asCsr('amara.okafor')
    expect((await desk.get(`/step-up?masquerade=${masquerade}`)).status).toBe(404)
  },
)
