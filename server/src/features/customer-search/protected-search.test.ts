import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { blindIndex, sealValue } from '#encryption/sealed-value.ts'
import type { Browser } from '#testing/browser.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { flushStatistics } from '#testing/flush-statistics.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
let tom: Browser
let ines: Browser
beforeAll(async () => {
  app = await createTestApp()
  const { owner } = app
  for (const [setting, most] of [
    ['limits.guesses-per-hour', 10_000],
    ['limits.people-named-per-hour', 100_000],
  ] as const)
    await owner`INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
      VALUES (${setting}, '', 1, ${String(most)}::text::jsonb, 'ines.ferreira', now())`
  for (const person of [4, 5]) {
    await owner`INSERT INTO person_contacts (person_id, contact_type, value, normalised_value, is_primary)
      VALUES (${person}, 'email', ${`someone.${person}@mail.example`}, ${`someone.${person}@mail.example`}, false)`
    const value = `X450${person}`
    await owner`INSERT INTO person_identifiers (person_id, identifier_type, value_hash, value_encrypted, masked_value)
      VALUES (${person}, 'driver-licence', ${Buffer.from(blindIndex(testEncryptionKey, 'driver-licence', value))},
        ${Buffer.from(sealValue(testEncryptionKey, value))}, ${`••••${person}`})`
  }
  // Neighbors whose names, streets and numbers are like theirs: lists that a protected customer could take a place in.
  await owner.begin(async (sql) => {
    for (let n = 0; n < 12; n++) {
      const [id, account] = [700 + n, 1_000_000_700 + n]
      await sql`INSERT INTO persons (person_id, kind) VALUES (${id}, 'human')`
      await sql`INSERT INTO person_names (person_id, name_type, given_name, surname)
        VALUES (${id}, 'primary', ${n % 2 ? 'Gracia' : 'Amaro'}, ${n % 2 ? `Hiddens${n}` : `Okafora${n}`})`
      await sql`INSERT INTO person_contacts (person_id, contact_type, value, normalised_value, is_primary)
        VALUES (${id}, 'mobile', ${`(619) 555-01${10 + n}`}, ${`+161955501${10 + n}`}, true)`
      await sql`INSERT INTO accounts (account_id, customer_class, division, status, opened_on)
        VALUES (${account}, 'residential', 'Harbor', 'active', '2020-01-01')`
      await sql`INSERT INTO account_persons (account_id, person_id, is_main_customer, is_financially_responsible, relationship_type)
        VALUES (${account}, ${id}, true, true, 'main')`
      const [premise] = await sql`INSERT INTO premises (line1, city, region, postal_code, division)
        VALUES (${`${n + 2} ${n % 2 ? 'Quiet Ln' : 'Hill Rd'}`}, 'Port Ellis', 'CA', '92101', 'Harbor') RETURNING premise_id`
      const [point] =
        await sql`INSERT INTO service_points (premise_id, service_type) VALUES (${premise?.premiseId}, 'gas')
        RETURNING service_point_id`
      const [agreement] = await sql`INSERT INTO service_agreements (account_id, service_type, started_on)
        VALUES (${account}, 'gas', '2020-01-01') RETURNING service_agreement_id`
      await sql`INSERT INTO service_agreement_points VALUES (${agreement?.serviceAgreementId}, ${point?.servicePointId})`
    }
  })
  tom = await app.asCsr('tom.becker')
  ines = await app.asCsr('ines.ferreira')
})
afterAll(() => app.close())

type Body = Parameters<Browser['api']['searchCustomers']>[0]['body']
const rowsOf = async (body: Body) => (await tom.api.searchCustomers({ body })).rows

/** One who is marked, and one who is protected only as a member of staff. */
const victims = {
  marked: {
    person: 5,
    name: 'Grace Hidden',
    phone: '6195550105',
    email: 'someone.5@mail.example',
    house: '1',
    street: 'Quiet Ln',
    account: town.protectedAccount,
    user: 'g.hidden',
    userId: town.protectedUser,
    identifier: 'X4505',
  },
  staff: {
    person: 4,
    name: 'Amara Okafor',
    phone: '6195550104',
    email: 'someone.4@mail.example',
    house: '3',
    street: 'Hill Rd',
    account: town.amaraAccount,
    user: 'amara.home',
    userId: town.amaraAtHome,
    identifier: 'X4504',
  },
} as const
type Victim = (typeof victims)[keyof typeof victims]

const prefixes = (text: string, from = 2) =>
  Array.from({ length: Math.max(0, text.length - from) }, (_, at) => text.slice(0, at + from))

/** What an attacker asks who knows the name: every value of another family, letter by letter and whole, right and wrong. */
function guessesBesideName({ name, phone, email, house, street, account, user, userId }: Victim): Body[] {
  const wrong = (text: string) => [`${text.slice(0, -1)}${text.endsWith('9') ? '8' : '9'}`, text]
  const phones = [...prefixes(phone, 3), phone].flatMap(wrong)
  const emails = [...prefixes(email), email].flatMap(wrong)
  const streets = [`${house} ${street}`, street, ...prefixes(street, 3), `${Number(house) + 1} ${street}`]
  return [
    ...phones.flatMap((contact) => [{ name, contact }, { box: `${name} ${contact}` }]),
    ...emails.flatMap((contact) => [{ name, contact }, { box: `${name} ${contact}` }]),
    ...streets.flatMap((text) => [
      { name, street: text },
      { box: `${name} ${text}` },
      { box: `${text} ${name}` },
    ]),
    ...['92101', '92102', '921'].flatMap((postalCode) => [
      { name, postalCode },
      { box: `${name} ${postalCode}` },
    ]),
    ...['Port Ellis', 'Elsewhere'].flatMap((city) => [{ name, city }, { box: `${name} ${city}` }]),
    ...[account, account + 90].map((id) => ({ name, accountId: String(id) })),
    ...[user, user.slice(0, 3), String(userId)].map((webUser) => ({ name, webUser })),
    ...[email, phone].map((contact) => ({ contact, street: `${house} ${street}` })),
    { name, street: `${house} ${street}`, postalCode: '92101', city: 'Port Ellis' },
    { box: `${name}, ${house} ${street}, Port Ellis 92101` },
    { name, identifierType: 'driver-licence' },
    { contact: phone, webUser: user },
    { accountId: String(account), contact: phone },
    { contact: phone, box: name },
  ]
}

/** Parts of each value by itself. */
function parts({ name, phone, email, street, account, user, identifier }: Victim): Body[] {
  const [given = '', surname = ''] = name.split(' ')
  const names = [
    given,
    surname,
    ...prefixes(name),
    `${given} ${surname.slice(0, 3)}`,
    `${given.slice(0, 2)}%${surname}`,
  ]
  const misspelled = [`${name.slice(0, -1)}m`, name.replace('a', 'e'), `${surname}s ${given}`]
  return [
    ...[...names, ...misspelled].flatMap((text) => [{ name: text }, { box: text }, { name: text, limit: 1 }]),
    ...prefixes(phone, 3).flatMap((contact) => [{ contact }, { box: contact }, { contact, limit: 1 }]),
    ...prefixes(email).flatMap((contact) => [{ contact }, { contact: `${contact.slice(0, 3)}%` }]),
    ...prefixes(user).flatMap((webUser) => [{ webUser }, { webUser, hasWebUser: true }]),
    ...[street, ...prefixes(street, 3), street.split(' ')[0] ?? ''].flatMap((text) => [
      { street: text },
      { street: text, limit: 1 },
      { street: text, limit: 2, showAllPremises: true },
      { box: text },
    ]),
    ...prefixes(String(account), 4).flatMap((accountId) => [
      { accountId },
      { accountId, limit: 2 },
      { box: accountId },
    ]),
    { accountId: `${String(account).slice(0, 4)}%${String(account).slice(-1)}` },
    { postalCode: '92101' },
    { postalCode: '92101', limit: 1 },
    { city: 'Port Ellis', limit: 1 },
    { city: 'Port Ellis', hasWebUser: true, division: 'Harbor' },
    { identifierType: 'driver-licence' },
    { identifier: identifier.slice(0, -1) },
  ]
}

/**
 * Rows read so far of each table. Left out are the tests' own clock, and the CSR's own traces: how many rows of those a request
 * reads depends on the time (the last use of a session is noted once a minute), and not on the customer.
 */
const rowsRead = async () => {
  // What the test itself did to take the customer away is not to be counted with a later answer.
  for (const pool of [app.owner, app.database.desk]) await flushStatistics(pool)
  const tables = await app.owner`SELECT relname, seq_tup_read + coalesce(idx_tup_fetch, 0) AS rows
    FROM pg_stat_user_tables WHERE relname NOT IN ('test_clock', 'desk_sessions', 'csr_openings', 'unrested_searches')`
  return new Map(tables.map(({ relname, rows }) => [String(relname), Number(rows)]))
}
const lessRows = (rows: Map<string, number>, other: Map<string, number>) =>
  new Map([...rows].map(([table, count]) => [table, count - (other.get(table) ?? 0)] as const))

/**
 * The answers, and the work of each: which statements were sent and how often, and how many rows of which table they read. Equal work
 * is told by counts, not by the clock.
 */
const answersTo = async (bodies: readonly Body[]) => {
  const [answers, work, read]: [string[], string[], Map<string, number>[]] = [[], [], []]
  let before = await rowsRead()
  for (const json of bodies) {
    // No request finds what an earlier one left: both rounds start alike.
    await app.owner`DELETE FROM csr_openings`
    await app.owner`DELETE FROM unrested_searches`
    app.statements.length = 0
    const { status, text } = await ines.request('POST', '/api/customer-search', { json })
    answers.push(`${JSON.stringify(json)} ${status} ${text}`)
    work.push(`${JSON.stringify(json)} ${app.statements.length} ${[...app.statements].sort().join('\n')}`)
    const after = await rowsRead()
    read.push(lessRows(after, before))
    before = after
  }
  return { answers, work, read }
}

/**
 * The rows that an answer may read of a protected customer, and no more: entries of the index of the value, and of the guard that drops
 * them at once; of `persons` and `premises`, which are read whole in a town of a few people, the customer's own row: of `persons` once
 * for the rows that are shown and once for who is protected (the view `protected_persons`). No row of a name, a link, a household or a task.
 */
const mostOfGuarded: Record<string, number> = {
  persons: 2,
  premises: 1,
  accounts: 1,
  web_users: 2,
  person_identifiers: 1,
  // The box may be read in several ways: each looks the telephone up.
  person_contacts: 6,
  search_guarded_persons: 7,
  search_guarded_accounts: 2,
}
const mostRowsOfGuarded = 13

/** What the task query says about a name or a user name: it, too, must know nobody. */
const counts = async ({ name, user }: Victim) => {
  const [given = ''] = name.split(' ')
  return Promise.all(
    [{ customerName: name }, { customerName: given }, { webUser: user }, { webUser: user.slice(0, 4) }].map(
      async (body) => JSON.stringify(await ines.api.countTasks({ body })),
    ),
  )
}

/** As if they had never been. */
async function takeAway({ person, account, userId }: Victim) {
  await app.owner.begin(async (sql) => {
    // Protected until the end: else the index would learn their words on the way.
    await sql`UPDATE persons SET is_protected = true WHERE person_id = ${person}`
    await sql`UPDATE csr_users SET person_id = NULL WHERE person_id = ${person}`
    await sql`DELETE FROM self_service_tasks WHERE account_id = ${account}`
    await sql`DELETE FROM web_user_accounts WHERE web_user_id = ${userId}`
    await sql`DELETE FROM web_user_credentials WHERE web_user_id = ${userId}`
    await sql`DELETE FROM web_users WHERE web_user_id = ${userId}`
    const places =
      await sql`SELECT sp.premise_id FROM service_agreements sa JOIN service_agreement_points USING (service_agreement_id)
      JOIN service_points sp USING (service_point_id) WHERE sa.account_id = ${account}`
    await sql`DELETE FROM service_agreement_points WHERE service_agreement_id IN (
      SELECT service_agreement_id FROM service_agreements WHERE account_id = ${account})`
    await sql`DELETE FROM service_agreements WHERE account_id = ${account}`
    const ids = places.map((row) => Number(row.premiseId))
    await sql`DELETE FROM service_points WHERE premise_id = ANY (${ids}::bigint[])`
    await sql`DELETE FROM premises WHERE premise_id = ANY (${ids}::bigint[])`
    await sql`DELETE FROM mailing_addresses WHERE account_id = ${account}`
    await sql`DELETE FROM account_persons WHERE account_id = ${account}`
    await sql`DELETE FROM accounts WHERE account_id = ${account}`
    await sql`DELETE FROM persons WHERE person_id = ${person}`
  })
}

describe.each(Object.entries(victims))('a customer who is protected: %s', (_, victim) => {
  const { name, phone, email, house: number, street, account, user, userId, identifier } = victim
  const initials = name.replace(/(\w)\w+/g, '$1••••')

  test.each<[string, Body]>([
    ['the whole name', { name }],
    ['the name the other way round', { box: name.split(' ').reverse().join(', ') }],
    ['the name in capitals, with a title', { box: `Ms. ${name.toUpperCase()}` }],
    ['a telephone', { box: phone }],
    [
      'a telephone as written',
      { contact: `+1 (${phone.slice(0, 3)}) ${phone.slice(3, 6)}-${phone.slice(6)}` },
    ],
    ['an e-mail address', { box: email }],
    ['house and street', { box: `${number} ${street}` }],
    [
      'the street’s suffix in full, with town and postal code',
      {
        street: `${number} ${street.replace('Ln', 'Lane').replace('Rd', 'Road')}`,
        city: 'port ellis',
        postalCode: '92101',
      },
    ],
    ['the account', { box: String(account) }],
    ['an identifier', { identifier }],
    ['a user name', { webUser: user }],
    ['a web user’s key', { webUser: String(userId) }],
  ])('is found by one whole value alone, masked, without what matched: %s', async (_name, body) => {
    const rows = (await rowsOf(body)).filter((row) => row.account?.accountId === account)
    expect(rows).toMatchObject([
      { person: { name: initials, isProtected: true }, matches: [], otherPremises: 0 },
    ])
    expect(rows[0]?.premise?.premiseId ?? null).toBeNull()
    expect(JSON.stringify(rows)).not.toContain(street)
  })

  test('finds no one by a guess beside the name or by a part of it, with the same bytes as without the customer', async () => {
    const bodies = [...guessesBesideName(victim), ...parts(victim)]
    const [beforeRemoval, counted] = [await answersTo(bodies), await counts(victim)]
    const { answers: before, work: workBefore, read: readBefore } = beforeRemoval
    expect(before.filter((response) => response.includes(`"accountId":${account},"status"`))).toEqual([])
    await takeAway(victim)
    const { answers: after, work: workAfter, read: readAfter } = await answersTo(bodies)
    const differing = after.flatMap((response, at) =>
      response === before[at] ? [] : [response.slice(0, 200)],
    )
    expect(differing).toEqual([])
    expect(await counts(victim)).toEqual(counted)
    const worked = workAfter.flatMap((work, at) => (work === workBefore[at] ? [] : [work.slice(0, 120)]))
    expect(worked).toEqual([])
    const tooMany = readBefore.flatMap((rows, at) => {
      const more = [...lessRows(rows, readAfter[at] ?? new Map())].filter(([, count]) => count !== 0)
      const sum = more.reduce((total, [, count]) => total + count, 0)
      const isWithin = more.every(([table, count]) => count >= 0 && count <= (mostOfGuarded[table] ?? 0))
      return isWithin && sum <= mostRowsOfGuarded ? [] : [`${JSON.stringify(bodies[at])} ${more.join(' ')}`]
    })
    expect(tooMany).toEqual([])
    // The counters do count: a search that finds people reads their rows.
    expect(readBefore.some((rows) => (rows.get('person_names') ?? 0) > 0)).toBe(true)
    expect(before.length).toBeGreaterThan(200)
  })
})

describe('protection takes effect', () => {
  const isFound = async (name: string) => (await rowsOf({ name })).length > 0
  beforeEach(() => app.owner`UPDATE persons SET is_protected = false WHERE person_id IN (1, 2)`)

  test('at once with the mark, for everyone who is on that account only', async () => {
    expect([await isFound('joh smi'), await isFound('mar alv')]).toEqual([true, true])
    await app.owner`UPDATE persons SET is_protected = true WHERE person_id = 2`
    expect(await isFound('joh smi')).toBe(false)
    // Maria is on an account of her own as well: there she is found, and not on the one with John.
    const marias = await rowsOf({ name: 'mar alv' })
    expect(marias.map((row) => row.account?.accountId)).toEqual([town.mariaShop])
    expect((await rowsOf({ street: 'oak' })).length).toBe(0)
    await app.owner`UPDATE persons SET is_protected = false WHERE person_id = 2`
    expect([await isFound('joh smi'), (await rowsOf({ street: 'oak' })).length]).toEqual([true, 1])
  })

  test('with the employment of a customer, and ends with it', async () => {
    await app.owner`UPDATE csr_users SET person_id = 3 WHERE csr_id = 'kenji.sato'`
    expect([await isFound('petr'), (await rowsOf({ box: 'Olga Petrova' })).length]).toEqual([false, 1])
    await app.owner`UPDATE csr_users SET person_id = NULL WHERE csr_id = 'kenji.sato'`
    expect(await isFound('petr')).toBe(true)
  })

  test('hides a protected person’s user name on an account that the person can access but is not on', async () => {
    await app.owner`UPDATE persons SET is_protected = true WHERE person_id = 2`
    await app.owner`DELETE FROM account_persons WHERE account_id = ${town.mariaAccount} AND person_id = 2`
    await app.owner`UPDATE web_user_accounts SET is_active = false WHERE web_user_id = ${town.maria} AND account_id = ${town.mariaAccount}`
    const text = JSON.stringify(await rowsOf({ street: '12 oak' }))
    expect(text).toContain('12 Oak St')
    expect(text).not.toContain('j.smith')
  })
})
