import { compactVerify, importJWK, type JWK } from 'jose'
import { z } from 'zod'
import { badToken } from '#http/oauth-error.ts'
import { algorithmOf, type IssuerAlgorithm, isIssuerAlgorithm, type Jwk } from './key-set.ts'
import { hasRepeatedNames } from './repeated-names.ts'

/** The longest lifetime of a token and the largest clock difference, in seconds. */
export const mostSeconds = 60
export const clockSkewSeconds = 5
/** The longest token, in characters. */
const mostCharacters = 8_000

/** The allowed members of a header. A key, or its address, in the token would let the sender choose the key. */
const headerNames = ['alg', 'kid', 'typ']

const Header = z.strictObject({
  alg: z.string(),
  kid: z.string().min(1).max(200),
  typ: z
    .string()
    .regex(/^(?:application\/)?(?:at\+|logout\+)?jwt$/i)
    .optional(),
})

/** The claims of every token of an issuer. */
const Claims = z.looseObject({
  iss: z.string().min(1).max(300),
  aud: z.union([z.string(), z.array(z.string()).length(1)]),
  exp: z.number().int(),
  iat: z.number().int(),
  nbf: z.number().int().optional(),
  jti: z.string().min(1).max(200),
})

/** A token that was read but not verified. */
export type UnverifiedAssertion = {
  text: string
  issuer: string
  kid: string
  algorithm: IssuerAlgorithm
  typ: string | undefined
  claims: z.infer<typeof Claims>
}

const parts = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/

function objectIn(part: string, what: 'header' | 'claims'): unknown {
  const json = Buffer.from(part, 'base64url').toString()
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw badToken(`${what}-not-json`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badToken(`${what}-not-json`)
  if (hasRepeatedNames(json)) throw badToken(`${what}-repeated`)
  return value
}

/**
 * Reads a signed token (JWS, compact) without verifying it: its issuer says by which keys it is to be verified.
 * @throws OAuthError for any other form
 */
export function readAssertion(text: string): UnverifiedAssertion {
  const [, head = '', body = ''] = (text.length <= mostCharacters && parts.exec(text)) || []
  if (head === '') throw badToken('not-a-token')
  const rawHeader = objectIn(head, 'header')
  const extra = Object.keys(rawHeader as object).find((name) => !headerNames.includes(name))
  if (extra !== undefined) throw badToken('header-not-allowed')
  const header = Header.safeParse(rawHeader)
  if (!header.success) throw badToken('header-not-allowed')
  const { alg, kid, typ } = header.data
  const algorithm = alg === 'Ed25519' ? 'EdDSA' : alg
  if (!isIssuerAlgorithm(algorithm)) throw badToken('algorithm-not-allowed')
  const claims = Claims.safeParse(objectIn(body, 'claims'))
  if (!claims.success) throw badToken('claims-not-valid')
  return { text, issuer: claims.data.iss, kid, algorithm, typ, claims: claims.data }
}

type Expected = { audience: string; algorithms: readonly string[]; now: Date }

/** Refuses a token for another audience, at another time, or by an algorithm that its issuer is not registered for. */
export function checkClaims(assertion: UnverifiedAssertion, { audience, algorithms, now }: Expected): void {
  const { claims, algorithm } = assertion
  if (!algorithms.includes(algorithm)) throw badToken('algorithm-not-allowed')
  if ([claims.aud].flat()[0] !== audience) throw badToken('wrong-audience')
  const seconds = now.getTime() / 1000
  if (claims.exp <= seconds - clockSkewSeconds) throw badToken('expired')
  if (claims.exp - claims.iat > mostSeconds || claims.exp > seconds + mostSeconds + clockSkewSeconds)
    throw badToken('lasts-too-long')
  if (Math.max(claims.iat, claims.nbf ?? 0) > seconds + clockSkewSeconds) throw badToken('not-yet-valid')
}

/** Returns the issuer's key that a token names; undefined where the issuer has no such key for this algorithm. */
export const keyFor = ({ kid, algorithm }: UnverifiedAssertion, keys: readonly Jwk[]): Jwk | undefined =>
  keys.find((key) => key.kid === kid && algorithmOf(key) === algorithm)

/** Refuses a token whose signature the key does not verify. */
export async function verifySignature({ text, algorithm }: UnverifiedAssertion, key: Jwk): Promise<void> {
  const { alg: _, use: __, ...bare } = key
  // `Ed25519` is the newer name of the only curve that `EdDSA` is allowed with here (RFC 9864).
  const algorithms = algorithm === 'EdDSA' ? [algorithm, 'Ed25519'] : [algorithm]
  try {
    await compactVerify(text, await importJWK(bare as JWK, algorithm), { algorithms })
  } catch (cause) {
    throw badToken('signature-not-valid', cause)
  }
}
