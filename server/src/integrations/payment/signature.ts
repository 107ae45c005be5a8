import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a signature vouches for. A signed request can't be passed off as a webhook, nor the other way. */
export type SignedPurpose = 'request' | 'webhook'

/** How far a signature's time may be from ours, in seconds. */
const toleranceSeconds = 300

const hmac = (secret: string, purpose: SignedPurpose, timestamp: string, body: Buffer | string): Buffer => {
  const key = createHmac('sha256', secret).update(purpose).digest()
  return createHmac('sha256', key).update(`${timestamp}.`).update(body).digest()
}

/** The value of the `lantern-signature` header: HMAC-SHA256 over `timestamp.body`. `atMs` is epoch milliseconds. */
export const signatureOf = (
  secret: string,
  purpose: SignedPurpose,
  body: Buffer | string,
  atMs = Date.now(),
): string => {
  const timestamp = String(Math.floor(atMs / 1000))
  return `t=${timestamp},v1=${hmac(secret, purpose, timestamp, body).toString('hex')}`
}

/** Checks such a header; the comparison takes as long for any wrong signature. */
export const checkSignature = (
  secret: string,
  purpose: SignedPurpose,
  body: Buffer | string,
  header: string | undefined,
): 'right' | 'missing' | 'wrong' | 'too-old' => {
  if (header === undefined) return 'missing'
  const [, timestamp, signature] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) ?? []
  if (timestamp === undefined || signature === undefined) return 'missing'
  const expected = hmac(secret, purpose, timestamp, body)
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) return 'wrong'
  return Math.abs(Date.now() / 1000 - Number(timestamp)) > toleranceSeconds ? 'too-old' : 'right'
}
