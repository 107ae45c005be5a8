import type { LiveChange } from '@porchlight/contract/live.ts'
import { signal } from '@preact/signals'

/** Whether changes are heard of by themselves; where not, screens ask every so often. */
export const isLive = signal(false)

const listeners = new Set<(change: LiveChange) => void>()

/** Calls back for each change, until the returned function is called. */
export function onLiveChange(listener: (change: LiveChange) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function tellLiveChange(change: LiveChange): void {
  for (const listener of listeners) listener(change)
}
