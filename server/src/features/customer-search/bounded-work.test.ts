import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { understand } from './understand.ts'

let app: TestApp
let amara: Browser
beforeAll(async () => {
  app = await createTestApp()
  for (const setting of ['limits.guesses-per-hour', 'limits.people-named-per-hour'])
    await app.owner`INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
      VALUES (${setting}, '', 1, '100000', 'ines.ferreira', now())`
  await app.owner`INSERT INTO person_identifiers (person_id, identifier_type, value_encrypted, value_hash, masked_value)
    VALUES (1, 'tax-id', '\\x00', '\\x01', '••••')`
  amara = await app.asCsr('amara.okafor')
})
afterAll(() => app.close())

/** Statements of one search, the session and the record included. Work is measured by what is asked, never by the clock. */
async function statementsOf(box: string): Promise<number> {
  app.statements.length = 0
  const { status } = await amara.request('POST', '/api/customer-search', { json: { box } })
  expect(status, box).toBe(200)
  return app.statements.length
}

const greedy = [
  '1 ma jo sm al be ca da el fa ga ha io ja ka la ma na ol pa qu ra sa ta ul va wa xa ya za ab bc cd de ef fg gh hi ij jk kl lm mn no op',
  Array.from({ length: 60 }, (_, n) => String.fromCharCode(97 + (n % 26)) + (n % 10)).join(' '),
  Array.from({ length: 66 }, (_, n) => n).join(' '),
  'st ave rd ln '.repeat(15),
  'maria %'.repeat(28),
  'al%z '.repeat(40),
]

test('understands any text in at most twelve ways of at most sixteen words', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom(...greedy), fc.string({ unit: 'binary', maxLength: 200 })),
      (text) => {
        const ways = understand(text, ['driver-licence', 'tax-id']).flat()
        expect(ways.length).toBeLessThanOrEqual(12)
        for (const { terms } of ways)
          for (const term of Object.values(terms))
            expect((term ?? '').split(/\s+/).length).toBeLessThanOrEqual(16)
      },
    ),
  )
})

test('runs at most 90 statements for the most expensive text (551 before the bound), and fewer than 20 for a plain one', async () => {
  for (const box of greedy) expect(await statementsOf(box.slice(0, 200)), box).toBeLessThanOrEqual(90)
  for (const box of ['1000000001', 'maria alvarez', '12 oak st', '(619) 555-0101', 'm.alvarez@example.com'])
    expect(await statementsOf(box), box).toBeLessThan(20)
})

test.each([
  ['an account', '1000000001'],
  ['a telephone', '(619) 555-0101'],
  ['an e-mail address', 'm.alvarez@example.com'],
  ['an identifier of a type', 'tax-id:900-00-1234'],
  ['a number that nobody has', '9999999999'],
])('an exact search is one statement after those of the session: %s', async (_, box) => {
  expect(await statementsOf(box)).toBe(5)
  const [begin, session, settings, search, commit] = app.statements
  expect([begin, commit]).toEqual(['BEGIN', 'COMMIT'])
  expect(session).toContain('open_desk_request')
  expect(settings).toContain('statement_timeout')
  expect(search).toContain('rest_search_within')
})
