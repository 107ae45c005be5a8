import { PaymentFailure, type PaymentPage, type PaymentSession } from './payment-page.ts'
import { checkSignature, signatureOf } from './signature.ts'
import { type WebhookRefusal, webhookEventIn } from './webhook-event.ts'

export interface LanternPayOptions {
  /** Where this server reaches the provider's API: `http://127.0.0.1:41235`. */
  readonly apiBase: string
  readonly secret: string
}

const refusals: Record<'missing' | 'wrong' | 'too-old', WebhookRefusal> = {
  missing: 'webhook-signature-missing',
  wrong: 'webhook-signature-wrong',
  'too-old': 'webhook-too-old',
}

const isSession = (answer: unknown): answer is PaymentSession => {
  const { sessionId, redirectUrl } = (answer ?? {}) as Partial<PaymentSession>
  return typeof sessionId === 'string' && typeof redirectUrl === 'string' && URL.canParse(redirectUrl)
}

/** The client of Lantern Pay's hosted card page. */
export const lanternPay = ({ apiBase, secret }: LanternPayOptions): PaymentPage => ({
  createSession: async ({ idempotencyKey, ...request }) => {
    const body = JSON.stringify(request)
    const response = await fetch(new URL('/api/sessions', apiBase), {
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
    const answer: unknown = await response.json().catch(() => undefined)
    if (response.ok && isSession(answer))
      return { sessionId: answer.sessionId, redirectUrl: answer.redirectUrl }
    const outage = response.ok || response.status >= 500 || response.status === 429
    throw new PaymentFailure(outage ? 'payment-provider-unreachable' : 'payment-request-refused', {
      cause: new Error(`the payment provider answered ${response.status}`),
    })
  },

  verifyWebhook: (rawBody, headers) => {
    const header = headers['lantern-signature']
    const check = checkSignature(secret, 'webhook', rawBody, Array.isArray(header) ? undefined : header)
    if (check !== 'right') return { ok: false, reason: refusals[check] }
    const event = webhookEventIn(rawBody.toString())
    return event === undefined ? { ok: false, reason: 'webhook-malformed' } : { ok: true, event }
  },
})
