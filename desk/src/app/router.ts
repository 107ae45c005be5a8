import { signal } from '@preact/signals'
import { href, parseRoute, type Route } from './routes.ts'

/** The current screen. */
export const route = signal<Route>({ name: 'home' })

/** Returns the number of desk screens before this one in the browser's history. */
const depth = () => (history.state as { depth?: number } | null)?.depth ?? 0

const read = () => {
  route.value = parseRoute(location.pathname, location.search)
}

/** Opens a screen. `replace` replaces the history entry of the current screen. */
export function navigate(to: Route | string, { replace = false } = {}): void {
  const address = typeof to === 'string' ? to : href(to)
  if (replace) history.replaceState({ depth: depth() }, '', address)
  else history.pushState({ depth: depth() + 1 }, '', address)
  read()
}

/** Goes back one screen, or to the search if this screen was opened by its address. */
export function goBack(): void {
  if (depth() > 0) history.back()
  else navigate({ name: 'home' }, { replace: true })
}

/** Returns the address of a plain click on a desk link. The browser handles modifiers, other buttons, targets and downloads. */
function screenOf(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0) return
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return
  const isOnPage = link.hash !== '' && link.pathname === location.pathname
  if (isOnPage || parseRoute(link.pathname).name === 'nothing-here') return
  return link.pathname + link.search + link.hash
}

/** Handles the browser's history and clicks on every link of the page. */
export function startRouter(): void {
  history.scrollRestoration = 'manual'
  addEventListener('popstate', read)
  document.addEventListener('click', (event) => {
    const address = screenOf(event)
    if (address === undefined) return
    event.preventDefault()
    navigate(address)
  })
  read()
}
