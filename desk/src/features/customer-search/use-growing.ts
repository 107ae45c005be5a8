import { useEffect, useState } from 'preact/hooks'

/**
 * How many of a long list to draw: a first part, then a part more at a time, so that no key waits for all of them.
 * @param isWhole where one comes back to a place in the list, all of it must be there at once
 */
export function useGrowing(total: number, step: number, isWhole: boolean): number {
  const [drawn, setDrawn] = useState(isWhole ? total : step)
  useEffect(() => {
    // A shorter list, of another question, begins again.
    if (total <= step) return setDrawn(step)
    if (drawn >= total) return
    const timer = setTimeout(() => setDrawn(drawn + step))
    return () => clearTimeout(timer)
  }, [total, step, drawn])
  return Math.min(drawn, total)
}
