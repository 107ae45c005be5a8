import { useEffect, useState } from 'preact/hooks'

/**
 * Returns how many rows of a long list to render: first `step`, then more step by step, so that rendering never blocks a key.
 * @param isWhole renders all rows at once, so that a return to the list can restore its scroll position
 */
export function useGrowing(total: number, step: number, isWhole: boolean): number {
  const [drawn, setDrawn] = useState(isWhole ? total : step)
  useEffect(() => {
    // A short list belongs to another search: start again.
    if (total <= step) return setDrawn(step)
    if (drawn >= total) return
    const timer = setTimeout(() => setDrawn(drawn + step))
    return () => clearTimeout(timer)
  }, [total, step, drawn])
  return Math.min(drawn, total)
}
