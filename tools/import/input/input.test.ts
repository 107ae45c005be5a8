import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openImportApp } from '../import.fixture.ts'

let app: Awaited<ReturnType<typeof openImportApp>>
beforeAll(async () => {
  app = await openImportApp()
})
afterAll(() => app.close())

const surnames = async () => {
  const rows =
    await app.owner`SELECT p.source_key, surname FROM person_names JOIN persons p USING (person_id) ORDER BY 1`
  return Object.fromEntries(rows.map((row) => [row.sourceKey, row.surname]))
}
const json = (sourceKey: string, surname = 'Good') => JSON.stringify({ sourceKey, names: [{ surname }] })

describe('NDJSON', () => {
  test('a byte order mark, CRLF, empty lines and a last line without an end', async () => {
    const file = app.write(`\ufeff${json('J1')}\r\n\r\n  \n${json('J2', 'Ñandú')}`, 'ndjson')
    expect(await app.bring('people', file)).toMatchObject({ created: 2, rejected: 0 })
    expect(await surnames()).toMatchObject({ J1: 'Good', J2: 'Ñandú' })
  })

  test('rejects only the line that is not UTF-8, not JSON or too long', async () => {
    const broken = Buffer.from(`${json('J3')}\n${json('J4', 'caf?')}\n{"sourceKey":\n`, 'latin1')
    broken[broken.indexOf('?')] = 0xe9
    const long = json('J5', 'x'.repeat(3_000_000))
    const file = app.write(Buffer.concat([broken, Buffer.from(`${long}\n${json('J6')}\n`)]), 'ndjson')
    expect(await app.bring('people', file)).toMatchObject({ created: 2, rejected: 3 })
    expect(app.rejectsOf(file)).toEqual(['2  not-utf-8', '3  not-json', '4  line-too-long'])
    expect(await surnames()).toMatchObject({ J3: 'Good', J6: 'Good' })
  })

  test('accepts an empty file, and a character split between two chunks', async () => {
    expect(await app.bring('people', app.write('', 'ndjson'))).toMatchObject({ created: 0, rejected: 0 })
    const word = JSON.stringify({ sourceKey: 'J7', names: [{ surname: 'a\ud800b\u0000' }] })
    const file = app.write(word, 'ndjson')
    expect(await app.bring('people', file)).toMatchObject({ rejected: 1 })
    expect(app.rejectsOf(file)).toEqual(['1 names.0.surname not-allowed-characters'])
  })
})

describe('CSV', () => {
  const csv = (...rows: string[]) => app.write(rows.join('\r\n'), 'csv')
  const header =
    'sourceKey,isProtected,names.0.given,names.0.surname,names.1.surname,contacts.0.type,contacts.0.value'

  test('columns are paths; cells are what the schema says; empty ones are absent', async () => {
    const file = csv(
      `\ufeff${header}`,
      'C1,TRUE, Ana ,"García, ""la"" mayor",Vega,mobile,619-555-0101',
      '"C2",,,"two',
      'lines",,,',
    )
    expect(await app.bring('people', file)).toMatchObject({ created: 2, rejected: 0 })
    expect(await surnames()).toMatchObject({ C2: 'two\nlines' })
    const [ana] = await app.owner`SELECT is_protected, given_name, surname, normalised_value
      FROM persons p JOIN person_names n USING (person_id) JOIN person_contacts USING (person_id)
      WHERE source_key = 'C1' AND name_type = 'primary'`
    expect(ana).toEqual({
      isProtected: true,
      givenName: 'Ana',
      surname: 'García, "la" mayor',
      normalisedValue: '+16195550101',
    })
  })

  test('a list with its columns present replaces the whole list: empty cells empty it', async () => {
    const row = (value: string) => csv(header, `C1,,Ana,García,,${value ? 'mobile' : ''},${value}`)
    expect(await app.bring('people', row('619-555-0101'))).toMatchObject({ changed: 1 })
    expect(await app.bring('people', row('619-555-0101'))).toMatchObject({ unchanged: 1 })
    expect(await app.bring('people', row(''))).toMatchObject({ changed: 1 })
    expect(
      await app.owner`SELECT 1 FROM person_contacts JOIN persons p USING (person_id)
      WHERE p.source_key = 'C1'`,
    ).toHaveLength(0)
  })

  test('rejects only the wrong row, with its line number', async () => {
    const file = csv(
      header,
      'C4,maybe,Ana,García,,,',
      'C5,,Ana,García',
      'C6,,Ana,"Gar"cía,,,',
      'C7,,Ana,"two',
      'lines",,mobile,x',
      'C8,,Ana,Gar"cia,,,',
      'C9,,Ana,Good,,,',
    )
    expect(await app.bring('people', file)).toMatchObject({ created: 1, rejected: 5 })
    expect(app.rejectsOf(file)).toEqual([
      '2 isProtected wrong-type',
      '3  not-as-many-cells',
      '4  quotes-not-right',
      '5 contacts.0.value not-a-telephone',
      '7  quotes-not-right',
    ])
    expect(await surnames()).toMatchObject({ C9: 'Good' })
  })

  test('a quote that never closes does not fill the memory', async () => {
    const file = csv(
      header,
      'D1,,Ana,"never,,,',
      ...Array.from({ length: 6000 }, () => `D2,,${'a'.repeat(190)},Good,,,`),
    )
    expect(await app.bring('people', file)).toMatchObject({ rejected: 1, created: 1 })
    expect(app.rejectsOf(file)).toEqual(['2  quotes-not-right'])
    expect(await surnames()).toMatchObject({ D2: 'Good' })
  })

  test.each([
    ['sourceKey,surname', '"surname"'],
    ['sourceKey,names.0.surname,names.0.surname', '"names.0.surname"'],
    ['sourceKey,names.x.surname,names', '"names.x.surname", "names"'],
    ['sourceKey,names.0.surname.first,constructor.name', '"names.0.surname.first", "constructor.name"'],
  ])('the header %s is refused', async (head, columns) => {
    const file = csv(head, 'X,1,2')
    await expect(app.bring('people', file)).rejects.toThrow(`unknown or repeated columns: ${columns}.`)
  })
})

test.each([
  ['UTF-16', () => app.write(Buffer.from('\ufeffa', 'utf16le'), 'csv'), 'The file is UTF-16'],
  ['a file that is not there', () => 'none.csv', 'The file cannot be read'],
  ['a name that says no format', () => 'none.txt', 'Say the format'],
])('%s is refused in a sentence', async (_, file, sentence) => {
  await expect((async () => app.bring('people', file()))()).rejects.toThrow(sentence)
})
