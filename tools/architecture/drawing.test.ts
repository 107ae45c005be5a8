import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const drawing = readFileSync('docs/architecture.md', 'utf8')
const foldersOf = (folder: string) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
const isOurs = (name: string) => !/^(node_modules|dist|docs|test-results|\..*)$/.test(name)

test('the drawing of today has every workspace and every folder of the server', () => {
  const today = drawing.slice(drawing.indexOf('## Today'), drawing.indexOf('## The measure'))
  const drawn = new Set(today.match(/[\w-]+/g))
  const folders = [...foldersOf('.').filter(isOurs), ...foldersOf('server/src')]
  expect(folders.length).toBeGreaterThan(20)
  expect(folders.filter((name) => !drawn.has(name))).toEqual([])
})
