import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'
import { follow as followOn } from './follow-view.fixture.ts'
import { actingAs, entriesOf, masqueradeAs, startRequest } from './masquerade.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  await app.fastify.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => app.close())

const follow = (view: Browser) => followOn(app.fastify, view)

test('31: tells the open tabs of a view, and no other view, of every kind of end', async () => {
  const other = await masqueradeAs(app, 'ines.ferreira', { purposeReference: 'goes on' })
  const others = await follow(other.view)
  await others.begun
  const ends: [string, (m: { masqueradeId: string; view: Browser }) => Promise<unknown>][] = [
    [
      'a supervisor',
      async ({ masqueradeId }) =>
        (await app.asCsr('ines.ferreira')).api.endAnyMasquerade({
          params: { masqueradeId },
          body: { reason: 'enough seen' },
        }),
    ],
    [
      'the customer',
      async ({ masqueradeId }) =>
        (await app.asCustomer(town.maria)).api.endSupportVisit({ params: { masqueradeId } }),
    ],
    ['the banner in another tab', ({ view }) => view.submit('/masquerade/leave', {})],
    // These ends are written by no request. The server finds them by polling.
    [
      'a lost permission',
      () => app.owner`UPDATE group_memberships SET effective_to = now() WHERE csr_id = 'amara.okafor'`,
    ],
  ]
  for (const [how, end] of ends) {
    const masquerade = await masqueradeAs(app, 'amara.okafor', { purposeReference: how })
    const tab = await follow(masquerade.view)
    await tab.begun
    await end(masquerade)
    expect(await tab.said, how).toContain('event: ended')
    const written = (await entriesOf(app, masquerade.masqueradeId)).filter(({ event }) => event === 'ended')
    expect(written, how).toHaveLength(1)
  }
  await app.owner`UPDATE group_memberships SET effective_to = 'infinity'`
  expect((await other.view.get('/')).status).toBe(200)
  await other.view.submit('/masquerade/leave', {})
  expect(await others.said).toContain('event: ended')
})

test('a stranger’s stream says that it is over, and following is no activity', async () => {
  const { view, masqueradeId } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'quiet' })
  const active = () =>
    app.owner`SELECT last_activity_at FROM masquerades WHERE masquerade_id = ${masqueradeId}`
  const before = await active()
  const tab = await follow(view)
  await tab.begun
  expect(await active()).toEqual(before)
  await view.submit('/masquerade/leave', {})
  await tab.said
  const late = await follow(view)
  expect(await late.said).toContain('event: ended')
})

test('the page of an ended view says who ended it and why, and leads back to the same customer', async () => {
  const { view, masqueradeId } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'told' })
  const ines = await app.asCsr('ines.ferreira')
  await ines.api.endAnyMasquerade({ params: { masqueradeId }, body: { reason: 'enough seen' } })
  const page = await view.get('/')
  expect(page.status).toBe(401)
  expect(page.text).toContain('A supervisor ended the masquerade.')
  expect(page.text).toContain('Ended by Inês Ferreira.')
  expect(page.text).toContain(
    `href="${testOrigins.desk}/accounts/${town.mariaAccount}?after=${masqueradeId}#web-users"`,
  )
  expect(page.text).not.toMatch(/Alvarez|Oak St/)
  const stranger = await view.request('GET', '/', undefined, { cookie: '' })
  expect(stranger.text).not.toMatch(/Ferreira|1000-?0000/)
})

const endKeyIn = (page: string) => /data-end-key="([^"]+)"/.exec(page)?.[1] ?? ''
const withoutCookie = { cookie: '' }

test('another tab of a view that was ended in one has no cookie, and still says who ended it and where to go on', async () => {
  const { view, masqueradeId } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'two tabs' })
  const other = await masqueradeAs(app, 'ines.ferreira', { purposeReference: 'of another CSR' })
  const key = endKeyIn((await view.get(`/accounts/${town.mariaAccount}/overview`)).text)
  expect(key).toMatch(new RegExp(`^${masqueradeId}\\.[\\w-]{43}$`))
  const tab = (path: string, who = view) => who.request('GET', path, undefined, withoutCookie)
  // While it goes on the key opens nothing, and nobody is let in by it.
  expect((await tab(`/?ended=${key}`)).text).not.toMatch(/Okafor|1000-?0000|view-ended/)
  expect((await tab(`/api/portal-context?ended=${key}`)).text).toBe('{"reason":"not-signed-in"}')
  await view.submit('/masquerade/leave', {})
  const page = await tab(`/?ended=${key}`)
  expect(page.status).toBe(401)
  expect(page.text).toContain('You ended the masquerade.')
  expect(page.text).toContain(
    `href="${testOrigins.desk}/accounts/${town.mariaAccount}?after=${masqueradeId}#web-users"`,
  )
  expect(page.text).not.toMatch(/Alvarez|Oak St/)
  // On another view's origin, with another key or none it says nothing but that it is over.
  const half = key.slice(0, -4)
  for (const [path, who] of [
    [`/?ended=${key}`, other.view],
    [`/?ended=${half}AAAA`, view],
    [`/?ended=${masqueradeId}`, view],
    [`/?ended=${masqueradeId}.`, view],
    ['/?ended=x&ended=y', view],
    ['/', view],
  ] as const) {
    const { status, text } = await tab(path, who)
    expect([path, status]).toEqual([path, 401])
    expect(text).not.toMatch(/Okafor|1000-?0000/)
  }
})

test('a tab without a script says who ended the masquerade: from its banner, at the time limit, and by a link to the desk', async () => {
  const { view, masqueradeId } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'no script' })
  const page = (await view.get(`/accounts/${town.mariaAccount}/overview`)).text
  const key = endKeyIn(page)
  const refresh = /<noscript><meta http-equiv="refresh" content="(\d+); url=\/\?ended=([^"]+)"/.exec(page)
  // Thirty minutes, and a second so that the end has passed.
  expect(Number(refresh?.[1])).toBeGreaterThan(1_700)
  expect(Number(refresh?.[1])).toBeLessThanOrEqual(1_801)
  expect(refresh?.[2]).toBe(key)
  const actions = [...page.matchAll(/formaction="(\/masquerade\/[^"]+)"/g)].map(([, action = '']) =>
    action.replaceAll('&amp;', '&'),
  )
  expect(actions).toHaveLength(2)
  await view.submit('/masquerade/leave', {})
  for (const action of actions) {
    const { status, text } = await view.request('POST', action, { form: {} }, withoutCookie)
    expect([action, status]).toEqual([action, 401])
    expect(text).toContain('You ended the masquerade.')
  }
  const { text } = await view.request('GET', '/', undefined, withoutCookie)
  expect(text).toContain(`href="${testOrigins.desk}/masquerades/${masqueradeId}"`)
  expect(text).toContain('See at the desk who ended it, and why')
  // The CSR may read the end of this masquerade at the desk, and another CSR may not.
  const note = { params: { masqueradeId } }
  expect((await (await app.asCsr('amara.okafor')).api.draftContactNote(note)).endCause).toBe('banner')
  await expect((await app.asCsr('tom.becker')).api.draftContactNote(note)).rejects.toMatchObject({
    status: 404,
  })
})

test('returns what was typed in an ended view for copying, and stores it nowhere', async () => {
  const { view, masqueradeId } = await actingAs(app, 'amara.okafor', { purposeReference: 'typed' })
  const path = `/accounts/${town.mariaAccount}/mailing-address`
  const key = endKeyIn((await view.get(path)).text)
  const token = /name="_token" value="([^"]+)"/.exec((await view.get(path)).text)?.[1] ?? ''
  const ines = await app.asCsr('ines.ferreira')
  await ines.api.endAnyMasquerade({ params: { masqueradeId }, body: { reason: 'enough seen' } })
  const long = `Pier 7 <b>& co</b> ${'é'.repeat(10_000)}`
  const typed = {
    _token: token,
    version: '3',
    'was.line1': 'Oak',
    line1: '40 Pier Rd',
    city: long,
    isOn: 'on',
  }
  const secret = { currentPassword: 'hunter2 hunter2' }
  const saved = await view.submit(path, { ...typed, ...secret })
  expect(saved.status).toBe(401)
  const shown = /<textarea[^>]*readonly[^>]*>([^<]*)<\/textarea>/.exec(saved.text)?.[1]
  expect(shown).toBe(`40 Pier Rd\nPier 7 &lt;b>&amp; co&lt;/b> ${'é'.repeat(10_000)}`)
  expect(saved.text).toContain('A supervisor ended the masquerade.')
  expect(saved.text).not.toContain('hunter2')
  expect(saved.headers['cache-control']).toContain('no-store')
  expect(String(saved.headers['set-cookie'] ?? '')).not.toContain('kept-form')
  // A tab that stopped by itself brings its texts along, with the cookie or without.
  for (const headers of [{}, withoutCookie]) {
    const stopped = await view.request(
      'POST',
      `/masquerade/ended?ended=${key}`,
      { form: { _token: token, typed: 'half a note' } },
      headers,
    )
    expect([stopped.status, /readonly[^>]*>half a note</.test(stopped.text)]).toEqual([401, true])
    expect(stopped.text).toContain('Ended by Inês Ferreira.')
  }
  // Another site's form puts no words into this page.
  const forged = await view.request('POST', path, { form: typed }, { origin: 'https://evil.example' })
  expect(forged.text).not.toContain('40 Pier Rd')
  // None of it changed anything.
  const left = await app.owner`SELECT 1 FROM self_service_tasks WHERE payload::text LIKE '%Pier%'`
  expect(left).toEqual([])
})

test('leads a stopped tab back to its view when the view is still live', async () => {
  const { view } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'clock ahead' })
  const back = await view.submit('/masquerade/ended', { typed: 'x' })
  expect([back.status, back.headers.location]).toEqual([303, '/'])
})

test('the banner speaks the CSR’s language, the page the customer’s', async () => {
  await app.owner`UPDATE web_users SET locale = 'es' WHERE web_user_id = ${town.olga}`
  const olga = { webUserId: town.olga, accountId: town.otherAccount }
  const english = await masqueradeAs(app, 'amara.okafor', { ...olga, purposeReference: 'in English' })
  const page = (await english.view.get(`/accounts/${town.otherAccount}/overview`)).text
  expect(page).toContain('<html lang="es">')
  expect(page).toMatch(/<section class="masquerade-banner" lang="en" aria-label="Masquerade">/)
  expect(page).toContain('Masquerade: you see the portal as Olga Petrova')
  expect(page).toMatch(/<title>Masquerade: /)
  const spanish = { ...startRequest, locale: 'es' as const, purposeReference: 'en español' }
  const { view } = await masqueradeAs(app, 'ines.ferreira', spanish)
  const other = (await view.get(`/accounts/${town.mariaAccount}/overview`)).text
  expect(other).toContain('<html lang="en">')
  expect(other).toMatch(/<section class="masquerade-banner" lang="es" aria-label="Vista como cliente">/)
})

test('from acting back to read-only: one click, a line, and changes are refused again', async () => {
  const { view, masqueradeId } = await actingAs(app, 'amara.okafor', { purposeReference: 'and back' })
  expect((await view.get('/access')).text).toContain('action="/masquerade/read-only?back=%2Faccess"')
  const back = await view.submit('/masquerade/read-only?back=%2Faccess', {})
  expect([back.status, back.headers.location]).toEqual([303, '/access'])
  expect((await view.api.readPortalContext()).masquerade?.mode).toBe('read')
  await expect(
    view.api.changePreferences({
      params: { accountId: town.mariaAccount },
      body: {
        version: 0,
        choices: (await view.api.readPreferences({ params: { accountId: town.mariaAccount } })).choices,
      },
    }),
  ).rejects.toMatchObject({ body: { reason: 'masquerade-read-only' } })
  expect((await entriesOf(app, masqueradeId)).map(({ action }) => action)).toContain('masquerade:read-only')
  await view.api.switchToAct()
  expect((await view.api.readPortalContext()).masquerade?.mode).toBe('act')
})
