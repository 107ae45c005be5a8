import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const folder = mkdtempSync(path.join(tmpdir(), 'language-'))
beforeAll(() => {
  for (const name of ['tools', 'docs', 'locales/en']) mkdirSync(path.join(folder, name), { recursive: true })
  cpSync('tools/language.json', path.join(folder, 'tools/language.json'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs the check over a project of one file and returns what it says. */
function checkOf(file: string, text: string) {
  writeFileSync(path.join(folder, file), text)
  const { stderr, status } = spawnSync(process.execPath, [path.resolve('tools/check-language.mjs')], {
    cwd: folder,
    encoding: 'utf8',
  })
  rmSync(path.join(folder, file))
  return { said: stderr.trim(), status }
}

test.each([
  ['a British spelling', 'docs/a.md', 'The colour of a bill.', 'docs/a.md:1: British spelling "colour"'],
  [
    'a replaced word on a screen',
    'locales/en/a.json',
    '{\n"k": "The support view"\n}',
    '"support view" on a screen',
  ],
  ['more riddles than before', 'docs/a.md', 'Whoever may, may.\n'.repeat(500), 'docs: whoever: 500 times'],
])('refuses %s', (_, file, text, words) => {
  const { said, status } = checkOf(file, text)
  expect(said).toContain(words)
  expect(status).toBe(1)
})

test('takes plain words, and names that are stored', () => {
  expect(checkOf('docs/a.md', 'The group `call-centre` reads organisation_name.')).toEqual({
    said: '',
    status: 0,
  })
})
