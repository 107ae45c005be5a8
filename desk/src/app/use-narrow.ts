import { useEffect, useState } from 'preact/hooks'

const query = '(width < 40rem)'

export const isNarrowNow = (): boolean => matchMedia(query).matches

/** Returns whether the window fits only one column, where rows become cards. */
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
