import { chosen } from '@porchlight/contract/endpoint.ts'
import type { Reason } from '@porchlight/contract/reasons.ts'
import type { FastifyRequest } from 'fastify'
import type { Keys } from '#encryption/encryption-keys.ts'
import type { Asked } from '#pipeline/exchange.ts'
import type { IncomingRequest } from '#pipeline/request.ts'
import type { Pipeline } from '#pipeline/run.ts'
import { Refusal } from '#policy/refusal.ts'
import type { Installation } from '../installation.ts'
import { isFormToken } from './form-token.ts'

/** Returns what the record says of a request that is refused ahead of its endpoint. */
export function attemptOf({ routeOptions: { config }, params }: FastifyRequest): Asked {
  const { action } = config.endpoint ? (chosen(config.endpoint, params) ?? {}) : config
  return { action: action ?? 'portal:open', accountId: undefined }
}

/** Says why a change does not prove that a page of its own site sent it: its Origin, or its form token. */
function whyForged(request: FastifyRequest, incomingRequest: IncomingRequest, token: unknown, keys: Keys) {
  if (request.headers.origin !== request.place.origin) return 'origin-not-allowed'
  if (!incomingRequest.credential) return undefined
  return typeof token === 'string' && isFormToken(keys, incomingRequest.credential, token)
    ? undefined
    : 'form-token-missing'
}

/**
 * Refuses a change that another site's page sent: its Origin is not ours, or the form token does not match the cookie. Records
 * the refusal for the person who is signed in by the cookie.
 */
export async function refuseForged(
  request: FastifyRequest,
  incomingRequest: IncomingRequest,
  token: unknown,
  { pipeline, installation }: { pipeline: Pipeline; installation: Installation },
): Promise<void> {
  if (incomingRequest.clientId) return
  const forged = whyForged(request, incomingRequest, token, installation.readableKeys)
  if (forged) await pipeline.refuse(incomingRequest, attemptOf(request), new Refusal(forged))
}

/** Returns why a posted form does not prove that this browser's own page sent it; undefined where it does. */
export function forgeryOf(
  request: FastifyRequest,
  incomingRequest: IncomingRequest,
  keys: Keys,
): Reason | undefined {
  const token = request.body instanceof URLSearchParams ? request.body.get('_token') : null
  return whyForged(request, incomingRequest, token, keys)
}
