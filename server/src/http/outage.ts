import type { FastifyReply, FastifyRequest } from 'fastify'

/** Seconds until it is worth asking again. An outage is mostly a restart, which is over soon. */
const retryAfterSeconds = 2
const refreshSeconds = 5

/** Says with each 503 when to come back, and keeps it out of every cache. */
export function sayWhenToReturn(request: FastifyRequest, response: FastifyReply): void {
  if (response.statusCode !== 503) return
  if (!response.hasHeader('retry-after')) response.header('retry-after', String(retryAfterSeconds))
  response.header('cache-control', 'no-store')
  // A desk that was opened meanwhile opens by itself when it can. Readers of the portal are not reloaded under their eyes.
  const isPage = String(response.getHeader('content-type') ?? '').startsWith('text/html')
  if (isPage && request.method === 'GET' && request.place?.site === 'desk')
    response.header('refresh', String(refreshSeconds))
}
