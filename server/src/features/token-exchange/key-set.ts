import { z } from 'zod'

/** The algorithms, with what each asks of its key. */
const keyOf = {
  ES256: (key: Jwk) => key.kty === 'EC' && key.crv === 'P-256',
  RS256: (key: Jwk) => key.kty === 'RSA' && (key.n?.length ?? 0) >= 342,
  EdDSA: (key: Jwk) => key.kty === 'OKP' && key.crv === 'Ed25519',
} as const
export type IssuerAlgorithm = keyof typeof keyOf

export const isIssuerAlgorithm = (name: unknown): name is IssuerAlgorithm =>
  typeof name === 'string' && Object.hasOwn(keyOf, name)

const Jwk = z.object({
  kty: z.enum(['EC', 'RSA', 'OKP']),
  kid: z.string().min(1).max(200),
  use: z.literal('sig').optional(),
  alg: z.string().optional(),
  crv: z.string().optional(),
  x: z.string().max(2000).optional(),
  y: z.string().max(2000).optional(),
  n: z.string().max(2000).optional(),
  e: z.string().max(20).optional(),
})
export type Jwk = z.infer<typeof Jwk>

const KeySet = z.object({ keys: z.array(z.unknown()).max(100) })

/** Returns the algorithm that a key signs with; undefined for a key that no algorithm here uses. */
export function algorithmOf(key: Jwk): IssuerAlgorithm | undefined {
  const [algorithm] = Object.entries(keyOf).find(([, fits]) => fits(key)) ?? []
  const named = key.alg === 'Ed25519' ? 'EdDSA' : key.alg
  if (!isIssuerAlgorithm(algorithm) || (named !== undefined && named !== algorithm)) return undefined
  return algorithm
}

/**
 * Returns the public keys of a JWKS document (RFC 7517) that can sign here: with a `kid`, for signatures, of a size and kind that an
 * algorithm uses. Leaves the others out, as the RFC asks; a private part is dropped. Undefined for anything but a JWKS document, and
 * where two keys have one `kid`.
 */
export function readKeySet(document: unknown): Jwk[] | undefined {
  const read = KeySet.safeParse(document)
  if (!read.success) return undefined
  const keys = read.data.keys.flatMap((key) => {
    const one = Jwk.safeParse(key)
    return one.success && algorithmOf(one.data) ? [one.data] : []
  })
  return new Set(keys.map(({ kid }) => kid)).size === keys.length ? keys : undefined
}
