import type { FastifyReply, FastifyRequest } from 'fastify'

/** Seconds until it is worth asking again. An outage is mostly a restart, which is over soon. */
const retryAfterSeconds = 2

/** Says with each 503 when to come back, and keeps it out of every cache. */
export function sayWhenToReturn(_: FastifyRequest, response: FastifyReply): void {
  if (response.statusCode !== 503) return
  if (!response.hasHeader('retry-after')) response.header('retry-after', String(retryAfterSeconds))
  response.header('cache-control', 'no-store')
}
