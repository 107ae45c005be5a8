import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

/** People by their key: given name, surname, street and town. */
const people = {
  1: ['Dora', 'Alvarez', '4 Pine St', 'Mesa Grove', '92191'],
  2: ['Ed', 'Doe', '8 Lake Ave', 'Lincoln', '68501'],
  3: ['健', '田中', '5 Bay St', 'Port Ellis', '92101'],
  4: ['철수', '김', '6 Bay St', 'Port Ellis', '92101'],
  5: ['Nell', 'Copperfield', '7 Bay St', 'South Lake Tahoe', '96150'],
  6: ['Lincoln', 'Hart', '9 Bay St', 'Mesa Grove', '92191'],
} as const
const firms = {
  21: 'Mesa Grove Alvarez Plumbing LLC',
  22: 'Lincoln Doe Holdings',
  23: 'Port Ellis Tahoe Copper Works',
}
const accountOf = (key: number) => 1_380_000_000 + key * 7_654_321

let app: TestApp
let amara: Browser
beforeAll(async () => {
  app = await createTestApp()
  const { owner } = app
  const addAccount = async (key: number, line1: string, city: string, postalCode: string) => {
    const accountId = accountOf(key)
    await owner`INSERT INTO accounts (account_id, customer_class, division, status, opened_on)
      VALUES (${accountId}, 'residential', 'Harbor', 'active', '2019-01-01')`
    await owner`INSERT INTO account_persons (account_id, person_id, is_main_customer, is_financially_responsible, relationship_type)
      VALUES (${accountId}, ${3000 + key}, true, true, 'main')`
    const [premise] = await owner`INSERT INTO premises (line1, city, region, postal_code, division)
      VALUES (${line1}, ${city}, 'CA', ${postalCode}, 'Harbor') RETURNING premise_id`
    const [point] = await owner`INSERT INTO service_points (premise_id, service_type, meter_number)
      VALUES (${premise?.premiseId}, 'electricity', ${`4820${key}-M`}) RETURNING service_point_id`
    const [agreement] = await owner`INSERT INTO service_agreements (account_id, service_type, started_on)
      VALUES (${accountId}, 'electricity', '2020-01-01') RETURNING service_agreement_id`
    await owner`INSERT INTO service_agreement_points VALUES (${agreement?.serviceAgreementId}, ${point?.servicePointId})`
  }
  for (const [key, [given, surname, line1, city, postalCode]] of Object.entries(people)) {
    await owner`INSERT INTO persons (person_id, kind) VALUES (${3000 + Number(key)}, 'human')`
    await owner`INSERT INTO person_names (person_id, name_type, given_name, surname)
      VALUES (${3000 + Number(key)}, 'primary', ${given}, ${surname})`
    await addAccount(Number(key), line1, city, postalCode)
  }
  for (const [key, name] of Object.entries(firms)) {
    await owner`INSERT INTO persons (person_id, kind) VALUES (${3000 + Number(key)}, 'organisation')`
    await owner`INSERT INTO person_names (person_id, name_type, organisation_name)
      VALUES (${3000 + Number(key)}, 'primary', ${name})`
    await addAccount(Number(key), `${key} Main St`, 'Port Ellis', '92101')
  }
  await owner`INSERT INTO person_contacts (person_id, contact_type, value, normalised_value, is_primary)
    VALUES (3005, 'phone', '+1 619 271 0188 x 12', '+16192710188', true)`
  amara = await app.asCsr('amara.okafor')
})
afterAll(() => app.close())

type Body = Parameters<typeof amara.api.searchCustomers>[0]['body']
const firstOf = async (body: Body) => {
  const { rows } = await amara.api.searchCustomers({ body })
  return (rows[0]?.person?.personId ?? 3000) - 3000
}

describe('a name with a place in the search box', () => {
  test.each<[string, number]>([
    ['alvarez mesa grove', 1],
    ['mesa grove alvarez', 1],
    ['alvarez, mesa grove', 1],
    ['dora alvarez mesa grove', 1],
    ['alvarez mesa grove ca', 1],
    ['alvarez mesa grove 92191', 1],
    ['92191 alvarez', 1],
    ['92191 dora alvarez', 1],
    ['alvarez 92191-1234', 1],
    ['doe lincoln', 2],
    ['ed doe lincoln', 2],
    ['lincoln doe', 2],
    ['copperfield south lake tahoe', 5],
    ['south lake tahoe copperfield', 5],
    ['nell copperfield, south lake tahoe', 5],
    ['lincoln hart', 6],
  ])('%j finds the person first', async (box, key) => {
    expect(await firstOf({ box })).toBe(key)
  })

  test.each<[string, number]>([
    ['mesa grove alvarez plumbing', 21],
    ['lincoln doe holdings', 22],
  ])('%j still finds the firm', async (box, key) => {
    expect(await firstOf({ box })).toBe(key)
  })
})

test.each<[string, number]>([
  ['田中健', 3],
  ['田中 健', 3],
  ['健田中', 3],
  ['김철수', 4],
  ['김 철수', 4],
])('%j finds the full name of a language written without spaces', async (text, key) => {
  expect(await firstOf({ box: text })).toBe(key)
  expect(await firstOf({ name: text })).toBe(key)
})

describe('an address in other fields than its own', () => {
  test.each<[string, Body]>([
    ['a town as postal code', { name: 'copperfield', postalCode: 'South Lake Tahoe' }],
    ['a postal code as town', { name: 'copperfield', city: '96150' }],
    ['both exchanged', { name: 'copperfield', city: '96150', postalCode: 'South Lake Tahoe' }],
    ['both as town', { name: 'copperfield', city: 'South Lake Tahoe, CA 96150' }],
    ['both as postal code', { name: 'copperfield', postalCode: '96150 South Lake Tahoe' }],
    ['a state behind the town', { name: 'copperfield', city: 'South Lake Tahoe, CA' }],
    ['a postal code of four more digits', { name: 'copperfield', postalCode: '96150-1234' }],
  ])('finds the person by %s', async (_, body) => {
    expect(await firstOf(body)).toBe(5)
  })

  test('finds no one if the postal code is another', async () => {
    expect(await firstOf({ name: 'copperfield', city: '92191' })).toBe(0)
  })
})

describe('the last seven digits', () => {
  test.each(['271-0188', '2710188', '271 0188', '271.0188'])('%j finds a telephone', async (text) => {
    expect(await firstOf({ box: text })).toBe(5)
    expect(await firstOf({ contact: text })).toBe(5)
  })

  test('find an account', async () => {
    const ending = String(accountOf(2)).slice(3)
    expect(await firstOf({ box: ending })).toBe(2)
    expect(await firstOf({ accountId: ending })).toBe(2)
  })

  test('of a protected customer find no one', async () => {
    for (const body of [
      { box: '555-0105' },
      { contact: '5550105' },
      { accountId: String(town.protectedAccount).slice(3) },
    ]) {
      const { rows } = await amara.api.searchCustomers({ body })
      expect(rows.filter(({ person }) => person?.isProtected)).toEqual([])
    }
  })
})

test.each([
  '+1 619 271 0188 ext. 12',
  '619-271-0188 x12',
  '(619) 271-0188 extension 12',
  '619.271.0188 #12',
  '6192710188,12',
  'tel:+1-619-271-0188;ext=12',
])('%j is a telephone with its extension in the box and in the field', async (text) => {
  expect(await firstOf({ box: text })).toBe(5)
  expect(await firstOf({ contact: text })).toBe(5)
})

test.each(['48201-M', '48201-m', '48201'])(
  'the meter number %j finds the customer and says why',
  async (text) => {
    for (const body of [
      { box: text },
      { geographicValue: text },
      { geographicType: 'meter', geographicValue: text },
    ]) {
      const { rows } = await amara.api.searchCustomers({ body })
      expect(rows[0]?.person?.personId).toBe(3001)
      expect(rows[0]?.matches[0]).toMatchObject({ field: 'meter', text: '48201-M' })
    }
  },
)
