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

/** What stands where there is nothing to show. */
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
