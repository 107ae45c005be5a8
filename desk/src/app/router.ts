import { signal } from '@preact/signals'
import { href, parseRoute, type Route } from './routes.ts'

/** The screen that is shown. */
export const route = signal<Route>({ name: 'home' })

/** How many screens of this desk lie behind this one in the browser's history. */
const depth = () => (history.state as { depth?: number } | null)?.depth ?? 0

const read = () => {
  route.value = parseRoute(location.pathname, location.search)
}

/** Goes to a screen; `replace` leaves no step back to the one before. */
export function navigate(to: Route | string, { replace = false } = {}): void {
  const address = typeof to === 'string' ? to : href(to)
  if (replace) history.replaceState({ depth: depth() }, '', address)
  else history.pushState({ depth: depth() + 1 }, '', address)
  read()
}

/** One screen back; the search, where this screen was opened by its address. */
export function goBack(): void {
  if (depth() > 0) history.back()
  else navigate({ name: 'home' }, { replace: true })
}

/** A plain click on a link to another screen: modifiers, other buttons, targets and downloads are the browser's. */
function screenOf(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0) return
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return
  const isOnPage = link.hash !== '' && link.pathname === location.pathname
  if (isOnPage || parseRoute(link.pathname).name === 'nothing-here') return
  return link.pathname + link.search + link.hash
}

/** Follows the address bar and every link of the page. */
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
