import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { Dice } from './dice.ts'
import { loadLabeled } from './labeled/load.ts'
import { measureSize } from './measure-size.ts'
import { readOptions } from './options.ts'
import { editDistance } from './queries/edit-distance.ts'
import { Typist } from './queries/typist.ts'
import { hasTestData, testDataPath } from './test-data.ts'
import { Town } from './town/town.ts'

test('refuses unknown options with the usage', () => {
  expect(() => readOptions(['--sizes', '12'])).toThrow(/100 or more\nnpm run bench/)
  expect(() => readOptions(['--parts', 'all'])).toThrow(/no part "all"/)
  expect(() => readOptions(['--fast'])).toThrow(/--fast/)
})

test('counts one wrong letter as one edit and two as two, whatever the word', (context) => {
  if (!hasTestData()) return context.skip('skipped: no test data')
  const typist = new Typist()
  for (let seed = 0; seed < 500; seed++) {
    const dice = new Dice(1, seed)
    const word = dice.pick(['alvarez', 'smith', 'catherine', 'aaaaaa', 'phillips'])
    expect(editDistance(word, typist.typo(word, dice))).toBe(1)
    expect(editDistance(word, typist.twoTypos(word, dice))).toBe(2)
    expect(typist.firstLetterTypo(word, dice)[0]).not.toBe(word[0])
  }
})

test('a household of the town is the same one whenever it is made', (context) => {
  if (!hasTestData()) return context.skip('skipped: no test data')
  const [one, other] = [new Town(2000), new Town(2000)]
  for (let index = 50; index >= 0; index--) expect(one.household(index)).toEqual(other.household(index))
})

test('fills a small town, searches it, and searches the kept town again', async (context) => {
  if (!hasTestData()) return context.skip('skipped: no test data')
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-search-bench-'))
  try {
    const families = 'account-id,email,phone,full-name,name-address,one-box,febrl-1'
    const options = readOptions([
      ...['--quick', '--data', folder, '--families', families, '--parts', 'families,updates'],
      ...['--febrl', testDataPath('febrl/dataset1.csv')],
    ])
    const read = loadLabeled(options, 30)
    const queries = read.queries.slice(0, 30)
    // Only the expected people: inserting the others a second time would test nothing more.
    const meant = new Set(queries.flatMap(({ expect }) => expect))
    const labeled = { people: read.people.filter(({ id }) => meant.has(id)), queries }
    const figures = await measureSize(400, options, labeled)
    expect(Object.keys(figures.families)).toEqual(families.split(','))
    for (const exact of ['account-id', 'email', 'phone'])
      expect(figures.families[exact]).toMatchObject({ r1: 1, n: 20 })
    expect(figures.families['febrl-1']?.n).toBe(30)
    expect(figures.update_ms).not.toBeNull()
    expect(figures.fill.people).toBeGreaterThanOrEqual(400)
    const again = await measureSize(400, { ...options, families: ['febrl-1'], parts: ['families'] }, labeled)
    expect(again.fill).toMatchObject({ seconds: figures.fill.seconds })
    expect(again.families['febrl-1']).toMatchObject({ r50: figures.families['febrl-1']?.r50 })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
