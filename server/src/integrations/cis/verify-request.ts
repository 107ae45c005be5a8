import { timingSafeEqual } from 'node:crypto'
import {
  contentDigest,
  coveredComponents,
  hmacOf,
  type SignedRequest,
  type SigningKey,
  signatureBase,
  signatureLabel,
} from './message-signature.ts'

/** How far a signature's time may be from ours, in seconds. */
const toleranceSeconds = 300

export type RequestVerdict =
  | 'right'
  | 'signature-missing'
  | 'key-unknown'
  | 'signature-wrong'
  | 'signature-too-old'
  | 'digest-wrong'

const inputs = new RegExp(
  `^${signatureLabel}=(\\(([^)]*)\\);created=(\\d{1,12});keyid="([^"\\\\]*)";alg="hmac-sha256")$`,
)
const signatures = new RegExp(`^${signatureLabel}=:([A-Za-z0-9+/]+={0,2}):$`)

/**
 * Verifies that a request was signed with a known key, is unchanged and recent; a CIS checks this before it reads the body. A
 * repetition within the time passes too: its idempotency key makes it harmless.
 */
export function verifyRequest(
  keys: readonly SigningKey[],
  request: SignedRequest,
  body: Buffer | string,
  atMs = Date.now(),
): RequestVerdict {
  const [, params, list, created, keyId] = inputs.exec(request.headers['signature-input'] ?? '') ?? []
  const [, given] = signatures.exec(request.headers.signature ?? '') ?? []
  if (params === undefined || list === undefined || given === undefined) return 'signature-missing'
  // Signing less would leave a part that an attacker could change.
  const covered = list.split(' ').map((name) => name.replaceAll('"', ''))
  const isAll = coveredComponents.every((name) => covered.includes(name))
  const isThere = covered.every((name) => name.startsWith('@') || request.headers[name] !== undefined)
  if (!isAll || !isThere) return 'signature-missing'
  const key = keys.find((one) => one.keyId === keyId)
  if (key === undefined) return 'key-unknown'
  const expected = hmacOf(key.secret, signatureBase(request, covered, params))
  const signature = Buffer.from(given, 'base64')
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return 'signature-wrong'
  if (Math.abs(atMs / 1000 - Number(created)) > toleranceSeconds) return 'signature-too-old'
  return request.headers['content-digest'] === contentDigest(body) ? 'right' : 'digest-wrong'
}
