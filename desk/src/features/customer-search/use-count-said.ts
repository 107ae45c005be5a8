import { useEffect } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { announce } from '#app/news.ts'
import type { Search } from './search-state.ts'

/** Milliseconds after a response, so that the screen reader does not interrupt a CSR who is still typing. */
const pause = 700

/** Announces the number of results to screen readers after a pause in typing. */
export function useCountSaid({ state }: Search): void {
  const { t } = useDesk()
  const now = state.value
  const result = now.state === 'found' ? now.found : undefined
  useEffect(() => {
    if (!result) return
    const key = result.isCut ? 'search.count.first' : 'search.count'
    const timer = setTimeout(() => announce(t(key, { count: result.rows.length })), pause)
    return () => clearTimeout(timer)
  }, [result, t])
}
