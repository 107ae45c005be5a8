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

test('every word must be in the name or the part, in any order; nothing typed gives all in the order of the page', () => {
  expect(names('')).toEqual(all.map(({ name }) => name))
  expect(names('smith unl')).toEqual(['Unlink j.smith from this account'])
  expect(names('unlink summary')).toHaveLength(2)
  expect(names('unlink history')).toEqual([])
})

test('a name that begins with it comes first; accents and capital letters do not matter', () => {
  expect(names('NOTE')).toEqual(['Note', 'Save note'])
  expect(names('anadir')).toEqual(['Añadir una nota'])
})
