import type { Download } from './download.ts'
import type { Form } from './form.ts'
import type { Page } from './page.ts'
import { matchPath } from './page.ts'
import * as declared from './routes.generated.ts'

/** Every page of the portal. */
export const pages: readonly Page[] = Object.values(declared.pages)

/** Every form of the portal. */
export const forms: readonly Form[] = Object.values(declared.forms)

/** Every file of the portal that readers can save. */
export const downloads: readonly Download[] = Object.values(declared.downloads)

/**
 * Returns the template of the page or form that a path leads to (`/accounts/:accountId/bills`), for figures and logs that must
 * not name a customer. Undefined where the portal has no such page.
 */
export function routeOf(method: string, path: string): string | undefined {
  if (path === '/language') return path
  const routes = method === 'POST' ? forms : [...downloads, ...pages]
  return routes.find((route) => matchPath(route.path, path))?.path
}
