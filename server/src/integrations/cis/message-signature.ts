import { createHash, createHmac } from 'node:crypto'

/** A secret that both sides have, and the name by which they tell it from the next one. */
export interface SigningKey {
  readonly keyId: string
  readonly secret: string | Buffer
}

export interface SignedRequest {
  readonly method: string
  readonly url: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
}

/** What our signatures vouch for: where it goes, what it says, and under which key it may be repeated. */
export const coveredComponents = [
  '@method',
  '@authority',
  '@path',
  'content-type',
  'content-digest',
  'idempotency-key',
] as const

/** Our signature's name in the two header fields. */
export const signatureLabel = 'porchlight'

/** The value of `Content-Digest` (RFC 9530). */
export const contentDigest = (body: Buffer | string): string =>
  `sha-256=:${createHash('sha256').update(body).digest('base64')}:`

const derived: Record<string, (request: SignedRequest) => string> = {
  '@method': ({ method }) => method.toUpperCase(),
  '@authority': ({ url }) => new URL(url).host,
  '@path': ({ url }) => new URL(url).pathname,
}

/**
 * Returns the text to sign (RFC 9421, 2.5): a line for each covered component, then the parameters.
 * @throws if a covered header is missing
 */
export function signatureBase(request: SignedRequest, covered: readonly string[], params: string): string {
  const lines = covered.map((name) => {
    const value = derived[name]?.(request) ?? request.headers[name]?.trim()
    if (value === undefined) throw new Error(`${name} is to be signed, and is not there`)
    return `"${name}": ${value}`
  })
  return [...lines, `"@signature-params": ${params}`].join('\n')
}

export const hmacOf = (secret: SigningKey['secret'], base: string): Buffer =>
  createHmac('sha256', secret).update(base).digest()

/** The parameters of a signature: what it covers, when it was made (epoch milliseconds), by which key. */
export const signatureParams = (covered: readonly string[], atMs: number, keyId: string): string =>
  `(${covered.map((name) => `"${name}"`).join(' ')});created=${Math.floor(atMs / 1000)};keyid="${keyId}";alg="hmac-sha256"`

/** Returns the header fields that sign a request by HTTP Message Signatures (RFC 9421) with HMAC-SHA256. */
export function signatureFields(key: SigningKey, request: SignedRequest, atMs = Date.now()) {
  const params = signatureParams(coveredComponents, atMs, key.keyId)
  const signature = hmacOf(key.secret, signatureBase(request, coveredComponents, params))
  return {
    'signature-input': `${signatureLabel}=${params}`,
    signature: `${signatureLabel}=:${signature.toString('base64')}:`,
  }
}
