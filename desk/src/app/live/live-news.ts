import type { LiveChange } from '@porchlight/contract/live.ts'
import { signal } from '@preact/signals'

/** Whether the live stream is connected. If it is not, screens poll. */
export const isLive = signal(false)

const listeners = new Set<(change: LiveChange) => void>()

/** Calls the listener for each live change until the returned function is called. */
export function onLiveChange(listener: (change: LiveChange) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function tellLiveChange(change: LiveChange): void {
  for (const listener of listeners) listener(change)
}
