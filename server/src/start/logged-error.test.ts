import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestDatabase, type TestDatabase } from '#testing/test-database.ts'
import { loggedError } from './logged-error.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
  await db.owner`INSERT INTO persons (person_id, kind) VALUES (1, 'human')`
  await db.owner`INSERT INTO web_users (web_user_id, user_name, email, person_id) VALUES (${town.maria}, 'maria.secret', 'maria@secret.example', 1)`
})
afterAll(() => db.drop())

const lines: string[] = []
const log = pino({ serializers: { err: loggedError } }, { write: (line: string) => lines.push(line) })

test.each([
  [
    'a name that is taken',
    `INSERT INTO web_users (user_name, email, person_id) VALUES ('Maria.Secret', 'x@secret.example', 1)`,
    '23505',
  ],
  [
    'a row that a constraint refuses',
    `INSERT INTO web_users (web_user_id, user_name, email, person_id) VALUES (1, 'maria.secret2', NULL, 1)`,
    '23502',
  ],
  ['a value of another type', `SELECT 'maria@secret.example'::bigint`, '22P02'],
])('%s is logged without what it quotes', async (_, statement, code) => {
  const error: unknown = await db.owner.unsafe(statement).catch((e: unknown) => e)
  log.error({ err: error }, 'unexpected error')
  log.error({ err: new Error('a request failed', { cause: error }) }, 'unexpected error')
  const said = lines.splice(0).join('\n')
  expect(said).not.toMatch(/secret/i)
  expect(said.split(code)).toHaveLength(3)
  expect(said).toContain('at ')
})

test('an error of our own keeps its words', () => {
  expect(loggedError(new RangeError('12 is beyond'))).toMatchObject({
    type: 'RangeError',
    message: '12 is beyond',
  })
  expect(loggedError('text')).toEqual({ type: 'string' })
})
