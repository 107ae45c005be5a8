import { PaymentFailure, type PaymentPage, type PaymentSession } from './payment-page.ts'
import { checkSignature, signatureOf } from './signature.ts'
import { type WebhookRefusal, webhookEventIn } from './webhook-event.ts'

export interface LanternPayOptions {
  /** Where this server reaches the provider's API: `http://127.0.0.1:41235`. */
  readonly apiBase: string
  readonly secret: string
  /** Where payers' browsers may be sent: an answer that names another origin is no page of the provider. */
  readonly pageOrigin: string
}

const refusals: Record<'missing' | 'wrong' | 'too-old', WebhookRefusal> = {
  missing: 'webhook-signature-missing',
  wrong: 'webhook-signature-wrong',
  'too-old': 'webhook-too-old',
}

const isSession = (body: unknown): body is PaymentSession => {
  const { sessionId, redirectUrl } = (body ?? {}) as Partial<PaymentSession>
  return typeof sessionId === 'string' && typeof redirectUrl === 'string' && URL.canParse(redirectUrl)
}

/** Sends one signed request of the API. */
const ask = ({ apiBase, secret }: LanternPayOptions, path: string, idempotencyKey: string, body: string) =>
  fetch(new URL(path, apiBase), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
      'lantern-signature': signatureOf(secret, 'request', `${idempotencyKey}.${body}`),
    },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  }).catch((cause: unknown) => {
    throw new PaymentFailure('payment-provider-unreachable', { cause })
  })

function failureOf(response: Response): PaymentFailure {
  const outage = response.ok || response.status >= 500 || response.status === 429
  return new PaymentFailure(outage ? 'payment-provider-unreachable' : 'payment-request-refused', {
    cause: new Error(`the payment provider answered ${response.status}`),
  })
}

/** The client of Lantern Pay's hosted card page. */
export const lanternPay = (options: LanternPayOptions): PaymentPage => ({
  createSession: async ({ idempotencyKey, ...request }) => {
    const response = await ask(options, '/api/sessions', idempotencyKey, JSON.stringify(request))
    const body: unknown = await response.json().catch(() => undefined)
    if (!response.ok || !isSession(body)) throw failureOf(response)
    const { sessionId, redirectUrl } = body
    const { origin } = new URL(redirectUrl)
    if (origin !== options.pageOrigin)
      throw new PaymentFailure('payment-provider-unreachable', {
        cause: new Error(`the payment provider named a page at ${origin}, not at ${options.pageOrigin}`),
      })
    return { sessionId, redirectUrl }
  },

  cancelSession: async (sessionId) => {
    const path = `/api/sessions/${encodeURIComponent(sessionId)}/cancel`
    const response = await ask(options, path, `cancel-${sessionId}`, '{}')
    await response.body?.cancel()
    if (response.status === 409) return 'paid'
    if (response.ok || response.status === 404) return 'cancelled'
    throw failureOf(response)
  },

  verifyWebhook: (rawBody, headers) => {
    const header = headers['lantern-signature']
    const check = checkSignature(
      options.secret,
      'webhook',
      rawBody,
      Array.isArray(header) ? undefined : header,
    )
    if (check !== 'right') return { ok: false, reason: refusals[check] }
    const event = webhookEventIn(rawBody.toString())
    return event === undefined ? { ok: false, reason: 'webhook-malformed' } : { ok: true, event }
  },
})
