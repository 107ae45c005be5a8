import { expect, test } from 'vitest'
import { relaxationsOf } from './relaxations.ts'
import type { Terms } from './search-state.ts'

const offered = (terms: Terms) => relaxationsOf(terms).map(({ kind, text }) => `${kind}: ${text}`)

test.each<[Terms, string[]]>([
  [{ box: '128 oak st maria gonzalez' }, ['only-name: maria gonzalez', 'only-street: 128 oak st']],
  [{ box: 'maria gonzalez, 128 oak st' }, ['only-name: maria gonzalez', 'only-street: 128 oak st']],
  [{ box: '128 oak maria' }, ['only-name: maria', 'only-street: 128 oak']],
  [{ box: 'maria gonzalez' }, ['shorter: maria']],
  [{ box: '128 oak' }, ['shorter: 128']],
  [{ box: 'gonzalez' }, []],
  [{ name: 'maria', street: 'oak' }, ['only-name: maria', 'only-street: oak']],
  [
    { box: 'gonzalez', division: 'Mesa', hasWebUser: true },
    ['any-division: gonzalez', 'without-web-user: gonzalez'],
  ],
])('%j', (terms, expected) => {
  expect(offered(terms)).toEqual(expected)
})

test('keeps every filter except the dropped one', () => {
  const terms = { box: 'maria gonzalez', division: 'Mesa', showAllPremises: true }
  expect(relaxationsOf(terms).map((wider) => wider.terms)).toEqual([
    { box: 'maria gonzalez', division: '', showAllPremises: true },
    { box: 'maria', division: 'Mesa', showAllPremises: true },
  ])
})
