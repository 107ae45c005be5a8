import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

/** One step up, above a page's heading. */
export function BackLink({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <a class="back-link" href={href}>
      <Icon name="chevron-left" />
      {children}
    </a>
  )
}
