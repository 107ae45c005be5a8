import { readFileSync } from 'node:fs'
import path from 'node:path'
import { projectFolder } from '@porchlight/server/project-folder.ts'
import { expect, test } from 'vitest'
import { jsonSchemas } from './json-schemas.ts'

test.each([...jsonSchemas()])(
  'docs/import/%s is what the import checks with (npm run schemas)',
  (name, text) => {
    const published = readFileSync(path.join(projectFolder(), 'docs/import', name), 'utf8')
    expect(JSON.parse(published)).toEqual(JSON.parse(text))
  },
)
