export interface AttemptLimit {
  reached(key: string): boolean
  failed(key: string): void
  clear(key: string): void
}

/** Counts failures by key; the limit is reached at `most` of them within a window that the first one opens. */
export const attemptLimit = (most: number, windowMs: number): AttemptLimit => {
  const failures = new Map<string, { count: number; until: number }>()
  const live = (key: string) => {
    const found = failures.get(key)
    return found !== undefined && found.until > Date.now() ? found : undefined
  }
  return {
    reached: (key) => (live(key)?.count ?? 0) >= most,
    failed: (key) => {
      // Keys are known user names and subjects, so the map stays small.
      const found = live(key) ?? { count: 0, until: Date.now() + windowMs }
      failures.set(key, { ...found, count: found.count + 1 })
    },
    clear: (key) => void failures.delete(key),
  }
}
