import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { blindIndex, sealValue } from '#encryption/sealed-value.ts'
import { settleSearches } from '#features/searches-at-rest/jobs.ts'
import type { Browser } from '#testing/browser.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { testInstallation } from '#testing/test-installation.ts'

let app: TestApp
let amara: Browser
let tom: Browser
beforeAll(async () => {
  app = await createTestApp()
  // A search comes to rest two seconds after its last letter: those pass when a test says so, not while the machine is busy.
  await app.stopClock()
  const { owner } = app
  // A hundred people on accounts whose numbers follow one another.
  await owner`INSERT INTO persons (person_id, kind) SELECT 2000 + n, 'human' FROM generate_series(1, 100) n`
  await owner`INSERT INTO person_names (person_id, name_type, given_name, surname)
    SELECT 2000 + n, 'primary', 'Resident', 'Townsend' || n FROM generate_series(1, 100) n`
  await owner`INSERT INTO accounts (account_id, customer_class, division, status, opened_on)
    SELECT 2000000000 + n, 'residential', 'Harbor', 'active', '2020-01-01' FROM generate_series(1, 100) n`
  await owner`INSERT INTO account_persons (account_id, person_id, is_main_customer, is_financially_responsible, relationship_type)
    SELECT 2000000000 + n, 2000 + n, true, true, 'main' FROM generate_series(1, 100) n`
  await owner`INSERT INTO person_identifiers (person_id, identifier_type, value_hash, value_encrypted, masked_value)
    VALUES (1, 'driver-licence', ${Buffer.from(blindIndex(testEncryptionKey, 'driver-licence', 'X1234501'))},
      ${Buffer.from(sealValue(testEncryptionKey, 'X1234501'))}, '••••4501')`
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.owner`TRUNCATE csr_openings, to_dos, alert_steps, alert_findings, record_entries, setting_versions, unrested_searches`
  amara = await app.asCsr('amara.okafor')
  tom = await app.asCsr('tom.becker')
})

const set = (setting: string, value: number) =>
  app.owner`INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
    VALUES (${setting}, '', 1, ${String(value)}::text::jsonb, 'ines.ferreira', now())`
type Body = Parameters<Browser['api']['searchCustomers']>[0]['body']
/** How many rows there are, or why there is no answer. */
const ask = (body: Body, who = amara) =>
  who.api.searchCustomers({ body }).then(
    ({ rows }) => rows.length,
    (refused) => refused.body.reason as string,
  )
const askAll = async (bodies: readonly Body[], who = amara) => {
  const answers: (number | string)[] = []
  for (const body of bodies) answers.push(await ask(body, who))
  return answers
}
const settle = async () => {
  await app.advanceClock('3 seconds')
  await settleSearches.run({
    pool: app.database.worker,
    installation: testInstallation(),
    signal: new AbortController().signal,
  })
}
const lines = () => app.owner<{ details: { named: number; searches: number } }[]>`
  SELECT details FROM record_entries WHERE action = 'customer:search' AND event = 'read' ORDER BY record_entry_id`
const alerts = async () =>
  (await app.owner`SELECT subject, about_csr_id FROM to_dos`).map((row) => [row.subject, row.aboutCsrId])
const accountNumbers = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ box: String(2_000_000_001 + n) }))

describe('people who are named', () => {
  test('records each of a hundred searches by account number, with the number of people named', async () => {
    expect(new Set(await askAll(accountNumbers(100)))).toEqual(new Set([1]))
    await settle()
    const written = await lines()
    expect(written).toHaveLength(100)
    expect(written.reduce((sum, { details }) => sum + details.named, 0)).toBe(100)
  })

  test('refuses new people beyond the limit with an alert, and still names those named before', async () => {
    await set('limits.people-named-per-hour', 60)
    const answers = await askAll(accountNumbers(100))
    expect(answers.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => 1))
    expect(new Set(answers.slice(60))).toEqual(new Set(['too-many-named']))
    expect(await ask({ box: '2000000001' })).toBe(1)
    expect(await ask({ name: 'townsend' })).toBe('too-many-named')
    expect(await alerts()).toEqual([['too-many-named', 'amara.okafor']])
    const refused =
      await app.owner`SELECT 1 FROM record_entries WHERE reason = 'too-many-named' AND event = 'refused'`
    expect(refused.length).toBe(41)
    // Another session of the same CSR has no allowance of its own; another CSR has, and so has the same one an hour later.
    expect(await ask({ box: '2000000099' }, await app.asCsr('amara.okafor'))).toBe('too-many-named')
    expect(await ask({ box: '2000000099' }, tom)).toBe(1)
    await app.advanceClock('61 minutes')
    expect(await ask({ box: '2000000099' }, await app.asCsr('amara.okafor'))).toBe(1)
  })

  test('keeps the limit for concurrent searches', async () => {
    await set('limits.people-named-per-hour', 50)
    const sessions = await Promise.all(Array.from({ length: 4 }, () => app.asCsr('amara.okafor')))
    const answers = await Promise.all(
      accountNumbers(100).map((body, n) => ask(body, sessions[n % sessions.length])),
    )
    expect(answers.filter((outcome) => outcome === 1)).toHaveLength(50)
    const [{ named } = { named: 0 }] =
      await app.owner`SELECT count(*)::int AS named FROM csr_openings WHERE what = 'named'`
    expect(named).toBe(50)
  })

  test('counts everyone named while a text is typed, in one record row', async () => {
    await askAll(['to', 'tow', 'towns', 'townsend7', 'townsend'].map((box) => ({ box, limit: 20 })))
    await settle()
    const [line, ...others] = await lines()
    expect(others).toEqual([])
    expect(line?.details.searches).toBe(5)
    expect(line?.details.named).toBeGreaterThan(19)
    expect(line?.details.named).toBeLessThan(101)
  })
})

test('counts people named by the task query, and by its counts for a rare name', async () => {
  await app.owner`INSERT INTO self_service_tasks (self_service_task_id, task_type, state, account_id, actor_kind, ip_address,
      web_user_id, email_address, self_service_user_id, payload, correlation_id, created_at, updated_at)
    SELECT 9000 + n, 'mailing-address', 'pending', 2000000000 + n, 'customer', '192.0.2.1', 'm.alvarez', 'm@mail.example', 20001,
      '{}', gen_random_uuid(), now(), now() FROM generate_series(1, 60) n ON CONFLICT DO NOTHING`
  await set('limits.people-named-per-hour', 52)
  const reasonOf = (call: Promise<unknown>) =>
    call.then(
      () => 'ok',
      (refused) => refused.body.reason,
    )
  const ines = await app.asCsr('ines.ferreira')
  const first = await ines.api.queryTasks({ body: {} })
  expect(first.nextCursor).not.toBeNull()
  expect(await reasonOf(ines.api.queryTasks({ body: {} }))).toBe('ok')
  expect(await reasonOf(ines.api.queryTasks({ body: { cursor: first.nextCursor ?? '' } }))).toBe(
    'too-many-named',
  )
  for (const name of ['olga petrova', 'maria alvarez'])
    await ines.api.countTasks({ body: { customerName: name } })
  expect(await reasonOf(ines.api.countTasks({ body: { customerName: 'john smith' } }))).toBe('too-many-named')
  expect(await alerts()).toEqual([['too-many-named', 'ines.ferreira']])
  await app.owner`DELETE FROM self_service_tasks WHERE self_service_task_id > 9000`
})

test('counts the web user whose e-mail address the task query shows, and one whom a count finds by user name', async () => {
  await app.owner`INSERT INTO self_service_tasks (self_service_task_id, task_type, state, account_id, actor_kind, ip_address,
      web_user_id, email_address, self_service_user_id, payload, correlation_id, created_at, updated_at)
    VALUES (9100, 'mailing-address', 'pending', 2000000001, 'customer', '192.0.2.1', 'm.alvarez', 'm@mail.example',
      ${town.maria}, '{}', gen_random_uuid(), now(), now())`
  const named = async () =>
    (await app.owner`SELECT id FROM csr_openings WHERE what = 'named' ORDER BY 1`).map((row) =>
      Number(row.id),
    )
  const ines = await app.asCsr('ines.ferreira')
  expect((await ines.api.queryTasks({ body: { taskId: 9100 } })).tasks).toMatchObject([
    { customerName: 'Resident Townsend1', emailAddress: 'm@mail.example' },
  ])
  expect(await named()).toEqual([1, 2001])
  await ines.api.countTasks({ body: { webUser: 'j.smi' } })
  expect(await named()).toEqual([1, 2, 2001])
  // No more people than are allowed, whichever of them a row names.
  await app.owner`TRUNCATE csr_openings`
  await set('limits.people-named-per-hour', 1)
  await expect(ines.api.queryTasks({ body: { taskId: 9100 } })).rejects.toMatchObject({
    body: { reason: 'too-many-named' },
  })
  await app.owner`DELETE FROM self_service_tasks WHERE self_service_task_id = 9100`
})

describe('guesses', () => {
  const guesses = (count: number) =>
    Array.from({ length: count }, (_, n) => `X12345${String(n + 20).padStart(2, '0')}`)

  test('refuses guesses of an identifier beyond the limit with an alert, in the field and in the search box', async () => {
    await set('limits.guesses-per-hour', 20)
    const values = guesses(80)
    for (const [who, bodies] of [
      [amara, values.map((identifier) => ({ identifierType: 'driver-licence', identifier }))],
      [tom, values.map((value) => ({ box: `dl:${value}` }))],
      [await app.asCsr('ines.ferreira'), values.map((box) => ({ box }))],
    ] as const) {
      const answers = await askAll(bodies, who)
      expect(answers.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 0))
      expect(new Set(answers.slice(20))).toEqual(new Set(['too-many-guesses']))
      // The right one is refused as well: nothing tells it from the others.
      expect(await ask({ identifierType: 'driver-licence', identifier: 'X1234501' }, who)).toBe(
        'too-many-guesses',
      )
    }
    expect(await alerts()).toHaveLength(3)
  })

  test('counts an identifier typed letter by letter as one guess, and an existing account number as none', async () => {
    await set('limits.guesses-per-hour', 2)
    const typed = 'dl:X1234501'
    const answers = await askAll(
      Array.from({ length: typed.length - 3 }, (_, n) => ({ box: typed.slice(0, n + 4) })),
    )
    expect(answers.at(-1)).toBe(2)
    expect(await askAll(accountNumbers(10))).not.toContain('too-many-guesses')
    expect(await ask({ box: 'dl:Y7' })).toBe(0)
    expect(await ask({ box: 'dl:Z7' })).toBe('too-many-guesses')
  })

  test('counts replacing the last letter as another guess', async () => {
    await set('limits.guesses-per-hour', 3)
    const answers = await askAll(
      ['dl:X1', 'dl:X', 'dl:X2', 'dl:X', 'dl:X3', 'dl:X', 'dl:X4'].map((box) => ({ box })),
    )
    expect(answers.at(-1)).toBe('too-many-guesses')
  })

  test('refuses an identifier beside another term to a CSR who may not reveal identifiers, whether it is right or wrong', async () => {
    for (const identifier of ['X1234501', 'X1234502'])
      for (const beside of [
        { name: 'maria' },
        { street: 'oak' },
        { box: 'maria' },
        { contact: '6195550101' },
      ])
        await expect(
          tom.api.searchCustomers({ body: { identifierType: 'driver-licence', identifier, ...beside } }),
        ).rejects.toMatchObject({
          status: 422,
          body: { fields: [{ field: 'identifier', reason: 'identifier-alone' }] },
        })
    expect(await ask({ identifier: 'X1234501' }, tom)).toBe(2)
    expect(await ask({ identifier: 'X12345' }, tom)).toBe(0)
    expect(await ask({ identifier: 'X1234501', name: 'maria' })).toBe(2)
  })

  test('refuses guesses beside a protected customer’s name beyond the limit, whether they are right or wrong', async () => {
    await set('limits.guesses-per-hour', 5)
    const telephones = Array.from({ length: 10 }, (_, n) => ({
      name: 'Grace Hidden',
      contact: `619555010${n}`,
    }))
    const answers = await askAll(telephones)
    expect(answers).toEqual([0, 0, 0, 0, 0, ...Array.from({ length: 5 }, () => 'too-many-guesses')])
    expect(await alerts()).toEqual([['too-many-guesses', 'amara.okafor']])
    // House numbers beside her name end there as well; beside somebody else's they are how one finds who is meant.
    const houses = Array.from({ length: 10 }, (_, n) => `${95 + n} elm`)
    const beside = (name: string) => houses.map((street) => ({ name, street }))
    expect((await askAll(beside('Grace Hidden'), tom)).at(-1)).toBe('too-many-guesses')
    expect(await askAll(beside('Olga Petrova'), tom)).not.toContain('too-many-guesses')
  })

  test('counts unknown whole telephone numbers, and protected customers found, as guesses', async () => {
    await set('limits.guesses-per-hour', 4)
    const numbers = Array.from({ length: 8 }, (_, n) => ({ box: `619555${2000 + n * 1001}` }))
    expect(await askAll(numbers)).toEqual([
      0,
      0,
      0,
      0,
      ...Array.from({ length: 4 }, () => 'too-many-guesses'),
    ])
    await set('limits.people-named-per-hour', 1000)
    expect(
      await askAll([{ box: 'Grace Hidden' }, { box: 'Amara Okafor' }, { box: 'Grace Hidden' }], tom),
    ).toEqual([1, 1, 1])
    const [{ count } = { count: 0 }] =
      await app.owner`SELECT count(*)::int AS count FROM csr_openings WHERE csr_id = 'tom.becker' AND what = 'guess'`
    expect(count).toBe(2)
  })
})

test('leaves the held search unchanged when a search is refused', async () => {
  await ask({ box: 'olga' })
  await set('limits.people-named-per-hour', 1)
  expect(await ask({ box: 'townsend' })).toBe('too-many-named')
  const [{ searches } = { searches: 0 }] = await app.owner`SELECT searches FROM unrested_searches`
  expect(searches).toBe(1)
})
