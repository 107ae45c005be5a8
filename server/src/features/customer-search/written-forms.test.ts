import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

/** People by their key, as a feed may write them. */
const people = {
  1: ['Nell', 'Copperfield'],
  2: ['Jo', 'Farnham\u2010Ebbing'],
  3: ['Anne\u2011Lise', 'Brandow\u2011Oberwald'],
  4: ['ﬁlipa', 'Griﬃndel'],
  5: ['Ｋｅｎ', 'Ｔａｎａｋａｗａ'],
  6: ['مراكش', 'الحلّة'],
  7: ['שָׂרָה', 'כֹּהֵן'],
  8: ['Leilani', 'Kaʻahumanu'],
  9: ['Zoe\u0308', 'Quin\u0303ones−Vela'],
  10: ['Ṁaire', 'Ní Dhuibhne'],
} as const

let app: TestApp
let amara: Browser
beforeAll(async () => {
  app = await createTestApp()
  // A search comes to rest two seconds after its last letter: those pass when a test says so, not while the machine is busy.
  await app.stopClock()
  for (const [key, [given, surname]] of Object.entries(people)) {
    const id = 3000 + Number(key)
    await app.owner`INSERT INTO persons (person_id, kind) VALUES (${id}, 'human')`
    await app.owner`INSERT INTO person_names (person_id, name_type, given_name, surname)
      VALUES (${id}, 'primary', ${given}, ${surname})`
  }
  await app.owner`INSERT INTO person_contacts (person_id, contact_type, value, normalised_value, is_primary) VALUES
    (3001, 'mobile', '+1 619 271 0177', '+16192710177', true),
    (3001, 'email', 'nell.copperfield@mail.example', 'nell.copperfield@mail.example', false)`
  amara = await app.asCsr('amara.okafor')
})
afterAll(() => app.close())

const accountsFoundBy = async (
  body: { box: string } | { name: string } | { contact: string } | { accountId: string },
) => {
  const { rows } = await amara.api.searchCustomers({ body })
  return rows.map(({ person, matches }) => ({
    id: (person?.personId ?? 0) - 3000,
    hows: matches.filter(({ field }) => field === 'name').map(({ how }) => how),
  }))
}

test.each([
  '(619) 271-0177',
  '\u2068(619) 271-0177\u2069',
  '\u202a+1 (619) 271\u20110177\u202c',
  '619–271–0177',
  '\u200e6192710177',
  '+1\ufe0d-619-271-0177',
  '619/271-0177',
  'tel:+1-619-271-0177',
  'nell.copperfield@mail.example',
  '\u200enell.copperfield@mail.example',
  '<nell.copperfield@mail.example>',
  'nell.copperfield@mail.example,',
  'Nell Copperfield <nell.copperfield@mail.example>',
  'mailto:Nell.Copperfield@mail.example',
])('pasted into the box or the field, %j finds her', async (text) => {
  expect((await accountsFoundBy({ box: text })).map(({ id }) => id)).toEqual([1])
  expect((await accountsFoundBy({ contact: text })).map(({ id }) => id)).toEqual([1])
})

test('finds an account by a pasted number', async () => {
  for (const text of [
    '1000\u20110000\u201103',
    '\u2068 1000 0000 03\u2069',
    '1000–0000–03',
    'Account #1000000003',
  ])
    for (const body of [{ box: text }, ...(text.length <= 20 ? [{ accountId: text }] : [])])
      expect((await amara.api.searchCustomers({ body })).uniqueAccountId, text).toBe(1_000_000_003)
})

test.each<[string, number]>([
  ['Ebbing', 2],
  ['Farnham-Ebbing', 2],
  ['Farnham—Ebbing', 2],
  ['Oberwald', 3],
  ['Anne-Lise Brandow-Oberwald', 3],
  ['Lise Brandow', 3],
  ['Griffindel', 4],
  ['Filipa Griffindel', 4],
  ['Tanakawa', 5],
  ['Ken Tanakawa', 5],
  ['ｔａｎａｋａｗａ', 5],
  ['مَرَّاكُش', 6],
  ['مراكش الحلة', 6],
  ['الحلة', 6],
  ['כהן', 7],
  ['שרה כהן', 7],
  ["Ka'ahumanu", 8],
  ['Kaahumanu', 8],
  ['Ka’ahumanu', 8],
  ['zoë quiñones', 9],
  ['quinones-vela', 9],
  ['maire dhuibhne', 10],
])('%j finds the person by the very name', async (text, id) => {
  for (const body of [{ box: text }, { name: text }]) {
    const rows = await accountsFoundBy(body)
    expect(rows[0]?.id).toBe(id)
    expect(rows[0]?.hows).not.toContain('similar')
  }
})

test('hashes pasted text like typed text, so that the record finds both', async () => {
  await app.owner`TRUNCATE record_entries, unrested_searches`
  await accountsFoundBy({ box: '\u2068(619)\u00a0271\u20110177\u2069' })
  await app.advanceClock('3 seconds')
  await accountsFoundBy({ box: 'something else' })
  const kenji = await app.asCsr('kenji.sato')
  for (const searchTerms of ['(619) 271-0177', '\u200e(619) 271–0177'])
    expect((await kenji.api.queryRecord({ body: { searchTerms } })).entries).toHaveLength(1)
})
