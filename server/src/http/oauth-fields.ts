import type { FastifyRequest } from 'fastify'
import { badRequest } from './oauth-error.ts'

/** Returns the parameters of a form, each given once (RFC 6749, section 3.2): a parameter without a value counts as left out. */
export function oauthFields({ body }: FastifyRequest): ReadonlyMap<string, string> {
  if (!(body instanceof URLSearchParams))
    throw badRequest('Send the parameters as application/x-www-form-urlencoded.', 'not-a-form')
  const fields = new Map<string, string>()
  for (const [name, value] of body) {
    if (fields.has(name)) throw badRequest('A parameter was sent twice.', 'parameter-repeated')
    fields.set(name, value)
  }
  for (const [name, value] of fields) if (value === '') fields.delete(name)
  return fields
}
