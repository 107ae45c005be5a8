import type { ComponentChildren } from 'preact'
import { Heading, type HeadingLevel } from './heading.tsx'

export type CardProps = {
  /** Names the section: give it with `heading`. */
  id?: string | undefined
  heading?: ComponentChildren
  level?: HeadingLevel | undefined
  /** Beside the heading: a link or a small button. */
  actions?: ComponentChildren
  /** `accent` for the one card that the page is about. */
  tone?: 'plain' | 'accent' | undefined
  children: ComponentChildren
}

/** A section in a frame, with its heading. */
export function Card({ id, heading, level = 2, actions, tone = 'plain', children }: CardProps) {
  const headingId = id && heading ? `${id}-heading` : undefined
  return (
    <section class={tone === 'accent' ? 'card card-accent' : 'card'} id={id} aria-labelledby={headingId}>
      <CardHead {...{ headingId, heading, level, actions }} />
      {children}
    </section>
  )
}

type HeadProps = Pick<CardProps, 'heading' | 'actions'> & {
  level: HeadingLevel
  headingId: string | undefined
}

/** The heading of a card or a section, and what is beside it; nothing where there is neither. */
export function CardHead({ headingId, heading, level, actions }: HeadProps) {
  if (!heading && !actions) return null
  return (
    <div class="card-head">
      {heading && (
        <Heading level={level} id={headingId}>
          {heading}
        </Heading>
      )}
      {actions}
    </div>
  )
}
