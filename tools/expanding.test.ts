import { describe, expect, test } from 'vitest'
import { breachesOf, statementsOf } from './expanding.mjs'

describe('a migration that breaks the version before is refused', () => {
  test.each([
    ['DROP TABLE bills', /drops something/],
    ['drop view if exists v cascade', /drops something/],
    ['ALTER TABLE bills DROP COLUMN due_on', /drops/],
    ['ALTER TABLE bills DROP due_on', /drops a column/],
    ['ALTER TABLE bills RENAME TO invoices', /renames/],
    ['ALTER TABLE bills RENAME COLUMN due_on TO due', /renames/],
    ['ALTER TYPE kind RENAME VALUE $$a$$ TO $$b$$', /renames/],
    ['ALTER FUNCTION f(int) RENAME TO g', /renames/],
    ['ALTER TABLE bills ALTER COLUMN amount_cents TYPE numeric', /type of a column/],
    ['ALTER TABLE bills ALTER amount_cents SET DATA TYPE numeric', /type of a column/],
    ['ALTER TABLE bills ALTER COLUMN note SET NOT NULL', /NULLs/],
    ['ALTER TABLE bills ALTER COLUMN note DROP DEFAULT', /default/],
    ['ALTER TABLE bills ADD COLUMN kind text NOT NULL', /no default/],
    [
      "ALTER TABLE bills ADD a int NOT NULL DEFAULT 0, ADD COLUMN kind text NOT NULL CHECK (kind <> '')",
      /no default/,
    ],
    ['ALTER TABLE bills ADD CONSTRAINT positive CHECK (amount_cents > 0)', /constraint/],
    ['ALTER TABLE bills ADD UNIQUE (number)', /constraint/],
    ['CREATE UNIQUE INDEX bills_number ON bills (number)', /refuses rows/],
    [
      'DROP FUNCTION open_bill(bigint); CREATE FUNCTION open_bill(bigint, text) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
      /drops something/,
    ],
    ['REVOKE SELECT ON bills FROM porchlight_portal', /right/],
    ['DROP POLICY own ON bills', /guards/],
    ['DROP TRIGGER keep ON bills', /guards/],
    ["DO $$ BEGIN IF true THEN EXECUTE 'x'; ALTER TABLE bills DROP COLUMN a; END IF; END $$", /drops/],
    ['/* harmless */ ALTER TABLE bills -- DEFAULT\n ADD COLUMN kind text NOT NULL', /no default/],
  ])('%s', (sql, words) => expect(breachesOf(sql).join()).toMatch(words))
})

describe('a migration that only expands is fine', () => {
  test.each([
    'CREATE TABLE t (a int NOT NULL); CREATE UNIQUE INDEX t_a ON t (a); ALTER TABLE t ADD CHECK (a > 0)',
    'ALTER TABLE bills ADD COLUMN kind text',
    "ALTER TABLE bills ADD COLUMN kind text NOT NULL DEFAULT 'x'",
    'ALTER TABLE bills ADD COLUMN n bigint GENERATED ALWAYS AS (a + 1) STORED NOT NULL',
    'CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE IF EXISTS temporary; END $$',
    "COMMENT ON TABLE bills IS 'DROP TABLE is never said'; -- RENAME",
    'REVOKE EXECUTE ON FUNCTION f FROM PUBLIC',
    'DROP POLICY own ON bills; CREATE POLICY own ON bills USING (true)',
    'DROP TRIGGER keep ON bills; CREATE TRIGGER keep AFTER INSERT ON bills EXECUTE FUNCTION f()',
    'DROP INDEX bills_old; CREATE INDEX bills_new ON bills (a)',
    'ALTER TABLE bills DROP CONSTRAINT narrow',
    'ALTER TABLE bills ALTER COLUMN note DROP NOT NULL',
    'GRANT SELECT ON bills TO porchlight_desk',
  ])('%s', (sql) => expect(breachesOf(sql)).toEqual([]))
})

test('statements are read without comments, texts and bodies of functions', () => {
  const sql = "SELECT 'a;b' /* ; */; -- c;\nCREATE FUNCTION f() AS $x$ one; two $x$ LANGUAGE sql;"
  expect(statementsOf(sql)).toEqual(["SELECT ''", "CREATE FUNCTION f() AS '' LANGUAGE sql"])
})
