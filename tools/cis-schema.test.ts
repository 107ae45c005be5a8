import { readFileSync } from 'node:fs'
import path from 'node:path'
import { projectFolder } from '@porchlight/server/project-folder.ts'
import { expect, test } from 'vitest'
import { cisSchema } from './cis-schema.ts'

test('docs/cis/task-report.schema.json is what the outbox checks with (npm run schemas)', () => {
  const published = readFileSync(path.join(projectFolder(), 'docs/cis/task-report.schema.json'), 'utf8')
  expect(JSON.parse(published)).toEqual(JSON.parse(cisSchema()))
})
