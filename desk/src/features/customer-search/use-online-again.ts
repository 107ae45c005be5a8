import { useEffect } from 'preact/hooks'
import type { Search } from './search-state.ts'

/** Asks again by itself as soon as there is a network: what failed without one, and what may have left before it was back. */
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
