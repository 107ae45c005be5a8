import { useEffect, useRef } from 'preact/hooks'

/** Short looks elsewhere cost nothing: each reading of a record is a line in the record. */
const fresh = 15_000

/**
 * Reads again when the reader comes back to the page after a while. The seam for live updates: a stream of events would
 * call the same function.
 */
export function useFreshness(reload: () => void): void {
  const current = useRef(reload)
  current.current = reload
  useEffect(() => {
    let leftAt = Date.now()
    const onChange = () => {
      if (document.visibilityState === 'hidden') leftAt = Date.now()
      else if (Date.now() - leftAt > fresh) current.current()
    }
    document.addEventListener('visibilitychange', onChange)
    return () => document.removeEventListener('visibilitychange', onChange)
  }, [])
}
