import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import { Logo } from './logo.tsx'

export type NavItem = { href: string; label: ComponentChildren; current?: boolean | undefined }

export type SiteHeaderProps = {
  /** The name beside the mark. */
  brand: ComponentChildren
  homeHref: string
  /** Names the navigation. */
  navLabel: string
  /** The button that opens the navigation on a narrow screen. */
  menuLabel: ComponentChildren
  items: readonly NavItem[]
  /** At the end of the navigation, collapsed with it: the form that signs out. */
  navEnd?: ComponentChildren
  /** Always visible, on a line of its own with the name: what the navigation is about, such as the account selector. */
  about?: ComponentChildren
  /** Always visible: a search box, the language. */
  children?: ComponentChildren
}

/**
 * Renders the head of every page. On a narrow screen the navigation is behind a native disclosure and follows it in
 * reading order; styles alone show it, so it works without JavaScript.
 */
export function SiteHeader(props: SiteHeaderProps) {
  const { brand, homeHref, navLabel, menuLabel, items, navEnd, about, children } = props
  return (
    <header class="site-header">
      <div class="site-header-row">
        <a class="brand" href={homeHref}>
          <Logo>{brand}</Logo>
        </a>
        {about}
        {items.length > 0 && (
          <>
            <details class="nav-toggle">
              <summary class="button button-quiet">
                <Icon name="menu" />
                {menuLabel}
              </summary>
            </details>
            <nav class="site-nav" aria-label={navLabel}>
              <ul class="nav-list">
                {items.map((item) => (
                  <li key={item.href}>
                    <a href={item.href} aria-current={item.current ? 'page' : undefined}>
                      {item.label}
                    </a>
                  </li>
                ))}
              </ul>
              {navEnd}
            </nav>
          </>
        )}
        {children}
      </div>
    </header>
  )
}
