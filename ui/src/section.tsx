import type { ComponentChildren } from 'preact'
import { CardHead } from './card.tsx'
import type { HeadingLevel } from './heading.tsx'

export type SectionProps = {
  id: string
  heading: ComponentChildren
  level?: HeadingLevel | undefined
  actions?: ComponentChildren
  children: ComponentChildren
}

/** A named part of a page, without a frame. */
export function Section({ id, heading, level = 2, actions, children }: SectionProps) {
  const headingId = `${id}-heading`
  return (
    <section class="section" id={id} aria-labelledby={headingId}>
      <CardHead {...{ headingId, heading, level, actions }} />
      {children}
    </section>
  )
}
