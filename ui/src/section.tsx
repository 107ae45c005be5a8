import type { ComponentChildren } from 'preact'
import { Heading, type HeadingLevel } from './heading.tsx'

export type SectionProps = {
  id: string
  heading: ComponentChildren
  level?: HeadingLevel | undefined
  actions?: ComponentChildren
  children: ComponentChildren
}

/** A named part of a page, without a frame. */
export function Section({ id, heading, level = 2, actions, children }: SectionProps) {
  return (
    <section class="section" id={id} aria-labelledby={`${id}-heading`}>
      <div class="card-head">
        <Heading level={level} id={`${id}-heading`}>
          {heading}
        </Heading>
        {actions}
      </div>
      {children}
    </section>
  )
}
