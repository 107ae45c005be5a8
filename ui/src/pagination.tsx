import type { ComponentChildren, TargetedMouseEvent } from 'preact'
import { Icon } from './icon.tsx'

export type PageLink = {
  label: string
  href: string
  /** The page that is shown. */
  current?: boolean | undefined
  /** Where a script turns the page; it must call `preventDefault`. */
  onClick?: ((event: TargetedMouseEvent<HTMLAnchorElement>) => void) | undefined
}

export type PaginationProps = {
  /** Names the navigation: "Pages of bills". */
  label: string
  previous?: PageLink | undefined
  next?: PageLink | undefined
  /** `null` is a gap. */
  pages?: readonly (PageLink | null)[] | undefined
  /** "1 to 25 of 340". */
  summary?: ComponentChildren
}

/** Links from page to page of a list. */
export function Pagination({ label, previous, next, pages = [], summary }: PaginationProps) {
  return (
    <nav class="pagination" aria-label={label}>
      {summary && <span class="pagination-summary">{summary}</span>}
      {previous && (
        <a class="button button-quiet" rel="prev" href={previous.href} onClick={previous.onClick}>
          <Icon name="chevron-left" />
          {previous.label}
        </a>
      )}
      {pages.map((page, index) =>
        page === null ? (
          <span key={`gap-${index}`} aria-hidden="true">
            …
          </span>
        ) : (
          <a
            key={page.href}
            class={page.current ? 'button button-secondary' : 'button button-quiet'}
            href={page.href}
            onClick={page.onClick}
            aria-current={page.current ? 'page' : undefined}
          >
            {page.label}
          </a>
        ),
      )}
      {next && (
        <a class="button button-quiet" rel="next" href={next.href} onClick={next.onClick}>
          {next.label}
          <Icon name="chevron-right" />
        </a>
      )}
    </nav>
  )
}
