import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Browser } from '#testing/browser.ts'
import { town, townPassword } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const formPath = `/accounts/${town.mariaAccount}/mailing-address`
const typed = { line1: '1 Typed & <b>Kept</b> Ln', line2: '', city: 'Typetown', country: 'US' }
const address = { ...typed, region: 'CA', postalCode: '90001' }

/** Opens a page and returns the fields that its form would send along. */
async function hiddenOf(browser: Browser, path: string) {
  const { text } = await browser.get(path)
  const form = text.slice(text.indexOf('id="page-form"'))
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? ''
  return { _token: value('_token'), version: value('version') }
}

const endSessionsOf = (webUserId: number) =>
  app.owner`UPDATE customer_sessions SET ended_at = now() WHERE web_user_id = ${webUserId}`

const lineOf = async () => {
  const [row] = await app.owner`SELECT line1 FROM mailing_addresses WHERE account_id = ${town.mariaAccount}`
  return row?.line1
}

const signIn = (browser: Browser, path: string, userName: string) =>
  browser.submit(path, { userName, password: townPassword })

/** Maria types an address, her session ends, and she saves. */
async function sendAfterExpiry(more: Partial<typeof address> = {}) {
  const maria = await app.asCustomer(town.maria)
  const fields = { ...address, ...(await hiddenOf(maria, formPath)), ...more }
  await endSessionsOf(town.maria)
  return { maria, sent: await maria.submit(formPath, fields) }
}

describe('a form that is sent after its session ended', () => {
  test('says that nothing was saved, and shows the typed text again after sign-in', async () => {
    const before = await lineOf()
    const { maria, sent } = await sendAfterExpiry()
    expect(sent.status).toBe(303)
    const signInPath = String(sent.headers.location)
    expect(signInPath).toBe(`/sign-in?next=${encodeURIComponent(formPath)}&notice=form-kept`)
    expect((await maria.get(signInPath)).text).toContain('Your session ended before the form was saved')
    const signedIn = await signIn(maria, signInPath, 'm.alvarez')
    expect([signedIn.status, signedIn.headers.location]).toEqual([303, formPath])
    const back = await maria.get(formPath)
    expect(back.text).toContain('value="1 Typed &amp; &lt;b>Kept&lt;/b> Ln"')
    expect(back.text).toContain('value="Typetown"')
    expect(back.text).toContain('Your changes are not saved yet')
    expect(await lineOf()).toBe(before)

    const saved = await maria.submit(formPath, { ...address, ...(await hiddenOf(maria, formPath)) })
    expect(saved.status).toBe(303)
    expect(await lineOf()).toBe(typed.line1)
    expect((await maria.get(formPath)).text).not.toContain('Your changes are not saved yet')
  })

  test('does not show the typed text to another person who signs in', async () => {
    const { maria, sent } = await sendAfterExpiry({ city: 'Secretville' })
    expect([...maria.cookies.keys()].filter((name) => name.includes('kept-form'))).toHaveLength(1)
    await signIn(maria, String(sent.headers.location), 'j.smith')
    const page = await maria.get(formPath)
    expect(page.status).toBe(200)
    expect(page.text).not.toMatch(/Secretville|Your changes are not saved yet/)
  })

  test('shows a conflict where somebody saved meanwhile', async () => {
    const { maria, sent } = await sendAfterExpiry()
    await app.owner`UPDATE mailing_addresses SET line1 = 'Elsewhere', version = version + 1
      WHERE account_id = ${town.mariaAccount}`
    await signIn(maria, String(sent.headers.location), 'm.alvarez')
    const again = await maria.submit(formPath, { ...address, ...(await hiddenOf(maria, formPath)) })
    expect(again.status).toBe(409)
    expect(again.text).toContain('Elsewhere')
  })

  test('keeps two forms side by side, and discards one on request', async () => {
    const maria = await app.asCustomer(town.maria)
    const linking = await hiddenOf(maria, '/link-account')
    const changing = await hiddenOf(maria, formPath)
    await endSessionsOf(town.maria)
    await maria.submit('/link-account', { ...linking, accountNumber: '1000000003', postalCode: '94001' })
    await maria.submit(formPath, { ...address, ...changing })
    await signIn(maria, '/sign-in', 'm.alvarez')
    expect((await maria.get('/link-account')).text).toContain('value="94001"')
    expect((await maria.get(formPath)).text).toContain('Typetown')
    expect((await maria.get(`${formPath}?kept=no`)).text).not.toContain('Your changes are not saved yet')
    expect((await maria.get('/link-account')).text).toContain('value="94001"')
    await maria.submit('/sign-out', {})
    await signIn(maria, '/sign-in', 'm.alvarez')
    expect((await maria.get('/link-account')).text).not.toContain('value="94001"')
  })

  test('keeps no password, in no cookie and on no page', async () => {
    const maria = await app.asCustomer(town.maria)
    const { _token } = await hiddenOf(maria, '/password')
    await endSessionsOf(town.maria)
    const secret = 'an entirely new secret phrase'
    const passwords = { currentPassword: townPassword, newPassword: secret, repeatedPassword: secret }
    const sent = await maria.submit('/password', { _token, ...passwords })
    expect(sent.headers.location).toBe('/sign-in?next=%2Fpassword&notice=session-ended-undone')
    expect([...maria.cookies.keys()].filter((name) => name.includes('kept-form'))).toEqual([])
    await signIn(maria, String(sent.headers.location), 'm.alvarez')
    expect((await maria.get('/password')).text).not.toContain(secret)
  })

  test('is not kept without its writer’s mark or when it is too long for a cookie, and says so', async () => {
    const { maria } = await sendAfterExpiry()
    const anonymous = await maria.submit(formPath, { ...address, _token: 'x' })
    expect(anonymous.headers.location).toContain('notice=form-not-kept')
    const { _token } = await hiddenOf(await app.asCustomer(town.maria), formPath)
    const random = Array.from({ length: 6_000 }, (_, at) => ((at * at * 7919) % 36).toString(36)).join('')
    const noise = [...random].map((sign, at) => sign + String.fromCodePoint(0x4e00 + ((at * 7919) % 9000)))
    const long = await app.visitor().submit(formPath, { ...address, line1: noise.join(''), _token })
    expect(long.headers.location).toContain('notice=form-not-kept')
  })
})

describe('a page from before the last sign-in', () => {
  const changedSession = async (userName: string) => {
    const maria = await app.asCustomer(town.maria)
    const stale = await hiddenOf(maria, formPath)
    await signIn(maria, '/sign-in', userName)
    return { maria, stale }
  }

  test('signs in and out in a second tab', async () => {
    const browser = app.visitor()
    expect((await signIn(browser, '/sign-in?next=%2Faccess', 'm.alvarez')).headers.location).toBe('/access')
    const second = await browser.submit('/sign-in?next=%2Fpassword', {
      _token: '',
      userName: 'm.alvarez',
      password: townPassword,
    })
    expect([second.status, second.headers.location]).toEqual([303, '/password'])
    const out = await browser.submit('/sign-out', { _token: 'of an older page' })
    expect([out.status, out.headers.location]).toEqual([303, '/sign-in?notice=signed-out'])
    const again = await browser.submit('/sign-out', { _token: 'of an older page' })
    expect([again.status, again.headers.location]).toEqual([303, '/sign-in?notice=signed-out'])
  })

  test('returns the typed text to the same person, and saves nothing', async () => {
    const before = await lineOf()
    const { maria, stale } = await changedSession('m.alvarez')
    const response = await maria.submit(formPath, { ...address, line1: 'Stale St', ...stale })
    expect(response.status).toBe(403)
    expect(response.headers['content-type']).toContain('text/html')
    expect(response.text).toContain('value="Stale St"')
    expect(response.text).toContain('You signed in again after this page was opened')
    expect(await lineOf()).toBe(before)
  })

  test('does not return it to anybody else', async () => {
    const { maria, stale } = await changedSession('j.smith')
    const response = await maria.submit(formPath, { ...address, line1: 'Stale St', ...stale })
    expect(response.status).toBe(403)
    expect(response.text).not.toContain('Stale St')
    expect(response.text).toContain('under another sign-in')
  })
})

describe('the language switch', () => {
  beforeEach(() => app.owner`UPDATE web_users SET locale = 'en' WHERE web_user_id = ${town.maria}`)

  test('keeps the query of a page', async () => {
    const maria = await app.asCustomer(town.maria)
    const path = `/accounts/${town.mariaAccount}/bills?year=2025&before=7`
    const { text } = await maria.get(path)
    expect(text).toContain(`name="back" value="${path.replace('&', '&amp;')}"`)
    const switched = await maria.submit('/language', { language: 'es', back: path })
    expect([switched.status, switched.headers.location]).toEqual([303, path])
  })

  test.each(['GET', 'POST'])('keeps what is typed into a form that was shown by %s', async (method) => {
    const maria = await app.asCustomer(town.maria)
    const fields = { ...address, ...(await hiddenOf(maria, formPath)) }
    const { text } =
      method === 'GET' ? await maria.get(formPath) : await maria.submit(formPath, { ...fields, city: '' })
    const target = /formaction="([^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const switched = await maria.submit(target, { ...fields, city: 'Ciudad Escrita' })
    expect([switched.status, switched.headers.location]).toEqual([303, formPath])
    const shown = await maria.get(formPath)
    expect(shown.text).toContain('<html lang="es">')
    expect(shown.text).toContain('value="Ciudad Escrita"')
  })

  test('keeps the user name on the sign-in page, once, and never the password', async () => {
    const visitor = app.visitor()
    const { text } = await visitor.get('/sign-in?next=%2Faccess')
    const target = /formaction="([^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const switched = await visitor.submit(target, { _token: '', userName: 'm.alvarez', password: 'a secret' })
    expect(switched.headers.location).toBe('/sign-in?next=%2Faccess')
    const shown = await visitor.get('/sign-in?next=%2Faccess')
    expect(shown.text).toContain('value="m.alvarez"')
    expect(shown.text).not.toContain('a secret')
    expect((await visitor.get('/sign-in')).text).not.toContain('value="m.alvarez"')
  })
})

describe('answers every refusal at a page’s address with a page in the reader’s language and a next step', () => {
  const view = testOrigins.view.replace('*', 'a'.repeat(26))
  const requests = [
    [testOrigins.portal, 'GET', '/nowhere', 404],
    [testOrigins.portal, 'GET', '/%E0%A4%A', 400],
    [testOrigins.portal, 'GET', '//[', 404],
    [testOrigins.portal, 'POST', '/arrive', 404],
    [testOrigins.portal, 'PUT', '/access', 404],
    [view, 'GET', '/nowhere', 404],
    [view, 'GET', '/access', 401],
    [view, 'POST', '/masquerade/act', 401],
    [view, 'POST', '/arrive', 400],
    [testOrigins.desk, 'POST', '/tasks', 404],
    [testOrigins.desk, 'GET', '/%E0%A4%A', 400],
    [testOrigins.plain, 'POST', '/arrive', 404],
    [testOrigins.plain, 'GET', '/%E0%A4%A', 400],
  ] as const
  test.each(requests)('%s %s %s', async (origin, method, path, status) => {
    const browser = new Browser(app.fastify, origin)
    browser.cookies.set('language', 'es')
    const response = await browser.request(method, path, method === 'POST' ? { form: {} } : undefined)
    expect(response.headers['content-type']).toContain('text/html')
    expect(response.status).toBe(status)
    expect(response.text).toContain('<html lang="es">')
    expect(response.text).toMatch(/<main[\s\S]*<a [^>]*href=/)
    expect(response.headers['content-security-policy']).toContain("default-src 'none'")
  })

  test('answers with a page too when a person opens an endpoint’s address', async () => {
    const stranger = new Browser(app.fastify, testOrigins.desk)
    const open = (headers: Record<string, string>) =>
      stranger.request('POST', '/api/desk/self-service-tasks/export.csv', { form: {} }, headers)
    expect((await open({ accept: 'text/html,*/*;q=0.8' })).headers['content-type']).toContain('text/html')
    expect((await open({ accept: '*/*' })).text).toMatch(/^\{"reason"/)
  })
})

test('a form token differs in each response and reveals nothing, and every token is valid', async () => {
  const maria = await app.asCustomer(town.maria)
  const tokens = await Promise.all([1, 2, 3].map(async () => (await hiddenOf(maria, formPath))._token))
  const bytes = tokens.map((token) => Buffer.from(token, 'base64url'))
  expect(bytes.map((token) => token.length)).toEqual([96, 96, 96])
  // Nothing of one token stands at the same place in another.
  const [first] = bytes
  for (const other of bytes.slice(1)) {
    const same = [...other].filter((byte, at) => byte === first?.[at]).length
    expect(same).toBeLessThan(8)
  }
  for (const _token of tokens) {
    const response = await maria.submit('/link-account', { _token, accountNumber: '1', postalCode: '1' })
    expect(response.status).toBe(422)
  }
})
