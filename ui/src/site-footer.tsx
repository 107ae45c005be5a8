import type { ComponentChildren } from 'preact'
import type { NavItem } from './site-header.tsx'

export type SiteFooterProps = {
  navLabel: string
  items: readonly NavItem[]
  children?: ComponentChildren
}

/** The foot of every page: ways to reach somebody, and the small print. */
export function SiteFooter({ navLabel, items, children }: SiteFooterProps) {
  return (
    <footer class="site-footer">
      <div class="site-footer-row">
        <nav aria-label={navLabel}>
          <ul class="footer-list">
            {items.map((item) => (
              <li key={item.href}>
                <a href={item.href}>{item.label}</a>
              </li>
            ))}
          </ul>
        </nav>
        {children && <small>{children}</small>}
      </div>
    </footer>
  )
}
