import { expect, test } from 'vitest'
import { matching } from './page-actions.ts'

const action = (name: string, part = '') => ({ name, part })
const all = [
  action('Save note', 'Contact history'),
  action('Unlink j.smith from this account', 'Web User Summary'),
  action('Unlink m.alvarez from this account', 'Web User Summary'),
  action('Note', 'Contact history'),
  action('Añadir una nota', 'Historial'),
]
const names = (typed: string) => matching(all, typed).map(({ name }) => name)

test('finds actions with every typed word in the name or the part, in any order; without a word, all in page order', () => {
  expect(names('')).toEqual(all.map(({ name }) => name))
  expect(names('smith unl')).toEqual(['Unlink j.smith from this account'])
  expect(names('unlink summary')).toHaveLength(2)
  expect(names('unlink history')).toEqual([])
})

test('lists names that begin with the typed text first, and ignores accents and case', () => {
  expect(names('NOTE')).toEqual(['Note', 'Save note'])
  expect(names('anadir')).toEqual(['Añadir una nota'])
})
