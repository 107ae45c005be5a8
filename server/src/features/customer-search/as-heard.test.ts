import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { accountOf, addSearchTown } from './search-town.fixture.ts'

let app: TestApp
let amara: Browser
beforeAll(async () => {
  app = await createTestApp()
  await addSearchTown(app.owner)
  amara = await app.asCsr('amara.okafor')
  await app.owner`INSERT INTO persons (person_id, kind) VALUES (2001, 'human'), (2002, 'organisation'), (2003, 'human'),
    (2004, 'human')`
  await app.owner`INSERT INTO person_names (person_id, name_type, given_name, surname, organisation_name) VALUES
    (2001, 'primary', 'William', 'de la Cruz', NULL), (2002, 'primary', NULL, NULL, 'Pacific Gas and Electric Company'),
    (2003, 'primary', 'Mary Ann', 'O’Brien-Whitfield', NULL), (2004, 'primary', 'Oana', 'Alvarez', NULL)`
})
afterAll(() => app.close())

type Body = Parameters<Browser['api']['searchCustomers']>[0]['body']
const first = async (body: Body) => (await amara.api.searchCustomers({ body })).rows[0]

describe('finds the person of a misheard name', () => {
  test.each<[string, string, string]>([
    ['a letter wrong', 'maria alvarz', 'Maria Alvarez'],
    ['two letters swapped', 'mraia alvarez', 'Maria Alvarez'],
    ['a slip in each word', 'mraia alvares', 'Maria Alvarez'],
    ['the first letter', 'naria alvarez', 'Maria Alvarez'],
    ['two slips in one word', 'maria alfarz', 'Maria Alvarez'],
    ['as it sounds', 'joan smyth', 'John Smith'],
    ['a nickname', 'bill de la cruz', 'William de la Cruz'],
    ['its particles as one word', 'william delacruz', 'William de la Cruz'],
    ['without its particles', 'william cruz', 'William de la Cruz'],
    ['an initial', 'w de la cruz', 'William de la Cruz'],
    ['a title and a generation', 'Mr. William de la Cruz Jr.', 'William de la Cruz'],
    ['two given names as one', 'maryann whitfield', 'Mary Ann O’Brien-Whitfield'],
    ['one half of a compound surname', 'mary obrien', 'Mary Ann O’Brien-Whitfield'],
    ['an apostrophe left out', "o'brien whitfield", 'Mary Ann O’Brien-Whitfield'],
    ['an organization shortened', 'st marys hosp', "Saint Mary's Hospital"],
    ['an organization without its form', 'pacific electric', 'Pacific Gas and Electric Company'],
    ['its initials', 'pge', 'Pacific Gas and Electric Company'],
    ['its words the other way', 'hospital saint mary', "Saint Mary's Hospital"],
    ['in another script', 'Мариа Алварез', 'Maria Alvarez'],
  ])('%s', async (_, name, meant) => {
    expect((await first({ name }))?.person?.name).toBe(meant)
    expect((await first({ box: name }))?.person?.name).toBe(meant)
  })
})

describe('finds a misheard address', () => {
  test.each<[string, Body, number]>([
    ['its suffix in full', { street: '12 oak street' }, town.mariaAccount],
    ['another suffix', { street: '12 oak avenue' }, town.mariaAccount],
    ['a suffix misspelled', { street: '12 oak stret' }, town.mariaAccount],
    ['a slip in the street', { street: '12 oka st' }, town.mariaAccount],
    ['a slip in the town', { street: '12 oak', city: 'prot ellis' }, town.mariaAccount],
    ['a wrong house', { name: 'alvarez', street: '14 oak' }, town.mariaAccount],
    ['a slip on both sides', { name: 'alvaerz', street: '12 oka st' }, town.mariaAccount],
    [
      'a house and a postal code without the street',
      { name: 'petrova', street: '99', postalCode: '92101' },
      town.otherAccount,
    ],
    [
      'a name that is another, with all of the address',
      { name: 'xaviera', street: '99 elm ave', city: 'port ellis', postalCode: '92101' },
      town.otherAccount,
    ],
    ['a unit', { street: '100 angel pena rd #4' }, accountOf.landlord],
    ['a name and a street, nothing more', { box: 'alvarez oak' }, town.mariaAccount],
    ['a street and a name', { box: 'oak alvarez' }, town.mariaAccount],
    ['a name and a postal code', { box: 'petrova 92101' }, town.otherAccount],
    ['both surnames of a compound', { box: 'pena lopez' }, accountOf.landlord],
    ['the other way round', { box: 'lopez pena' }, accountOf.landlord],
    ['both of them misspelled', { box: 'penna lopes' }, accountOf.landlord],
    ['in the one box', { box: 'alvaerz 12 oka st' }, town.mariaAccount],
    ['with its town in the one box', { box: '12 oak st port ellis' }, town.mariaAccount],
    ['with town and postal code', { box: '99 elm ave, port ellis 92101' }, town.otherAccount],
    ['a name and a town', { box: 'olga petrova port ellis' }, town.otherAccount],
  ])('%s', async (_, body, account) => {
    expect((await first(body))?.account?.accountId).toBe(account)
  })
})

test('says how each part of a row matched', async () => {
  const hows = async (body: Body) =>
    (await first(body))?.matches.map(({ field, text, how }) => `${field} ${text}: ${how}`)
  expect(await hows({ name: 'mraia alv' })).toEqual(['name Alvarez: beginning', 'name Maria: similar'])
  expect(await hows({ name: 'bill cruz' })).toEqual(['name Cruz: exact', 'name William: nickname'])
  expect(await hows({ name: 'saint hospital' })).toEqual([
    'name Saint: abbreviation',
    'name Hospital: abbreviation',
  ])
  expect(await hows({ name: 'w cruz' })).toEqual(['name Cruz: exact', 'name William: initial'])
  expect(await hows({ street: '12 oka st' })).toEqual(['street Oak: similar', 'street 12: exact'])
})

test('ranks exact names before similar ones, and plain names before compound ones', async () => {
  await app.owner`INSERT INTO persons (person_id, kind) SELECT i, 'human' FROM generate_series(2101, 2103) i`
  await app.owner`INSERT INTO person_names (person_id, name_type, given_name, surname) VALUES
    (2101, 'primary', 'Ruth', 'Harlow-Davis'), (2102, 'primary', 'Ruth', 'Davies'), (2103, 'primary', 'Ruth', 'Davis')`
  const { rows } = await amara.api.searchCustomers({ body: { name: 'ruth davis' } })
  expect(rows.map(({ person }) => person?.name)).toEqual(['Ruth Davis', 'Ruth Harlow-Davis', 'Ruth Davies'])
})

test('finds a changed name at once by the new name, and no longer by the old one', async () => {
  await app.owner`UPDATE person_names SET surname = 'Quillfeather' WHERE person_id = 2103`
  expect((await first({ name: 'ruth quillfeather' }))?.person?.personId).toBe(2103)
  const { rows } = await amara.api.searchCustomers({ body: { name: 'ruth davis' } })
  expect(rows.map(({ person }) => person?.personId)).not.toContain(2103)
})
