import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillLife } from '../../server/src/features/person-data/full-life.fixture.ts'
import { testEncryptionKey } from '../../server/src/testing/cluster.ts'
import { createTestApp, type TestApp } from '../../server/src/testing/test-app.ts'
import { exportPerson } from './person.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'person-'))
let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  await fillLife(app)
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await app.close()
})

const config = { utilityName: 'Harbor Light & Water', timeZone: 'America/Los_Angeles' } as Parameters<
  typeof exportPerson
>[2]['config']
const run = (...args: string[]) =>
  app.owner.begin((sql) => exportPerson(sql, args, { config, readableKeys: [testEncryptionKey] }))

test('writes both files, for this user alone, and leaves a line in the record', async () => {
  const paths = await run('export', '1', '--out', folder, '--language', 'es')
  expect(paths).toEqual([path.join(folder, 'person-1.json'), path.join(folder, 'person-1.html')])
  for (const name of paths) expect(statSync(name).mode & 0o077).toBe(0)
  const [json = '', html = ''] = paths.map((name) => readFileSync(name, 'utf8'))
  expect(JSON.parse(json).sections.identifiers).toMatchObject([{ value: 'zyx-passport' }])
  expect(html).toContain('<html lang="es">')
  const lines =
    await app.owner`SELECT event, actor_kind, details FROM record_entries WHERE action = 'person-data:export'`
  expect(lines).toEqual([{ event: 'read', actorKind: 'system', details: { personId: 1, export: 'command' } }])
})

test.each([
  ['a number of no person', ['export', '999', '--out', folder], /There is no person 999/],
  ['no folder', ['export', '1'], /--out FOLDER/],
  ['no number', ['export', 'maria', '--out', folder], /number of a person/],
  ['another language', ['export', '1', '--out', folder, '--language', 'fr'], /en or es/],
  ['another verb', ['show', '1'], /person export ID/],
])('%s is refused in a sentence', async (_, args, words) => {
  await expect(run(...args)).rejects.toThrow(
    expect.objectContaining({ name: 'StartRefused', message: expect.stringMatching(words) }),
  )
})
