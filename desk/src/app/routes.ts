import type { Screen } from './declare.ts'
import { screens as declared } from './screens.generated.ts'

/** Every screen that a feature declares. */
export const screens: readonly Screen[] = Object.values(declared)

type RouteOf<S> = S extends Screen<infer R> ? R : never
type DeclaredRoute = RouteOf<(typeof declared)[keyof typeof declared]>

/** Every screen of the desk, with the ids in its address. An address never contains a name or a search term. */
export type Route = DeclaredRoute | { name: 'nothing-here' }
export type ScreenName = DeclaredRoute['name']
/** The values in the address of a screen. */
export type Given<Name extends ScreenName> = Omit<DeclaredRoute & { name: Name }, 'name'>

export type Show = 'open' | 'non-final' | 'all'

const partsOf = (path: string) => path.split('/').filter(Boolean)

/** Returns the ids in an address, or undefined if it is not an address of this screen. */
function idsIn({ path, ids }: Screen, given: readonly string[]): Record<string, unknown> | undefined {
  const wanted = partsOf(path)
  if (wanted.length !== given.length) return undefined
  const params: Record<string, unknown> = {}
  for (const [at, part] of wanted.entries()) {
    const value = given[at] ?? ''
    const name = part.startsWith(':') ? part.slice(1) : undefined
    if (name) params[name] = ids[name]?.(value)
    if (name ? params[name] === undefined : part !== value) return undefined
  }
  return params
}

/** Parses an address. Returns `nothing-here` for an unknown address. */
export function parseRoute(path: string, search = ''): Route {
  const parts = partsOf(path)
  for (const screen of screens) {
    const ids = idsIn(screen, parts)
    const { name, query } = screen
    if (ids) return { name, ...ids, ...(query?.read(new URLSearchParams(search)) as object) } as Route
  }
  return { name: 'nothing-here' }
}

/** Returns the screen of a route; undefined for an unknown address. */
export const screenOf = (route: Route): Screen | undefined => screens.find(({ name }) => name === route.name)

/** Returns the path of a screen, with its ids. */
export const pathOf = (route: Route): string =>
  screenOf(route)?.path.replace(/:(\w+)/g, (_, id: string) =>
    String((route as Record<string, unknown>)[id]),
  ) ?? '/'

/** Returns the address of a screen. */
export function href(route: Route): string {
  const values = screenOf(route)?.query?.write(route) ?? {}
  const given = Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  )
  return pathOf(route) + (given.length > 0 ? `?${new URLSearchParams(given)}` : '')
}
