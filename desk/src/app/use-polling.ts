import { useEffect, useRef } from 'preact/hooks'

/** Asks again every so often while the page is seen. The seam for live updates: a stream of events would call `reload`. */
export function usePolling(reload: () => void, milliseconds: number): void {
  const current = useRef(reload)
  current.current = reload
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') current.current()
    }
    const timer = setInterval(look, milliseconds)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [milliseconds])
}
