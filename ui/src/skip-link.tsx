import type { ComponentChildren } from 'preact'

/** The first link of a page, seen when it has the focus: past the header to the content. */
export function SkipLink({
  href = '#main',
  children,
}: {
  href?: string | undefined
  children: ComponentChildren
}) {
  return (
    <a class="skip-link visually-hidden button button-primary" href={href}>
      {children}
    </a>
  )
}
