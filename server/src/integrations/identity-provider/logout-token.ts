import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose'
import type { CustomFetch } from 'openid-client'
import { z } from 'zod'
import type { SignedOutElsewhere } from './identity-provider.ts'
import { SignInFailure } from './sign-in-failure.ts'

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'

/** Seconds that a token may be old, and that two clocks may differ. */
const longestAge = 300
const tolerance = 60

/** Signature algorithms with a public key: a secret shared with the client, and "none", prove nothing here. */
export const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
]

const Claims = z
  .object({
    iss: z.string(),
    iat: z.number(),
    exp: z.number().optional(),
    jti: z.string().min(1).max(500),
    sub: z.string().min(1).optional(),
    sid: z.string().min(1).optional(),
    events: z.object({ [logoutEvent]: z.looseObject({}) }),
  })
  // A token with a nonce could be an ID token that an attacker sends as a logout token.
  .loose()
  .refine((claims) => !('nonce' in claims))
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined)

const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) })

type Expected = { jwksUri: string; issuer: string; clientId: string }

/**
 * Reads logout tokens as OpenID Connect Back-Channel Logout 1.0 asks (section 2.6): signature, issuer, audience, time of issue,
 * the event, an identifier, a session or a person, and no nonce. That each counts once is the caller's to keep.
 * The keys are fetched when a token names one that is not known yet.
 * @throws SignInFailure `sign-in-answer-invalid` for whatever is not such a token
 */
export function logoutTokenReader(fetchKeys: CustomFetch) {
  let kept: { keys: JSONWebKeySet; loadedAt: number } | undefined

  const load = async (uri: string): Promise<JSONWebKeySet> => {
    const headers = { accept: 'application/json' }
    const response = await fetchKeys(uri, { method: 'GET', headers, body: undefined, redirect: 'manual' })
    const keys = KeySet.parse(await response.json())
    kept = { keys, loadedAt: Date.now() }
    return keys
  }
  const verify = (token: string, keySet: JSONWebKeySet, { issuer, clientId }: Expected) =>
    jwtVerify(token, createLocalJWKSet(keySet), {
      issuer,
      audience: clientId,
      algorithms,
      maxTokenAge: longestAge,
      clockTolerance: tolerance,
    })

  return {
    async read(token: string, expected: Expected): Promise<SignedOutElsewhere> {
      const keySet = kept?.keys ?? (await load(expected.jwksUri))
      const verified = await verify(token, keySet, expected)
        .catch(async (error: unknown) => {
          // Anybody can send a token that names a key of no one: the provider is not asked for each.
          const isRecent = kept !== undefined && Date.now() - kept.loadedAt < 30_000
          if (isRecent || !(error instanceof errors.JWKSNoMatchingKey)) throw error
          return verify(token, await load(expected.jwksUri), expected)
        })
        .catch((cause: unknown) => {
          if (cause instanceof SignInFailure) throw cause
          throw new SignInFailure('sign-in-answer-invalid', { cause })
        })
      const { typ } = verified.protectedHeader
      const claims = Claims.safeParse(verified.payload)
      const isLogout = typ === undefined || /^(application\/)?(logout\+jwt|jwt)$/i.test(typ)
      if (!claims.success || !isLogout) throw new SignInFailure('sign-in-answer-invalid')
      const { iss, sub, sid, jti, iat, exp } = claims.data
      const lasts = Math.max(exp ?? 0, iat + longestAge) + tolerance
      return {
        issuer: iss,
        tokenId: jti,
        expiresAt: new Date(lasts * 1000),
        ...(sub !== undefined && { subject: sub }),
        ...(sid !== undefined && { providerSession: sid }),
      }
    },
  }
}
