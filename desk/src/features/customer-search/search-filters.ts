import type { Terms } from './search-state.ts'

/** Filters of every search. They are not personal data, so the tab's session storage can keep them. */
export type Filters = Pick<Terms, 'division' | 'showAllPremises' | 'hasWebUser'>

const storageKey = 'search-filters'

/** Returns the filters that are on. */
export const filtersOf = ({ division, showAllPremises, hasWebUser }: Terms): Filters => ({
  ...(division && { division }),
  ...(showAllPremises && { showAllPremises }),
  ...(hasWebUser && { hasWebUser }),
})

export const hasFilters = (terms: Terms) => Object.keys(filtersOf(terms)).length > 0

/** Parses the stored filters. Leaves out a division that no longer exists. */
export function parseFilters(stored: string | null, divisions: readonly string[]): Filters {
  const said = new URLSearchParams(stored ?? '')
  const division = said.get('division') ?? ''
  return filtersOf({
    division: divisions.includes(division) ? division : '',
    showAllPremises: said.get('showAllPremises') === 'true',
    hasWebUser: said.get('hasWebUser') === 'true',
  })
}

export function readFilters(storage: Storage, divisions: readonly string[]): Filters {
  return parseFilters(storage.getItem(storageKey), divisions)
}

export function keepFilters(storage: Storage, filters: Filters): void {
  const said = Object.entries(filters).map(([name, value]) => [name, String(value)])
  storage.setItem(storageKey, String(new URLSearchParams(said)))
}
