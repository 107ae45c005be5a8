import type { FastifyRequest } from 'fastify'
import { badRequest } from './oauth-error.ts'

/**
 * Returns the parameters of a form, each given once (RFC 6749, section 3.2): a parameter without a value counts as left out. Refuses a
 * request that brings another credential along: credentials are never merged.
 */
export function readForm(
  request: FastifyRequest,
  credential: string | undefined,
): ReadonlyMap<string, string> {
  if (credential !== undefined || request.headers.authorization !== undefined)
    throw badRequest(
      'Send the signed token alone, without a session or an Authorization header.',
      'two-credentials',
    )
  const { body } = request
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
