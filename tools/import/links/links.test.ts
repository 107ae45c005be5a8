import { afterAll, beforeAll, expect, test } from 'vitest'
import { openImportApp } from '../import.fixture.ts'

let app: Awaited<ReturnType<typeof openImportApp>>
const account = (n: number, ...others: string[]) => ({
  sourceKey: `A-${n}`,
  customerClass: 'residential',
  division: 'Harbor',
  status: 'active',
  openedOn: '2020-01-01',
  persons: [
    { person: 'P-1', isMainCustomer: true },
    ...others.map((person) => ({ person, relationshipType: 'co-tenant' })),
  ],
})
beforeAll(async () => {
  app = await openImportApp()
  const person = (n: number) => ({ sourceKey: `P-${n}`, names: [{ surname: `Vega${n}` }] })
  await app.bringRecords('people', person(1), person(2))
  await app.bringRecords('accounts', account(1), account(2))
})
afterAll(() => app.close())

const none = { created: 0, changed: 0, unchanged: 0, rejected: 0, superseded: 0, rejects: [] }
const tables = ['web_users', 'web_user_accounts', 'account_persons', 'record_entries']
const ana = {
  sourceKey: 'W-1',
  userName: 'Ana',
  email: 'ana@example.com',
  person: 'P-1',
  links: [
    { account: 'A-1', role: 'account-holder', nickname: 'Home' },
    { account: 'A-2', role: 'account-holder' },
  ],
}
const guest = {
  sourceKey: 'W-2',
  userName: 'guest',
  email: 'guest@example.com',
  person: 'P-2',
  links: [{ account: 'A-1', role: 'co-holder' }],
}

async function linksOf(sourceKey: string) {
  const rows =
    await app.owner`SELECT a.source_key || ' ' || l.role || ' ' || l.nickname || ' ' || COALESCE(ap.relationship_type, 'none')
      || CASE WHEN ap.is_financially_responsible THEN ' responsible' ELSE '' END || CASE WHEN l.is_active THEN '' ELSE ' off' END AS link
    FROM web_users w JOIN web_user_accounts l USING (web_user_id) JOIN accounts a USING (account_id)
    LEFT JOIN account_persons ap ON ap.account_id = l.account_id AND ap.person_id = w.person_id
    WHERE w.source_key = ${sourceKey} ORDER BY 1`
  return rows.map(({ link }) => link)
}
const userOf = async (sourceKey: string) =>
  (
    await app.owner`SELECT user_name, email, version, is_active, locale FROM web_users WHERE source_key = ${sourceKey}`
  )[0]

test('web users come in with their links; a guest without a row on the account gets self-service’s', async () => {
  expect(await app.bringRecords('links', ana, guest)).toEqual({ ...none, created: 2 })
  expect(await linksOf('W-1')).toEqual([
    'A-1 account-holder Home main responsible',
    'A-2 account-holder  main responsible',
  ])
  expect(await linksOf('W-2')).toEqual(['A-1 co-holder  self-service responsible'])
  const before = await app.fingerprint(...tables)
  expect(await app.bringRecords('links', ana, guest)).toEqual({ ...none, unchanged: 2 })
  expect(await app.fingerprint(...tables)).toEqual(before)
})

test('removes a link that the feed no longer has, with its row; keeps a link that a customer made', async () => {
  await app.owner`INSERT INTO web_user_accounts (web_user_id, account_id, role)
    SELECT web_user_id, account_id, 'viewer' FROM web_users w, accounts a WHERE w.source_key = 'W-2' AND a.source_key = 'A-2'`
  expect(await app.bringRecords('links', { ...guest, links: [] })).toEqual({ ...none, changed: 1 })
  expect(await linksOf('W-2')).toEqual(['A-2 viewer  self-service'])
  expect(await userOf('W-2')).toMatchObject({ version: 2 })
  expect(await app.bringRecords('links', guest)).toEqual({ ...none, changed: 1 })
})

test('roles and activity follow the feed; nicknames and sign-in data are the customer’s after the start', async () => {
  await app.owner`UPDATE web_user_accounts SET nickname = 'Beach house' WHERE nickname = 'Home'`
  await app.owner`UPDATE web_users SET email = 'new@example.com' WHERE source_key = 'W-1'`
  const [first, second] = ana.links
  const changed = {
    ...ana,
    links: [
      { ...first, role: 'manager' },
      { ...second, isActive: false },
    ],
  }
  expect(await app.bringRecords('links', changed)).toEqual({ ...none, changed: 1 })
  expect(await linksOf('W-1')).toEqual([
    'A-1 manager Beach house main responsible',
    'A-2 account-holder  main responsible off',
  ])
  expect(await userOf('W-1')).toMatchObject({ email: 'new@example.com', version: 2 })
  const said = { ...changed, email: 'said@example.com', isActive: false, locale: 'es' }
  expect(await app.bringRecords('links', said)).toEqual({ ...none, changed: 1 })
  expect(await userOf('W-1')).toEqual({
    userName: 'Ana',
    email: 'said@example.com',
    version: 3,
    isActive: false,
    locale: 'es',
  })
})

test('a person whom the CIS removes from an account loses the links to it', async () => {
  await app.bringRecords('accounts', account(1, 'P-2'))
  expect(await linksOf('W-2')).toContain('A-1 co-holder  co-tenant')
  await app.bringRecords('accounts', account(1))
  expect(await linksOf('W-2')).toEqual(['A-2 viewer  self-service'])
})

test('rejects a record that breaks a rule, with field and reason', async () => {
  const user = (n: number, more: object) => ({
    ...guest,
    sourceKey: `R-${n}`,
    userName: `r${n}`,
    links: [],
    ...more,
  })
  await app.owner`INSERT INTO web_users (user_name, email, person_id)
    SELECT 'Portal', 'p@example.com', person_id FROM persons WHERE source_key = 'P-1'`
  const link = { account: 'A-1', role: 'viewer' }
  const outcome = await app.bringRecords(
    'links',
    user(1, { person: 'P-9' }),
    user(2, {
      links: [
        { ...link, account: 'A-9' },
        { ...link, role: 'king' },
      ],
    }),
    user(3, { links: [link, link] }),
    user(4, { userName: 'aNA' }),
    user(5, { userName: 'portal' }),
    { ...ana, person: 'P-2' },
    user(7, { userName: 'two words' }),
    user(8, { email: 'nobody' }),
    user(9, { userName: 'same' }),
    user(10, { userName: 'Same' }),
  )
  expect(outcome).toMatchObject({ created: 1, rejected: 9 })
  expect(outcome.rejects).toEqual([
    '1 person person-unknown',
    '2 links.0.account account-unknown',
    '2 links.1.role role-unknown',
    '3 links.1.account there-twice',
    '4 userName user-name-taken',
    '5 userName user-name-taken',
    '6 person not-the-person-it-has',
    '7 userName wrong-format',
    '8 email wrong-format',
    '10 userName user-name-taken',
  ])
})
