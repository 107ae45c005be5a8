import { readFile } from 'node:fs/promises'
import { permissions } from '@porchlight/contract/permissions.ts'
import { expect, test } from 'vitest'
import { readChangelog } from './changelog.ts'

const text = await readFile('CHANGELOG.md', 'utf8')
const changelog = readChangelog(text)

test('the newest version is that of the package', async () => {
  expect(changelog[0]?.version).toBe(JSON.parse(await readFile('package.json', 'utf8')).version)
})

test('every permission of the contract is listed once, under the version that added it', () => {
  const listed = changelog.flatMap((version) => version.permissions)
  expect([...listed].sort()).toEqual([...permissions].sort())
})

test('a line goes on in the lines below it that are indented', () => {
  const [version] = readChangelog(
    '## 1.2.0 (today)\n\n### Security\n- one\n  and more\n- two\n\n### New permissions\n- `a:b`: all\n',
  )
  expect(version).toEqual({
    version: '1.2.0',
    sections: [{ title: 'Security', lines: ['one and more', 'two'] }],
    permissions: ['a:b'],
  })
})
