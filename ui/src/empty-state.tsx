import type { ComponentChildren } from 'preact'
import { Heading, type HeadingLevel } from './heading.tsx'
import { Icon, type IconName } from './icon.tsx'

export type EmptyStateProps = {
  title: ComponentChildren
  level?: HeadingLevel | undefined
  icon?: IconName | undefined
  /** Why there is nothing, and what to do. */
  children?: ComponentChildren
  action?: ComponentChildren
}

/** Replaces a list that is empty, or content that does not exist yet. */
export function EmptyState({ title, level = 2, icon, children, action }: EmptyStateProps) {
  return (
    <div class="empty-state">
      {icon && <Icon name={icon} />}
      <Heading level={level}>{title}</Heading>
      {children && <div>{children}</div>}
      {action}
    </div>
  )
}
