import { useLayoutEffect } from 'preact/hooks'
import type { Search } from './search-state.ts'
import { rowId } from './search-state.ts'

/** Restores the scroll position when the CSR returns to the results. */
export function useKeptPlace({ place, active }: Search): void {
  useLayoutEffect(() => {
    scrollTo(0, place.scroll)
    document.getElementById(rowId(active.peek()))?.scrollIntoView({ block: 'nearest' })
    const remember = () => {
      place.scroll = scrollY
    }
    addEventListener('scroll', remember, { passive: true })
    return () => removeEventListener('scroll', remember)
  }, [place, active])
}
