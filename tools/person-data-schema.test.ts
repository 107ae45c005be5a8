import { readFileSync } from 'node:fs'
import path from 'node:path'
import { projectFolder } from '@porchlight/server/project-folder.ts'
import { expect, test } from 'vitest'
import { personDataSchema } from './person-data-schema.ts'

test('docs/person-data.schema.json says what the export of a person has (npm run schemas)', () => {
  const published = readFileSync(path.join(projectFolder(), 'docs/person-data.schema.json'), 'utf8')
  expect(JSON.parse(published)).toEqual(JSON.parse(personDataSchema()))
})
