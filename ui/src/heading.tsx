import { type ComponentChildren, h } from 'preact'

export type HeadingLevel = 1 | 2 | 3 | 4

export type HeadingProps = { level: HeadingLevel; id?: string | undefined; children: ComponentChildren }

/** A heading; the caller sets its level. */
export function Heading({ level, id, children }: HeadingProps) {
  return h(`h${level}`, { id }, children)
}
