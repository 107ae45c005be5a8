import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

type Props = {
  /** Unique at the desk: whether it is open is kept in this browser. */
  id: string
  summary: ComponentChildren
  children: ComponentChildren
}

const nameOf = (id: string) => `open ${id}`

/** A part of a screen that is put away until it is asked for, and stays as it was left. */
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
