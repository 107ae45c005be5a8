import { afterAll, beforeAll, expect, test } from 'vitest'
import { save, saveAndStart } from '../../server/src/features/retention/retention.fixture.ts'
import { town } from '../../server/src/testing/small-town.ts'
import { createTestApp, type TestApp } from '../../server/src/testing/test-app.ts'
import { retention } from './retention.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  await app.owner`INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at)
    SELECT ${town.mariaAccount}, 'general', 'call', 'n', '2015-06-01'::timestamptz + n * interval '1 minute'
    FROM generate_series(1, 1500) n`
})
afterAll(() => app.close())

async function run(...args: string[]): Promise<string[]> {
  const said: string[] = []
  const closers: (() => unknown)[] = []
  const stopping = {
    add: (close: () => unknown) => void closers.push(close),
    closeAll: async () => {},
    isStopping: false,
  }
  try {
    await retention({ ownerUrl: app.url, stopping, say: (sentence) => void said.push(sentence) }, args)
  } finally {
    for (const close of closers) await close()
  }
  return said
}

test('deletes nothing without a saved period, counts what one would delete, and deletes just that', async () => {
  const kenji = await app.asCsr('kenji.sato')
  expect(await run('preview', 'contacts')).toEqual(['contacts: no period is saved; nothing is deleted.'])
  await run('run')
  await save(kenji, 'contacts', 12)
  const preview = await run('preview', 'contacts')
  expect(preview[1]).toMatch(/^ {2}contacts: 1,500 rows go, the oldest of 2015-06-01/)
  expect(preview[2]).toBe('    2015: 1,500')
  const said = await run('run', 'contacts')
  expect(said[0]).toMatch(/^Deleting contacts of before 20\d\d-\d\d-\d\d \.\.\.$/)
  expect(said[1]).toBe('contacts: 1,500 rows deleted.')
  expect(await app.owner`SELECT count(*)::int AS n FROM customer_contacts`).toEqual([{ n: 0 }])
  const recorded = await app.owner`SELECT details FROM record_entries WHERE action = 'retention:delete'`
  expect(recorded.map((row) => row.details)).toMatchObject([
    { kind: 'contacts', deleted: 1500, setBy: 'kenji.sato' },
  ])
})

test('says which run is paused', async () => {
  const kenji = await app.asCsr('kenji.sato')
  const runId = await saveAndStart(kenji, 'to-dos', 12)
  const body = { move: 'pause' as const, version: 1, reason: 'The backup runs' }
  await kenji.api.moveRetentionRun({ params: { runId }, body })
  expect(await run('run', 'to-dos')).toContain('to-dos: the run is paused.')
})

test.each([
  ['a kind that is none', ['run', 'letters'], /There is no kind of data "letters": there are bills, usage/],
  ['a verb that is none', ['stop'], /There is no "retention stop"\.\nUsage: npm run admin/],
  ['nothing', [], /^Usage: npm run admin/],
])('%s is refused in a sentence', async (_, args, words) => {
  await expect(run(...args)).rejects.toThrow(words)
})
