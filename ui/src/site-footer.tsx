import type { ComponentChildren } from 'preact'
import { DisabledAction } from './disabled-action.tsx'
import type { NavItem } from './site-header.tsx'

export type FooterItem = NavItem & {
  /** Why it cannot be opened now; it stays in its place and in the tab order. */
  disabledReason?: ComponentChildren
}

export type SiteFooterProps = {
  navLabel: string
  items: readonly FooterItem[]
  /** Above the links: how to reach somebody. */
  top?: ComponentChildren
  children?: ComponentChildren
}

/** The foot of every page: ways to reach somebody, and the small print. */
export function SiteFooter({ navLabel, items, top, children }: SiteFooterProps) {
  return (
    <footer class="site-footer">
      {top && <div class="site-footer-row">{top}</div>}
      <div class="site-footer-row">
        <nav aria-label={navLabel}>
          <ul class="footer-list">
            {items.map(({ href, label, disabledReason }) => (
              <li key={href}>
                {disabledReason ? (
                  <DisabledAction
                    id={`footer${href.replaceAll('/', '-')}`}
                    reason={disabledReason}
                    variant="quiet"
                  >
                    {label}
                  </DisabledAction>
                ) : (
                  <a href={href}>{label}</a>
                )}
              </li>
            ))}
          </ul>
        </nav>
        {children && <small>{children}</small>}
      </div>
    </footer>
  )
}
