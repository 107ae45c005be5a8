import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { accountOf, addSearchTown } from '../search-town.fixture.ts'
import { likeCodes } from './find-by-traces.ts'

let app: TestApp
let amara: Browser
beforeAll(async () => {
  app = await createTestApp()
  await addSearchTown(app.owner)
  amara = await app.asCsr('amara.okafor')
  await app.owner`UPDATE premises SET line1 = '49 Callaway Cres' WHERE line1 = '12 Oak St'`
})
afterAll(() => app.close())

type Body = Parameters<Browser['api']['searchCustomers']>[0]['body']
const rowsFor = async (body: Body) => (await amara.api.searchCustomers({ body })).rows

test.each<[string, Body, number]>([
  [
    'the suffix hangs on the street, and all else has an error',
    { name: 'mazoa avrez', street: '94 callawaycrezcent', city: 'prot elis', postalCode: '92110' },
    town.mariaAccount,
  ],
  [
    'two digits of the postal code are exchanged, and the house is wrong',
    { name: 'anxla pzna', street: '700 angelpennaardd', postalCode: '92150' },
    accountOf.landlord,
  ],
  [
    'only a part of the name is left',
    { name: 'ma', street: '4866 callawy cressent', city: 'port ellis', postalCode: '92101' },
    town.mariaAccount,
  ],
])('finds who is meant by a name and an address that are both damaged: %s', async (_, body, account) => {
  expect((await rowsFor(body))[0]?.account?.accountId).toBe(account)
})

test('finds nobody by a name and an address that resemble no record', async () => {
  expect(
    await rowsFor({ name: 'zed quux', street: '99 nowherestfeet', city: 'zzyzx', postalCode: '00000' }),
  ).toEqual([])
})

test('shows no protected customer for a damaged name and address', async () => {
  const body = { name: 'mazoa avrez', street: '49 callawaycrezcent', city: 'prot elis', postalCode: '92110' }
  expect(await rowsFor(body)).not.toEqual([])
  await app.owner`UPDATE persons SET is_protected = true WHERE person_id = 1`
  expect(await rowsFor(body)).toEqual([])
  await app.owner`UPDATE persons SET is_protected = false WHERE person_id = 1`
})

test('looks for postal codes with one digit wrong or two exchanged, the typed one first', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{4,5}$/), (code) => {
      const codes = likeCodes(code)
      expect(codes[0]).toBe(code)
      expect(codes.length).toBeLessThanOrEqual(56)
      expect(codes.every(({ length }) => length === code.length)).toBe(true)
    }),
  )
  expect(likeCodes('k1a 0b1')).toEqual(['k1a 0b1'])
  expect(likeCodes('')).toEqual([])
})
