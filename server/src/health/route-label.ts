import type { FastifyRequest } from 'fastify'

/** The path of a request without its query; whatever cannot be read has none. */
const pathOf = (url: string) => url.split(/[?#]/, 1)[0] ?? ''

/**
 * Returns what a request is called in figures and logs: the template of its route, never the address that was asked, which holds
 * account numbers and keys. Whatever leads nowhere shares one name, so that a stranger cannot make up names.
 * @param pageOf templates of the portal's pages, which share one route here
 */
export function routeLabel(
  request: FastifyRequest,
  pageOf: (method: string, path: string) => string | undefined,
): string {
  const path = pathOf(request.url)
  if (path === '/healthz' || path === '/readyz') return path
  const site = request.place?.site
  const url = request.routeOptions.url
  if (!site || url === undefined) return '(none)'
  if (url !== '/*') return url
  if (site === 'plain') return path === '/' ? '/' : '(none)'
  return site === 'desk' ? url : (pageOf(request.method, path) ?? '(none)')
}
