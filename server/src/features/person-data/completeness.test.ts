import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testEncryptionKey } from '#testing/cluster.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import type { Mapped, Of } from './data-map/mapped.ts'
import { dataMap } from './data-map.ts'
import { exportPage, type Place, start } from './export/export-page.ts'
import { fillLife, otherTrace } from './full-life.fixture.ts'
import { sections } from './sections/sections.ts'

let app: TestApp
let file: { sections: Record<string, Record<string, unknown>[]> }
beforeAll(async () => {
  app = await createTestApp()
  await fillLife(app)
  // One that still runs: a finished task is never due.
  await app.owner`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
      self_service_user_id, payload, correlation_id, created_at, updated_at, due_at)
    VALUES ('paperless', 'scheduled', ${town.mariaAccount}, 'customer', 'zyx.login', 'zyx.mail@example.com', '203.0.113.77',
      ${town.maria}, '{}', gen_random_uuid(), now(), now(), now())`
  file = JSON.parse(await exported('json'))
})
afterAll(() => app.close())

/** The whole file about Maria, read as the desk's role reads it, in pages of a few rows. */
async function exported(format: 'json' | 'html', locale: 'en' | 'es' = 'en'): Promise<string> {
  const facts = {
    personId: 1,
    utilityName: 'Harbor',
    timeZone: 'UTC',
    locale,
    madeAt: '2026-07-01T00:00:00.000Z',
  }
  let text = ''
  for (let place: Place | null = start; place; ) {
    const page = await exportPage(app.database.desk, place, {
      facts,
      format,
      identifiersBy: testEncryptionKey,
      mostRows: 3,
    })
    text += page.text
    place = page.next
  }
  return text
}

const mapped = Object.entries(dataMap).filter((entry): entry is [string, Mapped] => 'of' in entry[1])
const shownColumns = ({ fields }: Mapped) =>
  fields.split(' ').map((field) => {
    const [column = '', name] = field.split('=')
    return { column, name: name ?? column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()) }
  })

/** Maria's rows of a table, found by another way than the export's own statements. */
const webUser = `web_user_id = ${town.maria}`
const task = `self_service_task_id IN (SELECT self_service_task_id FROM self_service_tasks WHERE self_service_user_id = ${town.maria})`
const accounts = [town.mariaAccount, town.mariaShop].join()
const rowsOf: Record<Of, string> = {
  person: 'person_id = 1',
  'web-user': webUser,
  held: `account_id IN (${accounts})`,
  account: `account_id = ${town.mariaShop} OR account_id = ${town.mariaAccount} AND to_jsonb(t)::text NOT LIKE '%${otherTrace}%'`,
  task,
  payment: `payment_id IN (SELECT payment_id FROM payments WHERE account_id IN (${accounts}))`,
  line: `bill_id IN (SELECT bill_id FROM bills WHERE account_id IN (${accounts}))`,
  mail: `recipient ILIKE 'zyx%'`,
  record: `web_user_id = ${town.maria}`,
  point: `service_point_id IN (SELECT service_point_id FROM service_agreement_points JOIN service_agreements USING (service_agreement_id) WHERE account_id IN (${accounts}))`,
  premise: `premise_id IN (SELECT premise_id FROM service_points JOIN service_agreement_points USING (service_point_id) JOIN service_agreements USING (service_agreement_id) WHERE account_id IN (${accounts}))`,
}

describe('the map of the data', () => {
  test('lists every table and column of the database, and no others', async () => {
    const rows = await app.owner<{ place: string }[]>`
      SELECT c.relname || '.' || a.attname AS place FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND c.relname <> 'test_clock'`
    const there = rows.map(({ place }) => place)
    const undeclared = there.filter((place) => {
      const [table = '', column = ''] = place.split('.')
      const entry = dataMap[table]
      if (!entry) return true
      return (
        'of' in entry && !shownColumns(entry).some((one) => one.column === column) && !entry.not?.[column]
      )
    })
    expect(undeclared, 'declare each in data-map/: in the export as ..., or not, because ...').toEqual([])
    const gone = mapped.flatMap(([table, entry]) =>
      [...shownColumns(entry).map(({ column }) => column), ...Object.keys(entry.not ?? {})]
        .map((column) => `${table}.${column}`)
        .filter((place) => !there.includes(place)),
    )
    expect(gone).toEqual([])
    expect(
      Object.keys(dataMap).filter((table) => !there.some((place) => place.startsWith(`${table}.`))),
    ).toEqual([])
  })

  test('includes every table with a foreign key to people, web users or accounts', async () => {
    const rows = await app.owner<{ name: string }[]>`
      WITH RECURSIVE tied AS (
        SELECT unnest('{persons,web_users,accounts}'::regclass[]) AS oid
        UNION SELECT f.conrelid FROM pg_constraint f JOIN tied ON tied.oid = f.confrelid
        WHERE f.contype = 'f' AND f.conrelid <> 'csr_users'::regclass
      ) SELECT oid::regclass::text AS name FROM tied`
    const left = rows
      .map(({ name }) => name)
      .filter((name) => 'not' in (dataMap[name] ?? {}) && !('of' in (dataMap[name] ?? {})))
    // Each of these joins two tables that are in the export, holds hashes for a moment, is under legal privilege, is the
    // certificate of an erasure, repeats what is in messages that are in the export, or belongs to the review of a colleague's conduct.
    expect(left.sort()).toEqual([
      'alert_findings',
      'alert_steps',
      'canary_customers',
      'data_grant_tokens',
      'detector_mutes',
      'legal_holds',
      'masquerade_used_codes',
      'notices',
      'person_erasures',
      'read_out_codes',
      'service_agreement_points',
    ])
  })
})

describe('the export has every column that the map promises', () => {
  test.each(mapped)('%s', async (table, entry) => {
    const rows = await app.owner.unsafe(`SELECT to_jsonb(t) AS row FROM ${table} t WHERE ${rowsOf[entry.of]}`)
    expect(rows.length, `the fixture has no row of ${table}`).toBeGreaterThan(0)
    const section = file.sections[entry.section] ?? []
    expect(section.length).toBeGreaterThan(0)
    const text = JSON.stringify(section)
    for (const { column, name } of shownColumns(entry)) {
      expect(text, `${entry.section}.${name}`).toContain(`"${name}":`)
      for (const row of rows) {
        const value = (row.row as Record<string, unknown>)[column]
        if (value === null || value === undefined) continue
        // A colleague's address is the colleague's.
        if (table === 'record_entries' && column === 'ip_address' && (row.row as { csr_id: unknown }).csr_id)
          continue
        const isInstant = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)
        expect(text, `${table}.${column}`).toContain(
          isInstant ? new Date(value).toISOString() : JSON.stringify(value),
        )
      }
    }
  })

  test('every column of the fixture has a value in at least one row, so that the scan covers it', async () => {
    const empty: string[] = []
    for (const [table, entry] of mapped)
      for (const { column } of shownColumns(entry)) {
        const [row] = await app.owner.unsafe(
          `SELECT count(${column})::int AS n FROM ${table} t WHERE ${rowsOf[entry.of]}`,
        )
        if (Number(row?.n) === 0) empty.push(`${table}.${column}`)
      }
    // What the fixture cannot fill together: a contact from a task, and a payment by card.
    expect(empty).toEqual(['payments.self_service_task_id', 'customer_contacts.self_service_task_id'])
  })
})

test('the export has the fields that its sections declare, in a stable order', async () => {
  expect(Object.keys(file.sections)).toEqual(sections.map(({ name }) => name))
  for (const { name, fields } of sections)
    for (const row of file.sections[name] ?? []) expect(Object.keys(row), name).toEqual(Object.keys(fields))
  expect(JSON.parse(await exported('json'))).toEqual(file)
})

test('exports readings as numbers and identifiers in full', () => {
  expect(file.sections.usage?.[0]?.readings).toEqual(expect.arrayContaining([417]))
  expect(file.sections.identifiers).toEqual([
    { identifierType: 'passport', maskedValue: '••zyx', value: 'zyx-passport' },
  ])
})

test('the export has no data about other people on a shared account, and says what it leaves out', async () => {
  expect(JSON.stringify(file)).not.toContain(otherTrace)
  expect(await exported('html')).not.toContain(otherTrace)
  expect(file.sections.withheld).toEqual([
    { accountId: town.mariaAccount, what: 'contact-notes', count: 2 },
    { accountId: town.mariaAccount, what: 'other-people', count: 1 },
  ])
})

test('the export has no secret', async () => {
  const text = JSON.stringify(file)
  const rows = await app.owner`SELECT password_hash AS secret FROM web_user_credentials
    UNION ALL SELECT encode(token_hash, 'hex') FROM customer_sessions UNION ALL SELECT encode(token_hash, 'base64') FROM customer_sessions
    UNION ALL SELECT encode(key_hash, 'hex') FROM mailed_keys UNION ALL SELECT 'https://pay.example/'`
  for (const { secret } of rows) expect(text).not.toContain(String(secret))
})
