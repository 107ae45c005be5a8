import { setTimeout as pause } from 'node:timers/promises'

type Limits = { limitMs: number; everyMs?: number }

/**
 * Looks again and again until `look` answers something.
 * @returns the first answer that is neither null nor false, or null when `limitMs` milliseconds went by without one
 */
export async function until<T>(look: () => T | null | false, limits: Limits): Promise<T | null> {
  const end = performance.now() + limits.limitMs
  for (;;) {
    const answer = look()
    if (answer !== null && answer !== false) return answer
    if (performance.now() >= end) return null
    await pause(limits.everyMs ?? 5)
  }
}
