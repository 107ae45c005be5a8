import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

type Props = {
  /** Unique at the desk. This browser remembers under it whether the section is open. */
  id: string
  summary: ComponentChildren
  children: ComponentChildren
}

const nameOf = (id: string) => `open ${id}`

/** Collapsible section of a screen. It is closed at first and remembers whether the reader opened it. */
export function Folded({ id, summary, children }: Props) {
  const [isOpen] = useState(() => localStorage.getItem(nameOf(id)) === 'yes')
  return (
    <details
      class="folded"
      open={isOpen}
      onToggle={(event) => localStorage.setItem(nameOf(id), event.currentTarget.open ? 'yes' : 'no')}
    >
      <summary>{summary}</summary>
      {children}
    </details>
  )
}
