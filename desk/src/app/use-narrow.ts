import { useEffect, useState } from 'preact/hooks'

const query = '(width < 40rem)'

export const isNarrowNow = (): boolean => matchMedia(query).matches

/** Whether the window has room for one column only: rows are cards there. */
export function useNarrow(): boolean {
  const [isNarrow, setIsNarrow] = useState(isNarrowNow)
  useEffect(() => {
    const watched = matchMedia(query)
    const onChange = () => setIsNarrow(watched.matches)
    watched.addEventListener('change', onChange)
    return () => watched.removeEventListener('change', onChange)
  }, [])
  return isNarrow
}
