export interface AttemptLimit {
  reached(key: string): boolean
  failed(key: string): void
  clear(key: string): void
}

/** Counts failures by key; the limit is reached at `most` of them within a window that the first one opens. */
export const attemptLimit = (most: number, windowMs: number): AttemptLimit => {
  const failures = new Map<string, { count: number; until: number }>()
  const live = (key: string) => {
    const counter = failures.get(key)
    return counter !== undefined && counter.until > Date.now() ? counter : undefined
  }
  return {
    reached: (key) => (live(key)?.count ?? 0) >= most,
    failed: (key) => {
      // Keys are known user names and subjects, so the map stays small.
      const counter = live(key) ?? { count: 0, until: Date.now() + windowMs }
      failures.set(key, { ...counter, count: counter.count + 1 })
    },
    clear: (key) => void failures.delete(key),
  }
}
