import { defaultChoices } from '@porchlight/contract/preferences.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  for (const [setting, locale, value] of [
    ['help.phone', 'en', '1-800-555-0142'],
    ['help.phone', 'es', '1-800-555-0143'],
    ['help.emergency-phone', 'en', '+1 (800) 555-0199'],
    ['help.emergency-phone', 'es', '+1 (800) 555-0199'],
  ])
    await app.owner`INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
      VALUES (${setting ?? ''}, ${locale ?? ''}, 1, to_jsonb(${value ?? ''}::text), 'kenji.sato', current_instant())`
})
afterAll(() => app.close())

const emergency = 'href="tel:+18005550199">+1 (800) 555-0199</a>'

test('the telephone, its hours and the emergency line are on every page, before sign-in and on refusals too', async () => {
  const maria = await app.asCustomer(town.maria)
  const view = new Browser(app.fastify, testOrigins.view.replace('*', 'a'.repeat(26)))
  const pages = [
    await app.visitor().get('/sign-in'),
    await app.visitor().get('/help'),
    await app.visitor().get('/reset-password?key=x'),
    await maria.get('/'),
    await maria.get(`/accounts/${town.mariaAccount}/overview`),
    await maria.get('/nowhere'),
    await maria.get(`/accounts/${town.otherAccount}/overview`),
    await app.visitor().get('/%E0%A4%A'),
    await view.get('/'),
  ]
  for (const { text } of pages) {
    expect(text).toContain(emergency)
    expect(text).toContain('href="tel:18005550142">1-800-555-0142</a>')
    expect(text).toContain('Monday to Friday')
    expect(text).toContain('href="/help"')
  }
})

test('each language has its own', async () => {
  const visitor = app.visitor()
  visitor.cookies.set('language', 'es')
  const { text } = await visitor.get('/help')
  for (const words of ['1-800-555-0143', 'De lunes a viernes', '¿Olor a gas', 'Emergencia:'])
    expect(text).toContain(words)
})

test('a page, a refusal and a mail that say to call us say the number, in the language of the reader', async () => {
  const maria = await app.asCustomer(town.maria)
  const olga = await app.asCustomer(town.olga)
  olga.cookies.set('language', 'es')
  expect((await maria.get('/help')).text).toContain('call us at 1-800-555-0142')
  expect((await olga.get('/help')).text).toContain('llámenos al 1-800-555-0143')
  const requested = '/sign-in?notice=reset-requested'
  expect((await app.visitor().get(requested)).text).toContain('or call us at 1-800-555-0142.')
  expect((await olga.get(requested)).text).toContain('o llámenos al 1-800-555-0143.')

  await maria.api.changePreferences({
    params: { accountId: town.mariaAccount },
    body: { choices: { ...defaultChoices, 'usage-high': { email: false, text: false } }, version: 0 },
  })
  const [mail] = await app.owner`SELECT body FROM outgoing_messages ORDER BY outgoing_message_id DESC LIMIT 1`
  expect(mail?.body).toContain('Did you not want this? Call us at 1-800-555-0142. See')
})

test('refuses an invalid number at the desk, and has no default number', async () => {
  const kenji = await app.asCsr('kenji.sato')
  const change = (value: string, version: number) =>
    kenji.api.changeSetting({ body: { setting: 'help.phone', locale: 'en', value, version, reason: 'x' } })
  for (const value of ['call us', '12', '555 <b>', '+', '5550142; evil'])
    await expect(change(value, 1), value).rejects.toMatchObject({
      status: 422,
      body: { fields: [{ field: 'value', reason: 'not-a-phone' }] },
    })
  expect((await change('', 1)).version).toBe(2)
  const { settings } = await kenji.api.readSettings()
  const shipped = settings.find(({ setting }) => setting === 'help.emergency-phone')?.history.at(-1)
  expect(shipped?.value).toBe('')
})
