import { Refused } from '@porchlight/contract/client.ts'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Desk } from '#app/desk-context.ts'
import { refusalOf } from '#app/use-answer.ts'
import { createSearch, type Search } from './search-state.ts'

/** The box's search and the fields' search. Both live as long as the page, so that coming back finds them as they were. */
export type Searches = { box: Search; fields: Search }

export const SearchesContext = createContext<Searches | undefined>(undefined)

export function createSearches(clientUntil: Desk['clientUntil']): Searches {
  const make = () =>
    createSearch({
      ask: (body, signal) => clientUntil(signal).searchCustomers({ body }),
      refusalOf: (error) => (error instanceof Refused ? error.body : refusalOf(error)),
    })
  return { box: make(), fields: make() }
}

export function useSearches(): Searches {
  const searches = useContext(SearchesContext)
  if (!searches) throw new Error('Outside of the desk')
  return searches
}
