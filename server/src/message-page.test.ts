import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser } from '#testing/browser.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const html = { accept: 'text/html', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
const words = {
  en: { help: 'Do you need help?', again: 'Sign in again', title: 'Support desk · Harbor Light &amp; Water' },
  es: {
    help: '¿Necesita ayuda?',
    again: 'Iniciar sesión de nuevo',
    title: 'Consola de soporte · Harbor Light &amp; Water',
  },
}

/** Every kind of page that the server writes for the desk without its application. */
const pages: [string, string, Record<string, string>, number][] = [
  ['a sign-out', '/signed-out', {}, 200],
  ['an expired sign-in', '/sign-in/callback?state=unknown', {}, 400],
  ['an address that is not there', '/assets/none.css', {}, 404],
]

test.each(pages)(
  'writes the page of %s in the one frame, in both languages, without a script',
  async (_name, path, headers, status) => {
    for (const language of ['en', 'es'] as const) {
      const desk = new Browser(app.fastify, testOrigins.desk)
      const response = await desk.request('GET', path, undefined, {
        ...html,
        ...headers,
        'accept-language': language,
      })
      expect(response.status).toBe(status)
      const { text } = response
      expect(text).toContain(`<html lang="${language}">`)
      expect(text).toContain('<meta name="color-scheme" content="light dark">')
      expect(text).toMatch(
        /<header class="site-header">[\s\S]*<main class="page" id="main">[\s\S]*<footer class="site-footer">/,
      )
      expect(text).toContain(words[language].title)
      expect(text).toContain(words[language].help)
      // The one way on has the focus.
      expect(text.match(/<a class="button button-primary" href="[^"]+" autofocus>/g)).toHaveLength(1)
      expect(text).not.toMatch(/<script|style=/)
    }
  },
)

test('says at the plain address how customers reach the utility, and marks the title of an error', async () => {
  await app.owner`INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
    VALUES ('help.phone', 'en', 1, '"(619) 555-0100"', 'ines.ferreira', now())`
  // The lines are read anew when a page of the portal is asked for, which does not wait long for them.
  const signIn = async () => (await app.visitor().get('/sign-in')).text
  await expect.poll(signIn).toContain('(619) 555-0100')
  const plain = new Browser(app.fastify, testOrigins.plain)
  const { status, text } = await plain.request('GET', '/%zz', undefined, html)
  expect(status).toBeGreaterThanOrEqual(400)
  expect(text).toContain('<title>Error: ')
  expect(text).toContain('<a class="telephone" href="tel:6195550100">(619) 555-0100</a>')
})
