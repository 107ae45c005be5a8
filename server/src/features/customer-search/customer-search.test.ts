import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { accountOf, addSearchTown } from './search-town.fixture.ts'

let app: TestApp
let amara: Browser
beforeAll(async () => {
  app = await createTestApp()
  // A search comes to rest two seconds after its last letter: those pass when a test says so, not while the machine is busy.
  await app.stopClock()
  await addSearchTown(app.owner)
  amara = await app.asCsr('amara.okafor')
})
afterAll(() => app.close())

type Body = Parameters<Browser['api']['searchCustomers']>[0]['body']
const search = (body: Body) => amara.api.searchCustomers({ body })
type Rows = Awaited<ReturnType<typeof search>>['rows']
const accountsIn = (rows: Rows) => [...new Set(rows.flatMap((row) => row.account?.accountId ?? []))].sort()
const accountsOf = async (body: Body) => {
  const { rows } = await search(body)
  return accountsIn(rows)
}

const maria = [town.mariaAccount, town.mariaShop]

describe('by fields', () => {
  test.each<[string, Body, number[]]>([
    ['a name', { name: 'maria alvarez' }, maria],
    ['its beginnings', { name: 'mar alv' }, maria],
    ['a surname', { name: 'ALVAREZ' }, maria],
    ['a given name', { name: 'olga' }, [town.otherAccount]],
    ['a swapped name', { name: 'alvarez maria' }, maria],
    ['a name with a comma', { name: 'Alvarez, M' }, maria],
    ['an alias', { name: 'marisol vega' }, maria],
    ['an organization', { name: "saint mary's" }, [accountOf.hospital]],
    ['compound names, with capitals that are not ASCII', { name: 'ángela maría peña' }, [accountOf.landlord]],
    ['compound surnames first', { name: 'Peña López, Ángela' }, [accountOf.landlord]],
    ['names without their accents', { name: 'angela pena' }, [accountOf.landlord]],
    ['a street without its accents', { street: '100 angel pena', name: 'LOPEZ' }, [accountOf.landlord]],
    ['the second half of a compound surname', { name: 'lópez' }, [accountOf.landlord]],
    ['with its given name', { name: 'Ángela López' }, [accountOf.landlord]],
    ['a wildcard inside', { name: 'al%z' }, maria],
    ['signs that are no wildcards', { name: 'O_N' }, [accountOf.noAgreement, accountOf.noPremise]],
    ['an underscore is itself', { name: 'A_varez' }, []],
    ['an account id with dashes', { accountId: '1000-0000-01' }, [town.mariaAccount]],
    ['the beginning of one', { accountId: '100000000' }, [...maria, town.otherAccount]],
    ['a telephone as written', { contact: '(619) 555-0101' }, maria],
    ['a telephone from abroad', { contact: '+1 619-555-0101' }, maria],
    ['with dots and a country code', { contact: '1.619.555.0101' }, maria],
    ['an e-mail address', { contact: 'ANGELA@example' }, [accountOf.landlord]],
    ['an e-mail address used to sign in', { contact: 'olga.p@mail.example' }, [town.otherAccount]],
    ['an identifier with its type', { identifierType: 'driver-licence', identifier: 'x1234567' }, maria],
    ['an identifier of another type', { identifierType: 'tax-id', identifier: 'x1234567' }, []],
    ['an identifier of any type', { identifier: '900001234' }, maria],
    ['a type of identifier', { identifierType: 'tax-id' }, maria],
    ['a parcel of a premise', { geographicType: 'parcel', geographicValue: 'p-9' }, [town.otherAccount]],
    ['a grid of a service point', { geographicValue: 'G-1' }, [accountOf.landlord]],
    ['a geographic type', { geographicType: 'grid' }, [accountOf.landlord]],
    ['a street and house', { street: '12 oak' }, [town.mariaAccount]],
    ['a street without its house', { street: 'oak st' }, [town.mariaAccount]],
    ['a street with capitals that are not ASCII', { street: 'ángel peña' }, [accountOf.landlord]],
    ['a postal code', { postalCode: '92105' }, [accountOf.landlord]],
    ['a web user’s name', { webUser: 'm.alv' }, maria],
    ['a web user’s e-mail', { webUser: 'j.smith@example.com' }, [town.mariaAccount]],
    ['a web user’s id', { webUser: String(town.olga) }, [town.otherAccount]],
    ['name and street', { name: 'alvarez', street: 'market' }, [town.mariaShop]],
    ['name and another’s street', { name: 'alvarez', street: '99 elm' }, []],
    ['name and telephone of one person', { name: 'olga', contact: '619-555-0103' }, [town.otherAccount]],
    ['name and telephone of two', { name: 'olga', contact: '619-555-0101' }, []],
    ['name and city', { name: 'smith', city: 'port ell' }, [town.mariaAccount]],
    ['account and name', { accountId: '1000000001', name: 'john' }, [town.mariaAccount]],
    ['web user and name', { webUser: 'j.smith', name: 'maria' }, [town.mariaAccount]],
    ['a name in a division of the account', { name: 'saint', division: 'Valley' }, [accountOf.hospital]],
    ['a name in another division', { name: 'saint', division: 'Harbor' }, []],
    [
      'an address in a division of the premise',
      { street: '12 oak', division: 'Harbor' },
      [town.mariaAccount],
    ],
    ['an address in another', { street: '12 oak', division: 'Valley' }, []],
    [
      'with a web user',
      { city: 'port', postalCode: '92101', hasWebUser: true },
      [...maria, town.otherAccount],
    ],
    ['nothing at all', {}, []],
    ['wildcards alone', { name: '%', street: ' ' }, []],
    ['what is no account id', { accountId: 'abc' }, []],
    ['an account id without a beginning', { accountId: '%01' }, []],
  ])('%s', async (_, body, accounts) => {
    expect(await accountsOf(body)).toEqual([...accounts].sort())
  })
})

describe('by the one box', () => {
  test.each<[string, string[], number[]]>([
    ['angela@example.com', ['email'], [accountOf.landlord]],
    ['(619) 555-0103', ['phone'], [town.otherAccount]],
    ['6195550103', ['phone'], [town.otherAccount]],
    ['1000-0000-03', ['account'], [town.otherAccount]],
    ['dl:X123-4567', ['identifier'], maria],
    ['ssn: 900 00 1234', ['identifier'], maria],
    ['x1234567', ['identifier'], maria],
    ['12 oak st maria alvarez', ['name', 'street'], [town.mariaAccount]],
    ['12 Oak St, Maria Alvarez', ['name', 'street'], [town.mariaAccount]],
    ['maria alvarez 12 oak', ['name', 'street'], [town.mariaAccount]],
    ['maria alvarez market sq', ['name', 'street'], [town.mariaShop]],
    ['12 oak maria', ['name', 'street'], [town.mariaAccount]],
    ['12 oak st apt 4 alvarez', ['name', 'street'], [town.mariaAccount]],
    ['12 oak st', ['street'], [town.mariaAccount]],
    ['oak st', ['street'], [town.mariaAccount]],
    ['elm', ['street'], [town.otherAccount]],
    ['petrova', ['name'], [town.otherAccount]],
    ['o.petrova', ['web-user', 'name'], [town.otherAccount]],
    ['St. Mary', ['name'], [accountOf.hospital]],
    ["saint mary's", ['name'], [accountOf.hospital]],
    ['92105', ['postal-code'], [accountOf.landlord]],
    ['99 e', ['street'], [town.otherAccount]],
    ['G-2', ['geographic'], [accountOf.landlord]],
  ])('%j', async (box, understoodAs, accounts) => {
    const response = await search({ box })
    expect(accountsIn(response.rows)).toEqual([...accounts].sort())
    if (accounts.length > 0) expect(response.understoodAs).toEqual(understoodAs)
  })
})

test('returns person, account, premise, web user and the reason of each row', async () => {
  const { rows, uniqueAccountId, isCut } = await search({ name: 'john', street: 'oak' })
  expect(rows).toEqual([
    {
      person: { personId: 2, name: 'John Smith', kind: 'human', isProtected: false },
      account: {
        accountId: town.mariaAccount,
        status: 'active',
        customerClass: 'residential',
        division: 'Harbor',
        isMainCustomer: false,
      },
      premise: {
        premiseId: expect.any(Number),
        address: '12 Oak St, Port Ellis, 92101',
        isCurrent: true,
        latitude: null,
        longitude: null,
      },
      webUser: { webUserId: town.john, userName: 'j.smith', isActive: true },
      gap: null,
      otherPremises: 0,
      matches: [
        { field: 'name', text: 'John', how: 'exact' },
        { field: 'street', text: 'Oak', how: 'exact' },
      ],
    },
  ])
  expect([uniqueAccountId, isCut]).toEqual([town.mariaAccount, false])
  expect((await search({ name: 'vega' })).rows[0]?.matches).toEqual([
    { field: 'name', text: 'Marisol Vega', how: 'alias' },
  ])
  expect((await search({ name: 'alvarez' })).uniqueAccountId).toBeNull()
})

test('returns one row an account with the matching premise and a count of others, or one row for each premise', async () => {
  const [only, ...none] = (await search({ name: 'peña' })).rows
  expect(none).toEqual([])
  expect(only).toMatchObject({ otherPremises: 2, premise: { isCurrent: true } })
  const former = (await search({ street: '300 ángel' })).rows[0]
  expect(former?.premise).toMatchObject({
    address: '300 Ángel Peña Rd, Apt 4, Port Ellis, 92105',
    isCurrent: false,
  })
  const all = (await search({ name: 'peña', showAllPremises: true })).rows
  expect(all.map((row) => row.premise?.isCurrent)).toEqual([true, true, false])
})

test('says why a row has no account, premise or web user', async () => {
  const gapOf = async (body: Body) =>
    (await search(body)).rows.map((row) => [row.account?.accountId ?? null, row.gap])
  expect(await gapOf({ name: 'wanda' })).toEqual([[null, 'person-without-account']])
  expect(await gapOf({ name: 'o_neil' })).toEqual([
    [accountOf.noAgreement, 'account-without-agreement'],
    [accountOf.noPremise, 'agreement-without-premise'],
  ])
  expect(await gapOf({ street: '300 ángel' })).toEqual([
    [accountOf.landlord, null],
    [null, 'premise-without-account'],
  ])
  expect((await search({ name: 'wanda' })).uniqueAccountId).toBeNull()
})

test('cuts the result at 300 rows, and says so', async () => {
  await app.owner`WITH made AS (
      INSERT INTO persons (person_id, kind) SELECT i, 'human' FROM generate_series(5001, 5305) i RETURNING person_id)
    INSERT INTO person_names (person_id, name_type, given_name, surname)
      SELECT person_id, 'primary', 'Namesake', 'Everywhere' FROM made`
  const { rows, isCut } = await search({ name: 'namesake' })
  expect([rows.length, isCut]).toEqual([300, true])
})

test('records the families, a keyed hash and the number of hits, and not the terms', async () => {
  await app.owner`TRUNCATE record_entries, unrested_searches`
  await search({ box: 'petrova' })
  await app.advanceClock('3 seconds')
  await search({ name: 'petrova', contact: '619-555-0103' })
  await amara.api.readAccount({ params: { accountId: town.otherAccount } })
  const entries =
    await app.owner`SELECT event, action, csr_id, account_id, details FROM record_entries WHERE action = 'customer:search' ORDER BY record_entry_id`
  expect(entries).toEqual([
    {
      event: 'read',
      action: 'customer:search',
      csrId: 'amara.okafor',
      accountId: null,
      details: {
        families: 'name',
        termsHash: expect.stringMatching(/^[0-9a-f]{32}$/),
        hits: 1,
        named: 1,
        searches: 1,
      },
    },
    {
      event: 'read',
      action: 'customer:search',
      csrId: 'amara.okafor',
      accountId: null,
      details: {
        families: 'name contact',
        termsHash: expect.stringMatching(/^[0-9a-f]{32}$/),
        hits: 1,
        named: 1,
        searches: 1,
      },
    },
  ])
})

test('records the families of a search that found no one', async () => {
  await app.owner`TRUNCATE record_entries, unrested_searches`
  await search({ box: 'zzqqx wwvv' })
  await search({ box: 'nobody@nowhere.example' })
  const [{ families } = { families: '' }] =
    await app.owner`SELECT details ->> 'families' AS families FROM record_entries WHERE action = 'customer:search'`
  expect(String(families).split(' ')).toEqual(expect.arrayContaining(['name', 'street', 'city']))
})

test('refuses CSRs without the permission, customers and visitors', async () => {
  await app.owner`DELETE FROM group_permissions WHERE csr_group = 'security-officer' AND resource = 'customer'`
  const search = { body: { box: 'maria' } }
  const kenji = await app.asCsr('kenji.sato')
  await expect(kenji.api.searchCustomers(search)).rejects.toMatchObject({
    status: 403,
    body: { reason: 'permission-missing' },
  })
  const customer = await app.asCustomer(town.maria)
  await expect(customer.api.searchCustomers(search)).rejects.toMatchObject({ body: { reason: 'staff-only' } })
  await expect(app.visitor().api.searchCustomers(search)).rejects.toMatchObject({ status: 401 })
})

test('refuses a wildcard near the beginning with its field; in the search box it finds no one', async () => {
  for (const field of ['accountId', 'contact', 'webUser', 'geographicValue']) {
    await expect(search({ [field]: '%1%5%' }), field).rejects.toMatchObject({
      status: 422,
      body: { fields: [{ field, reason: 'wildcard-too-early' }] },
    })
  }
  expect((await search({ box: 'm%z@example.com' })).rows).toEqual([])
})
