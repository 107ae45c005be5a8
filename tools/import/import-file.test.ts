import { fileURLToPath } from 'node:url'
import { startProcess } from '@porchlight/server/testing/test-process.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openImportApp } from './import.fixture.ts'
import { importCommand } from './import-command.ts'
import { runFileImport } from './run-file-import.ts'

let app: Awaited<ReturnType<typeof openImportApp>>
beforeAll(async () => {
  app = await openImportApp()
})
afterAll(() => app.close())

const person = (n: number) => ({
  sourceKey: `K-${n}`,
  names: [{ given: 'Ana', surname: `Vega${n}` }],
  contacts: [{ type: 'email', value: `k${n}@example.com` }],
})
const counts = async () =>
  (
    await app.owner`SELECT (SELECT count(*)::int FROM persons) AS persons, (SELECT count(*)::int FROM person_names) AS names,
      (SELECT count(*)::int FROM person_contacts) AS contacts`
  )[0]

test('killed in the middle of a batch and run again: nothing is doubled, nothing is lost', async () => {
  const file = app.ndjson(...Array.from({ length: 45 }, (_, n) => person(n)))
  const fixture = fileURLToPath(new URL('killed-import.fixture.ts', import.meta.url))
  const { ended } = startProcess(fixture, [app.url, file])
  expect((await ended).signal).toBe('SIGKILL')
  expect(await counts()).toEqual({ persons: 20, names: 20, contacts: 20 })
  expect(await app.bring('people', file, 10)).toMatchObject({ created: 25, changed: 0, unchanged: 20 })
  expect(await counts()).toEqual({ persons: 45, names: 45, contacts: 45 })
})

test('another import waits for the first', async () => {
  const file = app.ndjson(person(1))
  const held = await app.owner.reserve()
  await held`SELECT pg_advisory_lock(7402157)`
  const waiting = app.bring('people', file)
  await expect.poll(() => app.said).toContain('Another import is running: this one waits for it.')
  await held`SELECT pg_advisory_unlock(7402157)`
  held.release()
  expect(await waiting).toMatchObject({ unchanged: 1 })
})

test('prints the number of records by outcome, and where the rejects are', async () => {
  const file = app.ndjson(person(1), person(100), person(100), { sourceKey: 'K-0' })
  const said: string[] = []
  const command = importCommand(['people', file])
  if ('servicePointId' in command) throw new Error('not a file')
  const opened = { ownerUrl: app.url, encryptionKey: 'k'.repeat(32), say: (one: string) => said.push(one) }
  expect(await runFileImport(opened, command)).toBe(1)
  expect(said.join('\n')).toMatch(
    /^Importing people \.\.\.\n4 people: 1 new, 0 changed, 1 unchanged, 1 rejected; [\d.]+ s, [\d,]+\/s\.\n1 were followed by another with the same key: the last one counts\.\nLine, field and reason of what was rejected: .*\.rejects\.ndjson$/,
  )
})

test.each([
  [['people'], 'Usage: npm run import'],
  [['cats', 'x.csv'], 'There is no kind "cats" of files.'],
  [['people', '-'], 'Say the format'],
  [['people', 'x.csv', '--format', 'xml'], 'Say the format'],
  [['people', 'x.csv', 'y.csv'], 'Usage: npm run import'],
  [['usage', 'x.xml'], 'Which service point?'],
  [['constructor', 'x.csv'], 'There is no kind "constructor" of files.'],
])('%j is refused with the usage', (args, sentence) => {
  expect(() => importCommand(args)).toThrow(sentence)
})

test('format and rejects file follow the file’s name, or are said', () => {
  expect(importCommand(['people', 'a/x.CSV'])).toMatchObject({
    format: 'csv',
    rejectsFile: 'a/x.CSV.rejects.ndjson',
  })
  expect(importCommand(['bills', '-', '--format', 'ndjson'])).toMatchObject({
    rejectsFile: 'bills.rejects.ndjson',
  })
  expect(importCommand(['usage', 'x.xml', '--service-point', '7', '--yes'])).toMatchObject({
    servicePointId: 7,
  })
})
