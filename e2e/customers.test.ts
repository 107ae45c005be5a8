import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { demoCustomers } from '../tools/demo/cast/cast.ts'
import { changedCast, changingMadeUp, madeUpCustomer, ownStaff, readByAll } from './customers.ts'
import type { ServerAddresses } from './server.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))
/** The text of each journey file by its name in customers.ts. */
const journeys = new Map(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.includes('/') && file.endsWith('.ts'))
    .map((file) => [file.replace(/(\.spec)?\.ts$/, ''), readFileSync(folder + file, 'utf8')]),
)

/** Returns whether a text names a customer: `amara.okafor` does not name `a.okafor`. */
const names = (text: string, userName: string) =>
  new RegExp(`(?<![\\w.-])${userName.replaceAll('.', '[.]')}`).test(text.replaceAll('\\', ''))

/** Returns which journeys name a customer whom they may not use: `desk/live: c.cash`. */
const breaches = (texts: ReadonlyMap<string, string>) =>
  [...texts].flatMap(([journey, text]) =>
    demoCustomers
      .map(({ userName }) => userName)
      .filter((userName) => names(text, userName))
      .filter((userName) => ![...readByAll, ...(changedCast[journey] ?? [])].includes(userName))
      .map((userName) => `${journey}: ${userName}`),
  )

test('every customer whom a journey changes belongs to one journey file', () => {
  const changed = Object.values(changedCast).flat()
  expect(changed).toEqual([...new Set(changed)])
  expect(readByAll.filter((userName) => changed.includes(userName))).toEqual([])
  expect(Object.values(ownStaff)).toEqual([...new Set(Object.values(ownStaff))])
  const named = Object.keys({ ...changedCast, ...changingMadeUp, ...ownStaff })
  expect(named.filter((journey) => !journeys.has(journey))).toEqual([])
})

test('no journey names a customer of another, nor one whom customers.ts does not list', () => {
  expect(breaches(journeys)).toEqual([])
  expect(breaches(new Map([['desk/live', "visitAs('m.alvarez'); getByText(/View .*c\\.cash/)"]]))).toEqual([
    'desk/live: c.cash',
  ])
})

test('no journey writes an account number or reads the cast past customers.ts', () => {
  const past = /\b1_?000_?00\d_?\d{3}\b|\b1000-\d{4}-\d\d\b|demoAccountId|demoCustomer\(/
  expect([...journeys].filter(([, text]) => past.test(text)).map(([journey]) => journey)).toEqual([])
})

test('a CSR whose lists are counted works for one journey file', () => {
  const working = Object.entries(ownStaff).flatMap(([owner, csrId]) =>
    [...journeys].filter(([journey, text]) => journey !== owner && text.includes(csrId)),
  )
  expect(working.map(([journey]) => journey)).toEqual([])
})

test('two journey files never get the same made-up customer, in any repetition', () => {
  const count = 3 * Object.values(changingMadeUp).reduce<number>((sum, each) => sum + each, 0)
  const customers = Array.from({ length: count }, (_, at) => ({ webUserId: at }))
  const addresses = { customers } as unknown as ServerAddresses
  const given = [0, 1, 2].flatMap((repetition) =>
    Object.entries(changingMadeUp).flatMap(([journey, each]) =>
      ([0, 1] as const).slice(0, each).map((nth) => madeUpCustomer(addresses, journey, repetition, nth)),
    ),
  )
  expect(given).toHaveLength(count)
  expect(new Set(given).size).toBe(count)
  expect(() => madeUpCustomer(addresses, 'desk/live', 3, 0)).toThrow('PORCHLIGHT_DEMO_PEOPLE')
  expect(() => madeUpCustomer(addresses, 'desk/live', 0, 1)).toThrow('add it to changingMadeUp')
  expect(() => madeUpCustomer(addresses, 'portal/usage', 0, 0)).toThrow('add it to changingMadeUp')
})
