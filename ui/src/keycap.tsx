import type { ComponentChildren } from 'preact'

/** The name of a key. */
export function Keycap({ children }: { children: ComponentChildren }) {
  return <kbd class="keycap">{children}</kbd>
}
