import type { FastifyReply, FastifyRequest } from 'fastify'

/** Seconds before a client should retry. Most outages are short restarts. */
const retryAfterSeconds = 2
const refreshSeconds = 5

/** Adds Retry-After to each 503 and keeps it out of every cache. */
export function sayWhenToReturn(request: FastifyRequest, response: FastifyReply): void {
  if (response.statusCode !== 503) return
  if (!response.hasHeader('retry-after')) response.header('retry-after', String(retryAfterSeconds))
  response.header('cache-control', 'no-store')
  // A desk page reloads by itself when the outage ends. A portal page does not reload while somebody reads it.
  const isPage = String(response.getHeader('content-type') ?? '').startsWith('text/html')
  if (isPage && request.method === 'GET' && request.place?.site === 'desk')
    response.header('refresh', String(refreshSeconds))
}
