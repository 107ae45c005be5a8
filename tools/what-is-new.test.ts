import { onlyKey } from '@porchlight/server/encryption/encryption-keys.ts'
import { createTestDatabase, type TestDatabase } from '@porchlight/server/testing/test-database.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../server/src/config.ts'
import { projectVersion } from '../server/src/project-folder.ts'
import { stoppingForTests } from './stopping.fixture.ts'
import { whatIsNew } from './what-is-new.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
  await db.owner`INSERT INTO versions_run VALUES ('0.1.0', now() - interval '1 day'), (${projectVersion()}, now())`
})
afterAll(() => db.drop())

async function printed(since?: string): Promise<string> {
  const lines: string[] = []
  const { stopping, close } = stoppingForTests()
  const say = (line: string) => void lines.push(line)
  await whatIsNew({ config: readConfig({}), ...onlyKey(''), ownerUrl: db.url, stopping, say }, since)
  await close()
  return lines.join('\n')
}

test('prints what came after the version that ran here before, with its new permissions', async () => {
  const text = await printed()
  expect(text).toContain(`Version ${projectVersion()}`)
  expect(text).not.toContain('Version 0.1.0')
  expect(text).toContain('npm run admin -- backup-check')
  expect(text).toContain('New permissions, and the groups that hold them now')
})

test('says that nothing is new since this version, and which versions there are where it does not know one', async () => {
  expect(await printed(projectVersion())).toBe(`Nothing is new since version ${projectVersion()}.`)
  await expect(printed('7.0.0')).rejects.toThrow(/has no version 7\.0\.0: it has .*0\.1\.0\.$/)
})
