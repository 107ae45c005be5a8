import { openPool, type Pool, type Sql } from '@porchlight/server/database/sql.ts'
import { addSearchTown } from '@porchlight/server/features/customer-search/search-town.fixture.ts'
import { createTownDatabase, type TestDatabase } from '@porchlight/server/testing/test-database.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { verifySearch } from './verify.ts'

let data: TestDatabase
let pools: Pool[]
beforeEach(async () => {
  data = await createTownDatabase()
  await addSearchTown(data.owner)
  pools = [1, 2, 3].map(() => openPool(data.url, 1))
})
afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.end()))
  await data.drop()
})

/** Waits until `count` connections of the test's database wait for a lock. */
const untilWaiting = (count: number) =>
  expect
    .poll(async () => {
      const [row] = await data.owner`SELECT count(*)::int AS waiting FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`
      return row?.waiting
    })
    .toBe(count)

/**
 * Runs two changes at once, in an order that does not depend on speed: another transaction holds a lock until the first change
 * waits for it, and then the second one waits too. Fails where PostgreSQL ends one of them by a deadlock (40P01).
 */
async function atOnce(hold: (sql: Sql) => Promise<unknown>, changes: ((sql: Sql) => Promise<unknown>)[]) {
  const [holder, ...others] = pools
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  let isHeld = () => {}
  const held = new Promise<void>((resolve) => {
    isHeld = resolve
  })
  const holding = holder?.begin(async (sql) => {
    await hold(sql)
    isHeld()
    await released
  })
  await held
  const running: Promise<unknown>[] = []
  for (const [nth, change] of changes.entries()) {
    running.push(Promise.allSettled([others[nth]?.begin(change)]).then(([outcome]) => outcome))
    await untilWaiting(nth + 1)
  }
  release()
  await holding
  const outcomes = await Promise.all(running)
  expect(outcomes).toEqual(changes.map(() => expect.objectContaining({ status: 'fulfilled' })))
  expect(await verifySearch(data.owner, () => {})).toEqual([])
}

/** An account at whose premise a protected person lives, who has another account. */
async function sharedPremise() {
  const [place] = await data.owner`SELECT account_id, person_id, premise_id FROM search_occupants
    WHERE ended_on IS NULL ORDER BY account_id, person_id LIMIT 1`
  const { accountId = 0, personId = 0, premiseId = 0 } = place ?? {}
  await data.owner`WITH made AS (INSERT INTO persons (kind, is_protected) VALUES ('human', true) RETURNING person_id),
      named AS (INSERT INTO person_names (person_id, name_type, given_name, surname)
        SELECT person_id, 'primary', 'Eva', 'Hidden' FROM made),
      opened AS (INSERT INTO accounts (customer_class, division, status, opened_on)
        VALUES ('residential', 'Harbor', 'active', '2019-01-01') RETURNING account_id),
      joined AS (INSERT INTO account_persons (account_id, person_id, is_main_customer, is_financially_responsible, relationship_type)
        SELECT account_id, person_id, true, true, 'main' FROM made, opened),
      agreed AS (INSERT INTO service_agreements (account_id, service_type, started_on)
        SELECT account_id, 'gas', '2019-01-01' FROM opened RETURNING service_agreement_id),
      point AS (INSERT INTO service_points (premise_id, service_type) VALUES (${premiseId}, 'gas') RETURNING service_point_id)
    INSERT INTO service_agreement_points SELECT service_agreement_id, service_point_id FROM agreed, point`
  return { accountId, personId, premiseId }
}

test('a name and the address of one customer change at once where somebody protected lives too', async () => {
  const { accountId, personId, premiseId } = await sharedPremise()
  const rename = (sql: Sql) => sql`UPDATE person_names SET surname = 'Renamed', organisation_name = NULL
    WHERE person_id = ${personId} AND name_type = 'primary'`
  const move = (sql: Sql) => sql`UPDATE premises SET line1 = '7 Elsewhere St' WHERE premise_id = ${premiseId}`
  const hold = (sql: Sql) => sql`SELECT FROM accounts WHERE account_id = ${accountId} FOR NO KEY UPDATE`
  await atOnce(hold, [rename, move])
})

test('one protected person comes to two accounts at once that have another person in common', async () => {
  await sharedPremise()
  const [pair] = await data.owner`SELECT (SELECT max(person_id) FROM persons WHERE is_protected) AS protected,
    (SELECT min(person_id) FROM persons WHERE NOT is_protected) AS common`
  const { protected: comes = 0, common = 0 } = pair ?? {}
  const rows = await data.owner`INSERT INTO account_persons (account_id, person_id, relationship_type)
    SELECT account_id, ${common}, 'spouse' FROM accounts a WHERE NOT EXISTS (
      SELECT FROM account_persons ap WHERE ap.account_id = a.account_id AND ap.person_id IN (${common}, ${comes}))
    ORDER BY account_id LIMIT 2 RETURNING account_id`
  const changes = rows.map(
    ({ accountId }) =>
      (sql: Sql) =>
        sql`INSERT INTO account_persons (account_id, person_id, relationship_type) VALUES (${accountId}, ${comes}, 'spouse')`,
  )
  expect(changes).toHaveLength(2)
  await atOnce((sql) => sql`SELECT FROM persons WHERE person_id = ${common} FOR NO KEY UPDATE`, changes)
})

test('a premise where only somebody protected stays leaves the index when the others’ service point moves away', async () => {
  const { accountId, premiseId } = await sharedPremise()
  await data.owner`UPDATE service_points SET premise_id = (SELECT min(premise_id) FROM premises WHERE premise_id <> ${premiseId})
    WHERE premise_id = ${premiseId} AND service_point_id IN (
      SELECT service_point_id FROM service_agreement_points JOIN service_agreements USING (service_agreement_id)
      WHERE account_id = ${accountId})`
  expect(await data.owner`SELECT 1 FROM search_premises WHERE premise_id = ${premiseId}`).toEqual([])
  expect(await verifySearch(data.owner, () => {})).toEqual([])
})
