import { expect, test } from 'vitest'
import { filtersOf, hasFilters, parseFilters } from './search-filters.ts'

const divisions = ['Harbor', 'Mesa']

test('returns only filters that are on', () => {
  expect(filtersOf({ box: 'maria', division: 'Mesa', hasWebUser: false })).toEqual({ division: 'Mesa' })
  expect(hasFilters({ box: 'maria', division: '', showAllPremises: false })).toBe(false)
})

test('reads stored filters, and leaves out removed divisions and unknown names', () => {
  expect(parseFilters('division=Mesa&hasWebUser=true', divisions)).toEqual({
    division: 'Mesa',
    hasWebUser: true,
  })
  expect(parseFilters('division=Gone&box=maria&showAllPremises=yes', divisions)).toEqual({})
  expect(parseFilters(null, divisions)).toEqual({})
})
