import { useEffect } from 'preact/hooks'
import type { Search } from './search-state.ts'

/** Retries the search when the network is back, also if the request was sent before that. */
export function useOnlineAgain(search: Search): void {
  useEffect(() => {
    const again = () => {
      const { state } = search.state.peek()
      if (state === 'refused' || state === 'searching') void search.submit(search.terms.peek())
    }
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  }, [search])
}
