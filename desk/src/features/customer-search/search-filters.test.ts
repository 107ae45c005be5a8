import { expect, test } from 'vitest'
import { filtersOf, hasFilters, parseFilters } from './search-filters.ts'

const divisions = ['Harbor', 'Mesa']

test('only what narrows is a filter, and only while it is on', () => {
  expect(filtersOf({ box: 'maria', division: 'Mesa', hasWebUser: false })).toEqual({ division: 'Mesa' })
  expect(hasFilters({ box: 'maria', division: '', showAllPremises: false })).toBe(false)
})

test('what was kept is read again; a division that is no more, and what is no filter, is left out', () => {
  expect(parseFilters('division=Mesa&hasWebUser=true', divisions)).toEqual({
    division: 'Mesa',
    hasWebUser: true,
  })
  expect(parseFilters('division=Gone&box=maria&showAllPremises=yes', divisions)).toEqual({})
  expect(parseFilters(null, divisions)).toEqual({})
})
