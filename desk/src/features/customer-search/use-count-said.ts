import { useEffect } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { announce } from '#app/news.ts'
import type { Search } from './search-state.ts'

/** Milliseconds after an answer: who goes on typing is not talked over at each stroke. */
const pause = 700

/** Screen readers are told how many were found, once it is quiet. */
export function useCountSaid({ state }: Search): void {
  const { t } = useDesk()
  const now = state.value
  const found = now.state === 'found' ? now.found : undefined
  useEffect(() => {
    if (!found) return
    const key = found.isCut ? 'search.count.first' : 'search.count'
    const timer = setTimeout(() => announce(t(key, { count: found.rows.length })), pause)
    return () => clearTimeout(timer)
  }, [found, t])
}
