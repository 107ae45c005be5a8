import { Refused } from '@porchlight/contract/client.ts'
import { effect } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Desk } from '#app/desk-context.ts'
import { refusalOf } from '#app/use-answer.ts'
import { createRecent, type Recent } from './recent-state.ts'
import { filtersOf, keepFilters, readFilters } from './search-filters.ts'
import { createSearch, type Search, type Terms } from './search-state.ts'

/**
 * The box's search, the fields' search, and whom one opened last. They live as long as the page, so that coming back finds
 * them as they were; only the box's filters outlive a reload.
 */
export type Searches = { box: Search; fields: Search; recent: Recent }

export const SearchesContext = createContext<Searches | undefined>(undefined)

export function createSearches(
  { clientUntil, client, page }: Pick<Desk, 'clientUntil' | 'client' | 'page'>,
  storage: Storage,
): Searches {
  const make = (initial: Terms) =>
    createSearch({
      ask: (body, limit, signal) => clientUntil(signal).searchCustomers({ body: { ...body, limit } }),
      refusalOf: (error) => (error instanceof Refused ? error.body : refusalOf(error)),
      initial,
    })
  const box = make(readFilters(storage, page.desk.divisions))
  effect(() => keepFilters(storage, filtersOf(box.terms.value)))
  const recent = createRecent(async () => (await client.readRecentCustomers()).customers)
  return { box, fields: make({}), recent }
}

export function useSearches(): Searches {
  const searches = useContext(SearchesContext)
  if (!searches) throw new Error('Outside of the desk')
  return searches
}
