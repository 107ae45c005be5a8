import { generateKeyPairSync, randomUUID } from 'node:crypto'
import type { JWKS } from 'oidc-provider'

/** A new private key for the identity provider stand-in, as a key set that can be kept as JSON. */
export const newSigningKeys = (): JWKS => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'ES256', use: 'sig' }] }
}
