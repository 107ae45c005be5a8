import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#testing/test-database.ts'
import { query } from '../query.ts'
import { openPool } from '../sql.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())

test('makes the values of columns', async () => {
  const [row] =
    await db.owner`SELECT 9007199254740991::bigint AS big, 12.50::numeric AS amount_due, date '2026-02-28' AS on_day,
    true AS yes, NULL::text AS nothing, '\\x00ff'::bytea AS bytes, '{"a":[1,null]}'::jsonb AS json, 1.5::float8 AS float,
    '2026-03-01 12:00:00.25+00'::timestamptz AS at, 7::smallint AS small, 'x' AS "marked!", 'y' AS "marked_too?",
    ARRAY[1, NULL, 3]::bigint[] AS numbers, ARRAY['a"b', 'c\\d', NULL, '', 'NULL', '{}', 'e,f'] AS texts,
    ARRAY[[1,2],[3,4]] AS nested, ARRAY['{"k":"v"}'::jsonb] AS jsons, ARRAY[date '2026-01-01'] AS days, '{}'::int[] AS none,
    ARRAY['\\x01'::bytea] AS parts, ARRAY[true, false] AS choices`
  expect(row).toEqual({
    big: 9007199254740991,
    amountDue: 12.5,
    onDay: '2026-02-28',
    yes: true,
    nothing: null,
    bytes: Buffer.from([0, 255]),
    json: { a: [1, null] },
    float: 1.5,
    at: new Date('2026-03-01T12:00:00.250Z'),
    small: 7,
    marked: 'x',
    markedToo: 'y',
    numbers: [1, null, 3],
    texts: ['a"b', 'c\\d', null, '', 'NULL', '{}', 'e,f'],
    nested: [
      [1, 2],
      [3, 4],
    ],
    jsons: [{ k: 'v' }],
    days: ['2026-01-01'],
    none: [],
    parts: [Buffer.from([1])],
    choices: [true, false],
  })
})

test('a bigint that a number cannot hold is an error, and the connection goes on', async () => {
  await expect(db.owner`SELECT 9007199254740993::bigint AS big`).rejects.toThrow('beyond the safe integers')
  expect(await db.owner`SELECT 1 AS one`).toEqual([{ one: 1 }])
})

type Sent = {
  params: { j: unknown; t: string; a: unknown[]; b: Uint8Array; d: Date; n: number | null }
  row: object
}
const sent = query<Sent>(
  'sent',
  `SELECT $j::jsonb AS json, $t::text::jsonb AS from_text, $a::text[] AS texts, $b::bytea AS bytes, $d::timestamptz AS at, $n::numeric AS number`,
)

test.each([[{ a: 1 }], [['x', { y: null }]], ['a text'], [17], [false]])(
  'sends %j as JSON where the parameter is JSON',
  async (json) => {
    const at = new Date('2026-03-01T12:00:00.123Z')
    const texts = ['a"b', 'c\\d', '', 'NULL', null, 'ü,{}']
    const given = { j: json, t: '{"x":1}', a: texts, b: new Uint8Array([0, 1, 255]), d: at, n: 1.25 }
    const row = { json, fromText: { x: 1 }, texts, bytes: Buffer.from([0, 1, 255]), at, number: 1.25 }
    expect(await sent(db.owner, given)).toEqual([row])
    // Prepared by now.
    expect(await sent(db.owner, { ...given, n: null })).toEqual([{ ...row, number: null }])
  },
)

test('sends statements in the order of the calls, also where one must first be described', async () => {
  const rows = await db.owner.begin(async (sql) => {
    const told = [
      sql.unsafe(`SELECT set_config('porchlight.said', $1, true)`, ['first'], { prepare: true }),
      sql.unsafe(`SELECT current_setting('porchlight.said') AS said`, [], { prepare: true }),
      sql.unsafe(`SELECT set_config('porchlight.said', $1::text || 'second', true)`, ['the '], {
        prepare: true,
      }),
      sql.unsafe(`SELECT current_setting('porchlight.said') AS said`, [], { prepare: true }),
    ]
    return Promise.all(told)
  })
  expect(rows.map(([row]) => row?.said ?? row?.setConfig)).toEqual([
    'first',
    'first',
    'the second',
    'the second',
  ])
})

test('learns the types of a statement behind others that are prepared at the same moment', async () => {
  const fresh = openPool(db.url, 1)
  try {
    const connection = await fresh.reserve()
    const sent = [
      connection.unsafe('SELECT 1 AS n', [], { prepare: true }),
      connection.unsafe('SELECT $1::int AS n', [2], { prepare: true }),
      connection.unsafe('SELECT $1::jsonb -> 0 ->> $2::text AS n', [[{ a: 3 }], 'a'], { prepare: true }),
      connection.unsafe('SELECT $1::int AS n, 1 AS m', [4], { prepare: true }),
    ]
    expect((await Promise.all(sent)).map(([row]) => Number(row?.n))).toEqual([1, 2, 3, 4])
    connection.release()
  } finally {
    await fresh.end()
  }
})

test('answers the statements sent after one that fails', async () => {
  const connection = await db.owner.reserve()
  try {
    const answers = await Promise.allSettled([
      connection.unsafe('SELECT 1 / $1::int AS n', [0]),
      connection.unsafe('SELECT $1::int AS n', [2]),
      connection.unsafe('SELECT nothing FROM nowhere', [], { prepare: true }),
      connection.unsafe('SELECT 4 AS n'),
    ])
    expect(
      answers.map((result) => (result.status === 'rejected' ? result.reason.code : result.value[0]?.n)),
    ).toEqual(['22012', 2, '42P01', 4])
  } finally {
    connection.release()
  }
})

test('a statement part keeps its parameter values', async () => {
  const part = db.owner`n > ${2} AND n < ${5}`
  expect(await db.owner`SELECT n FROM generate_series(1, ${10}::int) n WHERE ${part} AND n <> ${4}`).toEqual([
    { n: 3 },
  ])
})

test('COPY inserts the written lines, and an error of PostgreSQL leaves the connection usable', async () => {
  const connection = await db.owner.reserve()
  try {
    await connection.unsafe('CREATE TEMP TABLE copied (n int)')
    const copy = await connection.copyIn('COPY copied FROM STDIN')
    const line = Buffer.from('7\n'.repeat(20_000))
    for (let n = 0; n < 50; n += 1) await copy.write(line)
    await copy.end()
    expect(await connection`SELECT count(*), sum(n) FROM copied`).toEqual([
      { count: 1_000_000, sum: 7_000_000 },
    ])
    const wrong = await connection.copyIn('COPY copied FROM STDIN')
    await wrong.write(Buffer.from('not a number\n'))
    await expect(wrong.end()).rejects.toMatchObject({ code: '22P02' })
    await expect(connection.copyIn('COPY nowhere FROM STDIN')).rejects.toMatchObject({ code: '42P01' })
    expect(await connection`SELECT count(*) FROM copied`).toEqual([{ count: 1_000_000 }])
  } finally {
    connection.release()
  }
})

test('closes a connection that is returned with an open transaction', async () => {
  const connection = await db.owner.reserve()
  const [before] = await connection.unsafe('SELECT pg_backend_pid() AS pid')
  await connection.unsafe('BEGIN')
  connection.release()
  await expect(connection.unsafe('SELECT 1')).rejects.toMatchObject({ code: 'CONNECTION_ENDED' })
  const pids = await Promise.all([
    db.owner`SELECT pg_backend_pid() AS pid`,
    db.owner`SELECT pg_backend_pid() AS pid`,
  ])
  expect(pids.flat().map((row) => row.pid)).not.toContain(before?.pid)
})
