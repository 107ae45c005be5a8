import type { FastifyRequest } from 'fastify'
import { badRequest } from '#http/oauth-error.ts'
import { oauthFields } from '#http/oauth-fields.ts'

/** Returns the parameters of a form. Refuses a request that brings another credential along: credentials are never merged. */
export function readForm(
  request: FastifyRequest,
  credential: string | undefined,
): ReadonlyMap<string, string> {
  if (credential !== undefined || request.headers.authorization !== undefined)
    throw badRequest(
      'Send the signed token alone, without a session or an Authorization header.',
      'two-credentials',
    )
  return oauthFields(request)
}
