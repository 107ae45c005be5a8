import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { rows } from './rows.generated.ts'

const folder = path.join(import.meta.dirname, '../features')

test('each action has its row in one feature, and no row is left out of the table', async () => {
  const files = readdirSync(folder).map((name) => path.join(folder, name, 'policy.ts'))
  const declared: string[] = []
  for (const file of files.filter((name) => existsSync(name)))
    for (const each of Object.values<object>(await import(file))) declared.push(...Object.keys(each))
  expect(declared.sort()).toEqual(Object.keys(rows).sort())
})
