import { useEffect, useState } from 'preact/hooks'
import { patience } from '#app/outage.ts'
import { type Search, searchAgain } from './search-state.ts'

/**
 * Returns whether the browser has a network. When the network is back, it retries the search if the search was refused or still
 * waits for its response.
 */
export function useNetwork(search: Search): boolean {
  const [isOnline, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    let stop = new AbortController()
    // The browser may notice that the network is gone only after the search failed, so the notice follows both events.
    const follow = () => {
      stop.abort()
      stop = new AbortController()
      setOnline(navigator.onLine)
      if (navigator.onLine) void searchAgain(search, patience, stop.signal)
    }
    addEventListener('online', follow)
    addEventListener('offline', follow)
    return () => {
      stop.abort()
      removeEventListener('online', follow)
      removeEventListener('offline', follow)
    }
  }, [search])
  return isOnline
}
