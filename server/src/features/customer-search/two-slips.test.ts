import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
let amara: Browser
beforeAll(async () => {
  app = await createTestApp()
  amara = await app.asCsr('amara.okafor')
  await app.owner`INSERT INTO persons (person_id, kind) SELECT id, 'human' FROM generate_series(3001, 3005) AS id`
  await app.owner`INSERT INTO person_names (person_id, name_type, given_name, surname) VALUES
    (3001, 'primary', 'Jon H', 'Gabel'), (3002, 'primary', 'John', 'Prentice'), (3003, 'primary', 'Madelyn', 'Carter'),
    (3004, 'primary', 'Madeleine', 'Carter'), (3005, 'primary', 'Jhon', 'Otter')`
})
afterAll(() => app.close())

const namesFor = async (name: string) =>
  (await amara.api.searchCustomers({ body: { name } })).rows.map(({ person }) => person?.name)

test.each([
  ['a misspelled word that is a word of somebody else', 'jonh rentice', 'John Prentice'],
  ['the same in the other order', 'rentice, jonh', 'John Prentice'],
  ['a misspelled word that is a name of somebody else', 'jhon prentise', 'John Prentice'],
])('finds the person of a name with a slip in each word: %s', async (_, typed, meant) => {
  expect((await namesFor(typed)).slice(0, 10)).toContain(meant)
})

test('finds those with two slips behind those with one, if few have one', async () => {
  const names = await namesFor('madelin carter')
  expect(names.slice(0, 2)).toEqual(['Madelyn Carter', 'Madeleine Carter'])
})

test('shows nobody with a similar name beside several who have exactly the typed one', async () => {
  await app.owner`INSERT INTO persons (person_id, kind) SELECT id, 'human' FROM generate_series(3101, 3110) AS id`
  await app.owner`INSERT INTO person_names (person_id, name_type, given_name, surname)
    SELECT id, 'primary', 'Madelyn', 'Carter' FROM generate_series(3101, 3110) AS id`
  expect(new Set(await namesFor('madelyn carter'))).toEqual(new Set(['Madelyn Carter']))
})
