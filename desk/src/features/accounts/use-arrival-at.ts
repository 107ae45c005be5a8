import { useLayoutEffect, useRef } from 'preact/hooks'
import { route } from '#app/router.ts'

/** Scrolls to the element of `#<id>` in the address once it is rendered. Only once for each address: a reload moves nothing. */
export function useArrivalAt(id: string, isReady: boolean): void {
  const arrivedAt = useRef<unknown>(undefined)
  const here = route.value
  useLayoutEffect(() => {
    if (!isReady || location.hash !== `#${id}` || arrivedAt.current === here) return
    arrivedAt.current = here
    document.getElementById(id)?.scrollIntoView({ block: 'start' })
  }, [id, isReady, here])
}
