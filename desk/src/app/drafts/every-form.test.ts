import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const source = fileURLToPath(new URL('../..', import.meta.url))
/** Forms that change nothing. The address or the search state keeps what was typed. */
const asking = [
  'app/drafts/draft-form.tsx',
  'app/filter-form.tsx',
  'features/customer-search/fields-screen.tsx',
  'features/record-lists/subject-search.tsx',
]

test('keeps drafts in every form that changes something', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.tsx') && !name.includes('node_modules'))
  const withForm = files.filter((name) =>
    /<form\b|ui\/form\.tsx/.test(readFileSync(`${source}/${name}`, 'utf8')),
  )
  expect(withForm.sort()).toEqual(asking)
})
