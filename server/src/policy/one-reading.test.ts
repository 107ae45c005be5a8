import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { allStatements } from './statements.fixture.ts'

/**
 * Who is protected, and which further reasons are in force, is read in one place each: the views `protected_persons` and
 * `further_reasons`. These tests find a second reading in a statement of the server, in a view, or in a function.
 */
let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

/** These show or keep the rows themselves, and decide nothing by them. */
const keepingFolders = ['features/person-data/', 'features/retention/', 'features/alerts/']

/** Returns whether SQL reads the columns that make somebody protected, or the rows of further reasons, instead of the views. */
function readsAgain(sql: string): boolean {
  const aliases = [...sql.matchAll(/\b(?:FROM|JOIN|,)\s+(?:public\.)?persons(?:\s+(?:AS\s+)?(\w+))?/gi)].map(
    ([, alias]) => alias ?? 'persons',
  )
  const marks = aliases.some((alias) => new RegExp(`\\b${alias}\\.is_protected\\b`, 'i').test(sql))
  const bare = aliases.length > 0 && /(?<![.\w"]|AS )is_protected\b(?!")/i.test(sql)
  const staff = /\bIN\s*\(\s*SELECT\s+(?:\w+\.)?person_id\s+FROM\s+(?:public\.)?csr_users\b/i.test(sql)
  return marks || bare || staff || /\bprotected_openings\b/i.test(sql)
}

test.each([
  'SELECT p.is_protected FROM persons p WHERE p.person_id = $1',
  'SELECT 1 FROM account_persons ap JOIN persons ON true WHERE is_protected',
  'SELECT p.person_id IN (SELECT u.person_id FROM csr_users u) FROM web_users p',
  'SELECT 1 FROM protected_openings o WHERE o.expires_at > current_instant()',
])('finds a second reading: %s', (sql) => {
  expect(readsAgain(sql)).toBe(true)
})

test('no statement reads protection or further reasons except through the two views', async () => {
  const all = await allStatements(keepingFolders)
  expect(all.length).toBeGreaterThan(150)
  expect(all.filter(({ text }) => readsAgain(text)).map(({ queryName }) => queryName)).toEqual([])
})

test('one view reads the mark of a protected person, one the further reasons in force', async () => {
  const readersOf = (table: string, column: string) =>
    app.owner`SELECT DISTINCT r.ev_class::regclass::text AS view FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid
      JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
      WHERE d.classid = 'pg_rewrite'::regclass AND d.refobjid = ${table}::regclass AND a.attname = ${column}`
  expect(await readersOf('persons', 'is_protected')).toEqual([{ view: 'protected_persons' }])
  expect(await readersOf('protected_openings', 'expires_at')).toEqual([{ view: 'further_reasons' }])
})

test('no database function reads protection or further reasons except through the two views', async () => {
  const functions = await app.owner`SELECT proname AS name, prosrc AS source FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND prolang <> (SELECT oid FROM pg_language WHERE lanname = 'c')`
  const reading = functions.filter(({ source }) => readsAgain(String(source))).map(({ name }) => String(name))
  // They write, keep or erase the rows, and decide nothing by them.
  const keepers = [
    'open_protected',
    'person_erasure_steps',
    'mark_holder_protection',
    'remove_holder_protection',
  ]
  const deciding = reading.filter((name) => !keepers.includes(name) && !/retention|delete_old/.test(name))
  expect(deciding).toEqual([])
})

test('the policy and the list of assignees agree on who works the to-dos of a role', async () => {
  const csrs = await app.owner`SELECT csr_id FROM csr_users`
  const roles = ['payments', 'customer-records', 'security-officer', 'a-role-of-no-group']
  for (const { csrId } of csrs) {
    const { api } = await app.asCsr(String(csrId))
    for (const role of roles) {
      const [row] = await app.owner`INSERT INTO to_dos (to_do_role, subject, priority, created_at)
        VALUES (${role}, 'payment-differs', 3, now()) RETURNING to_do_id, works_to_do_role(${csrId}, ${role}) AS works`
      const params = { toDoId: Number(row?.toDoId) }
      const taken = api.takeToDo({ params, body: { version: 1 } }).then(
        () => true,
        () => false,
      )
      expect([csrId, role, await taken]).toEqual([csrId, role, row?.works])
    }
  }
})
