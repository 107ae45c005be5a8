import { openPool, type Sql } from '@porchlight/server/database/sql.ts'
import { addSearchTown } from '@porchlight/server/features/customer-search/search-town.fixture.ts'
import { createTownDatabase, type TestDatabase } from '@porchlight/server/testing/test-database.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rebuildSearch } from './rebuild.ts'
import { verifySearch } from './verify.ts'

let data: TestDatabase
beforeAll(async () => {
  data = await createTownDatabase()
  await addSearchTown(data.owner)
})
afterAll(() => data.drop())

const outOfStep = () => verifySearch(data.owner, () => {})

/** Changes of what the index is made of, each by a number that picks what it falls on. */
const changes: Record<string, (sql: Sql, n: number) => Promise<unknown>> = {
  'a person': (sql, n) =>
    sql`WITH made AS (INSERT INTO persons (kind) VALUES ('human') RETURNING person_id)
      INSERT INTO person_names (person_id, name_type, given_name, surname) SELECT person_id, 'primary', 'Ana', ${`Made-Up ${n}`} FROM made`,
  'an alias': (sql, n) =>
    sql`INSERT INTO person_names (person_id, name_type, organisation_name)
      SELECT person_id, 'alias', ${`The ${n} Bakery Ltd`} FROM persons ORDER BY person_id OFFSET ${n % 8} LIMIT 1`,
  'another name': (sql, n) => sql`UPDATE person_names SET surname = ${`O'Neil ${n}`}, organisation_name = NULL
      WHERE person_name_id IN (SELECT person_name_id FROM person_names ORDER BY 1 OFFSET ${n % 9} LIMIT 2)`,
  'a name of somebody else': (
    sql,
    n,
  ) => sql`UPDATE person_names SET person_id = (SELECT max(person_id) FROM persons)
      WHERE person_name_id = (SELECT person_name_id FROM person_names WHERE name_type = 'alias' ORDER BY 1 OFFSET ${n % 3} LIMIT 1)`,
  'no alias': (sql, n) => sql`DELETE FROM person_names WHERE person_name_id =
      (SELECT person_name_id FROM person_names WHERE name_type = 'alias' ORDER BY 1 OFFSET ${n % 3} LIMIT 1)`,
  'somebody more on an account': (sql, n) =>
    sql`INSERT INTO account_persons (account_id, person_id, relationship_type)
      SELECT a.account_id, p.person_id, 'spouse' FROM
        (SELECT account_id FROM accounts ORDER BY 1 OFFSET ${n % 6} LIMIT 1) a,
        (SELECT person_id FROM persons ORDER BY 1 OFFSET ${n % 7} LIMIT 1) p ON CONFLICT DO NOTHING`,
  'somebody less': (sql, n) => sql`DELETE FROM account_persons ap WHERE NOT is_main_customer AND ap.ctid IN
      (SELECT ctid FROM account_persons WHERE NOT is_main_customer ORDER BY account_id, person_id OFFSET ${n % 3} LIMIT 1)
      AND NOT EXISTS (SELECT 1 FROM web_users w JOIN web_user_accounts l USING (web_user_id)
        WHERE w.person_id = ap.person_id AND l.account_id = ap.account_id)`,
  'another address': (
    sql,
    n,
  ) => sql`UPDATE premises SET line1 = ${`${n} Saint Élan Hl`}, city = 'Ñew Town', postal_code = '90001-1234'
      WHERE premise_id IN (SELECT premise_id FROM premises ORDER BY 1 OFFSET ${n % 6} LIMIT 2)`,
  'a premise': (sql, n) =>
    sql`INSERT INTO premises (line1, city, region, postal_code, division) VALUES (${`${n} Way`}, 'X', 'CA', '', 'Harbor')`,
  'no premise': (
    sql,
  ) => sql`DELETE FROM premises p WHERE NOT EXISTS (SELECT 1 FROM service_points s WHERE s.premise_id = p.premise_id)
      AND NOT EXISTS (SELECT 1 FROM geographic_identifiers g WHERE g.premise_id = p.premise_id)`,
  'protection of a person': (sql, n) => sql`UPDATE persons SET is_protected = NOT is_protected
      WHERE person_id = (SELECT person_id FROM persons ORDER BY 1 OFFSET ${n % 8} LIMIT 1)`,
  'somebody protected': (sql, n) =>
    sql`WITH made AS (INSERT INTO persons (kind, is_protected) VALUES ('human', true) RETURNING person_id)
      INSERT INTO person_names (person_id, name_type, given_name, surname) SELECT person_id, 'primary', 'Eva', ${`Hidden ${n}`} FROM made`,
  'a customer as staff, or no longer': (
    sql,
    n,
  ) => sql`UPDATE csr_users SET person_id = CASE WHEN person_id IS NULL THEN
        (SELECT person_id FROM persons ORDER BY 1 OFFSET ${n % 8} LIMIT 1) END WHERE csr_id = 'tom.becker'`,
  'an end of service': (
    sql,
    n,
  ) => sql`UPDATE service_agreements SET ended_on = CASE WHEN ended_on IS NULL THEN '2025-01-01'::date END
      WHERE service_agreement_id = (SELECT service_agreement_id FROM service_agreements ORDER BY 1 OFFSET ${n % 6} LIMIT 1)`,
  'an agreement of another account': (sql, n) => sql`UPDATE service_agreements SET account_id = COALESCE(
        (SELECT account_id FROM accounts ORDER BY 1 OFFSET ${n % 5} LIMIT 1), account_id)
      WHERE service_agreement_id = (SELECT service_agreement_id FROM service_agreements ORDER BY 1 OFFSET ${n % 6} LIMIT 1)`,
  'service somewhere more': (sql, n) =>
    sql`INSERT INTO service_agreement_points SELECT a.service_agreement_id, p.service_point_id FROM
        (SELECT service_agreement_id FROM service_agreements ORDER BY 1 OFFSET ${n % 6} LIMIT 1) a,
        (SELECT service_point_id FROM service_points ORDER BY 1 OFFSET ${n % 5} LIMIT 1) p ON CONFLICT DO NOTHING`,
  'service nowhere': (sql, n) => sql`DELETE FROM service_agreement_points WHERE ctid =
      (SELECT ctid FROM service_agreement_points ORDER BY service_agreement_id, service_point_id OFFSET ${n % 6} LIMIT 1)`,
  'no agreement': (sql, n) => sql`DELETE FROM service_agreements WHERE service_agreement_id =
      (SELECT service_agreement_id FROM service_agreements ORDER BY 1 OFFSET ${n % 9} LIMIT 1)`,
  'a service point moved': (sql, n) => sql`UPDATE service_points SET premise_id = COALESCE(
        (SELECT premise_id FROM premises ORDER BY 1 OFFSET ${n % 5} LIMIT 1), premise_id)
      WHERE service_point_id = (SELECT service_point_id FROM service_points ORDER BY 1 OFFSET ${n % 6} LIMIT 1)`,
}

test('whatever is changed, alone or together, the index is in step when it is committed', async () => {
  expect(await outOfStep()).toEqual([])
  const change = fc.tuple(fc.constantFrom(...Object.keys(changes)), fc.nat({ max: 50 }))
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (list) => {
      await data.owner.begin(async (sql) => {
        for (const [name, n] of list) await changes[name]?.(sql, n)
      })
      expect(await outOfStep(), list.map(([name, n]) => `${name} ${n}`).join(', ')).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test('two who change name and address of the same customer at once leave it in step, and neither is ended by a deadlock', async () => {
  const [one, two] = [openPool(data.url, 1), openPool(data.url, 1)]
  await data.owner`UPDATE service_agreements SET ended_on = NULL`
  for (let round = 0; round < 12; round++) {
    const [place] =
      await data.owner`SELECT o.person_id, o.premise_id FROM search_occupants o OFFSET ${round % 4} LIMIT 1`
    const { personId = 0, premiseId = 0 } = place ?? {}
    await Promise.all([
      one.begin(async (sql) => {
        await sql`UPDATE person_names SET surname = ${`Race ${round}`}, organisation_name = NULL WHERE person_id = ${personId}`
        await sql`SELECT count(*) FROM search_names`
      }),
      two.begin(async (sql) => {
        await sql`UPDATE premises SET line1 = ${`${round} Race St`} WHERE premise_id = ${premiseId}`
        await sql`SELECT count(*) FROM search_names`
      }),
    ])
    expect(await outOfStep()).toEqual([])
  }
  await Promise.all([one.end(), two.end()])
})

test('reports rows changed without the triggers; a rebuild repairs them, and continues where an earlier one stopped', async () => {
  await data.owner`UPDATE persons SET is_protected = false`
  await data.owner`UPDATE csr_users SET person_id = NULL`
  await data.owner.begin(async (sql) => {
    await sql`SET LOCAL session_replication_role = replica`
    await sql`UPDATE person_names SET surname = 'Unseen', organisation_name = NULL WHERE person_id = 1`
    await sql`INSERT INTO search_premises SELECT 999999, core, street, house, unit, city, postal_code FROM search_premises LIMIT 1`
    await sql`DELETE FROM search_lexicon WHERE term = 'maria'`
  })
  const told = await outOfStep()
  expect(told.map(({ table }) => table)).toEqual(['search_names', 'search_premises', 'search_lexicon'])
  expect(told[0]).toMatchObject({ of: 'persons', ids: [1] })
  expect(told[1]).toMatchObject({ missing: 0, surplus: 1, ids: [999999] })

  const stop = new AbortController()
  const stopped = await rebuildSearch(data.owner, {
    onProgress: () => stop.abort(),
    signal: stop.signal,
  })
  expect(stopped).toBe(false)
  expect((await data.owner`SELECT step FROM search_rebuild`).map((row) => row.step)).toEqual([
    'guarded-accounts',
  ])
  const fractions: number[] = []
  const done = await rebuildSearch(data.owner, {
    onProgress: (fraction, step) => step === 'guarded-accounts' && fractions.push(fraction),
  })
  expect([done, fractions]).toEqual([true, []])
  expect(await data.owner`SELECT * FROM search_rebuild`).toEqual([])
  expect(await outOfStep()).toEqual([])
})

test('reports hashes of another PostgreSQL version, and a rebuild from the start makes them again', async () => {
  await data.owner`UPDATE search_lexicon SET deletes = '{1,2}' WHERE term IN ('maria', 'oak')`
  const told = await outOfStep()
  expect(told).toMatchObject([{ table: 'search_lexicon', missing: 0 }])
  await rebuildSearch(data.owner, { onProgress: () => {}, fromStart: true })
  expect(await outOfStep()).toEqual([])
})

test('a bulk fill makes the same index as the triggers, with counted words', async () => {
  await data.owner`TRUNCATE search_names, search_premises, search_occupants, search_lexicon`
  await rebuildSearch(data.owner, { onProgress: () => {} })
  expect(await outOfStep()).toEqual([])
  const filled = await data.owner`SELECT kind, term, hits FROM search_lexicon ORDER BY 1, 2`
  await data.owner`UPDATE search_lexicon SET hits = 99`
  await data.owner`SELECT search_count_words()`
  expect(await data.owner`SELECT kind, term, hits FROM search_lexicon ORDER BY 1, 2`).toEqual(filled)
})
