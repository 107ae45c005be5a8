import type { ComponentChildren } from 'preact'
import type { Page, PageProps } from './page.ts'
import type { PortalRequest } from './request.ts'

export type LayoutProps = PageProps<unknown> & {
  request: PortalRequest
  page: Page
  /** A sentence above the page, `notice.<name>` of the locale files; without it the address's own `?notice=`. */
  notice?: string | undefined
  /** The page says that something went wrong. */
  isError?: boolean
  /** The page has a main form whose fields the language switch sends along. */
  hasForm: boolean
  children: ComponentChildren
}

/** Returns the account that a page is about: the one in its address, else the customer's first. */
export function accountOf({
  surroundings,
  where,
}: Pick<LayoutProps, 'surroundings' | 'where'>): number | undefined {
  return (
    Number(where.params.accountId) ||
    surroundings?.masquerade?.accountId ||
    surroundings?.accounts[0]?.accountId
  )
}
