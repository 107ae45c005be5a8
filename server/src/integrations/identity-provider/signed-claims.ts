import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import type { CustomFetch } from 'openid-client'
import { z } from 'zod'
import { algorithms } from './logout-token.ts'
import { SignInFailure } from './sign-in-failure.ts'

const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) })

type Expected = { jwksUri: string; issuer: string; subject: string }

/**
 * Reads claims that came in a signed token of their own (OpenID Connect Core, 5.6.2): by the provider's key, for this person.
 * @throws SignInFailure `groups-not-valid` for any other token
 */
export function signedClaimsReader(fetchKeys: CustomFetch) {
  return {
    async read(jwt: string, { jwksUri, issuer, subject }: Expected): Promise<Record<string, unknown>> {
      try {
        const response = await fetchKeys(jwksUri, {
          method: 'GET',
          headers: { accept: 'application/json' },
          body: undefined,
          redirect: 'manual',
        })
        const keySet: JSONWebKeySet = KeySet.parse(await response.json())
        const { payload } = await jwtVerify(jwt, createLocalJWKSet(keySet), {
          issuer,
          subject,
          algorithms,
          clockTolerance: 60,
        })
        return payload
      } catch (cause) {
        if (cause instanceof SignInFailure && cause.reason === 'identity-provider-unreachable')
          throw new SignInFailure('groups-unreachable', { cause })
        throw new SignInFailure('groups-not-valid', { cause })
      }
    },
  }
}
