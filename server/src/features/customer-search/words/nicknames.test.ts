import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyOf, spellingsOf } from './diminutives.ts'
import list from './nicknames.json' with { type: 'json' }
import { nicknamesOf } from './nicknames.ts'

const families = Object.entries(list).map(([full, short]) => [full, ...short])
const fullNames = Object.keys(list)
const listed = [...new Set(families.flat())]
/** Every name of the list in every spelling that may be typed. */
const typed = [
  ...new Set(
    listed.flatMap((name) => {
      const stem = keyOf(name).replace(/-$/, '')
      return stem === keyOf(name) ? [name] : ['y', 'ie', 'i', 'ey', 'ee'].map((ending) => stem + ending)
    }),
  ),
]
const most = 24

test('the list is sorted, in plain letters, and without duplicates', () => {
  expect(listed.filter((name) => !/^[a-z]{2,}$/.test(name))).toEqual([])
  expect(fullNames).toEqual(fullNames.toSorted())
  for (const family of families) expect(new Set(family.map(keyOf)).size, family.join(' ')).toBe(family.length)
  expect(families.filter((family) => family.length < 2)).toEqual([])
})

test('a full name leads to each of its short ones, and each back', () => {
  for (const [full = '', ...short] of families)
    for (const one of short) {
      expect([...nicknamesOf(full)], full).toContain(one)
      expect([...nicknamesOf(one)], one).toContain(full)
    }
})

test('each name that a name leads to leads back to one of its spellings, unless more likely names take the places', () => {
  for (const name of typed)
    for (const other of nicknamesOf(name)) {
      const back = nicknamesOf(other)
      const returns = [...back].some((one) => keyOf(one) === keyOf(name))
      expect(returns || back.size === most || keyOf(other) === keyOf(name), `${name} ${other}`).toBe(true)
    }
})

test('no name leads to itself, or to more names than a search looks up', () => {
  for (const name of typed) {
    expect(nicknamesOf(name).has(name), name).toBe(false)
    expect(nicknamesOf(name).size, name).toBeLessThanOrEqual(most)
  }
})

test('a full name leads to another only if a line of the list has both', () => {
  for (const name of fullNames)
    for (const other of nicknamesOf(name))
      if (other in list)
        expect(
          families.some((family) => [name, other].every((one) => family.map(keyOf).includes(keyOf(one)))),
          `${name} ${other}`,
        ).toBe(true)
  expect([...nicknamesOf('albert')]).not.toContain('alfred')
  expect([...nicknamesOf('edward')]).not.toContain('edwin')
})

test('a short name of several leads to all of them', () => {
  expect([...nicknamesOf('chris')]).toEqual(expect.arrayContaining(['christopher', 'christine', 'christina']))
  expect([...nicknamesOf('pat')]).toEqual(expect.arrayContaining(['patricia', 'patrick']))
  expect([...nicknamesOf('al')]).toEqual(expect.arrayContaining(['albert', 'alan', 'alfredo']))
  expect([...nicknamesOf('pancho')]).toEqual(expect.arrayContaining(['francisco', 'paco']))
})

test.each([
  ['patti', 'patricia'],
  ['pattee', 'patricia'],
  ['jimmie', 'james'],
  ['robby', 'robert'],
  ['milly', 'mildred'],
  ['vickey', 'victoria'],
  ['lupita', 'guadalupe'],
])('%s is %s, whatever its ending', (short, full) => {
  expect([...nicknamesOf(short)]).toContain(full)
})

test('the common spellings of a short name come with it, the other spellings of what was typed first', () => {
  expect([...nicknamesOf('james')]).toEqual(expect.arrayContaining(['jimmy', 'jimmie', 'jimmi']))
  expect([...nicknamesOf('patti')].slice(0, 2)).toEqual(['patty', 'pattie'])
  expect([...nicknamesOf('robert')].slice(0, 4)).toEqual(['bob', 'bobby', 'rob', 'roberto'])
})

test('only an ending behind a consonant is one of the diminutive ones, and Mary is not Marie', () => {
  expect(spellingsOf('patti')).toEqual(['patty', 'pattie', 'patti'])
  for (const name of ['joey', 'guy', 'lee', 'kay', 'ty', 'bob', ''])
    expect(spellingsOf(name), name).toEqual([])
  expect(keyOf('mary')).not.toBe(keyOf('marie'))
  expect(spellingsOf('mari')).toEqual(['mari'])
})

test('an unknown name leads to no other', () => {
  expect(nicknamesOf('constructor').size).toBe(0)
  fc.assert(
    fc.property(
      fc.string(),
      (text) => nicknamesOf(text).size === 0 || listed.map(keyOf).includes(keyOf(text)),
    ),
  )
})
