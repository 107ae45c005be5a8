import { type Page, type PageProps, pathTo } from './page.ts'
import { pages } from './routes.ts'
import { whyNot } from './why-not.ts'

type Reader = PageProps<unknown> & { page: Page; path: string; accountId: number | undefined }

const placed = (place: 'header' | 'foot') =>
  pages
    .flatMap(({ menu = [], ...page }) => menu.map((at) => ({ ...page, menu: at })))
    .filter(({ menu }) => menu.place === place)
    .sort((one, other) => one.menu.order - other.menu.order)
const header = placed('header')
const foot = placed('foot')

/** Returns the links of the header: none before sign-in; without an account, home and the pages that need no account. */
export function headerLinks({ t, surroundings, page, path, accountId }: Reader) {
  if (!surroundings) return []
  const home = { href: '/', label: t('home.title'), current: path === '/' }
  const links = header
    .filter((one) => accountId !== undefined || !one.path.includes(':accountId'))
    .map(({ path: pattern, title, section, menu }) => ({
      href: pathTo(pattern, { accountId: String(accountId) }),
      label: t(menu.label ?? title, { count: menu.count?.(surroundings) }),
      current: page.section === section,
    }))
  return accountId === undefined ? [home, ...links] : links
}

/** Returns the links at the foot of every page: before sign-in, only those of public pages. */
export function footLinks(props: Reader) {
  const { t, surroundings } = props
  return foot.flatMap(({ path, title, isPublic, menu }) => {
    if (!surroundings && !isPublic) return []
    const decision = menu.action && surroundings?.may[menu.action]
    return [
      { href: path, label: t(menu.label ?? title), disabledReason: decision && whyNot(decision, props) },
    ]
  })
}

/** Returns the link to the page above this one, named by its title or by `parentLabel`; undefined for a page without a parent. */
export function parentLink({ page, where, t }: Pick<Reader, 'page' | 'where' | 't'>) {
  const parent = pages.find(({ path }) => path === page.parent)
  return parent && { href: pathTo(parent.path, where.params), label: t(page.parentLabel ?? parent.title) }
}
