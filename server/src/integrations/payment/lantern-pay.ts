import { z } from 'zod'
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

const Report = z.object({
  state: z.enum(['open', 'declined', 'paid', 'expired', 'cancelled']),
  at: z.string(),
  amountCents: z.number().int(),
  currency: z.string(),
  cardBrand: z.string().max(40),
  cardLast4: z.string().regex(/^(\d{4})?$/),
  declineReason: z.string().max(60).optional(),
  isRefunded: z.boolean(),
})
const Listed = z.object({
  payments: z.array(
    z.object({
      sessionId: z.string(),
      amountCents: z.number().int(),
      currency: z.string(),
      isRefunded: z.boolean(),
    }),
  ),
})
const Refunded = z.union([
  z.object({ state: z.literal('accepted'), reference: z.string().min(1).max(80) }),
  z.object({ state: z.literal('refused'), reason: z.enum(['already-refunded', 'not-possible']) }),
])

/** Sends one signed request of the API: a POST with its key and body, or a GET, whose key is its path. */
const ask = ({ apiBase, secret }: LanternPayOptions, path: string, idempotencyKey = path, body?: string) =>
  fetch(new URL(path, apiBase), {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      'idempotency-key': idempotencyKey,
      'lantern-signature': signatureOf(secret, 'request', `${idempotencyKey}.${body ?? ''}`),
    },
    ...(body !== undefined && { body }),
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  }).catch((cause: unknown) => {
    throw new PaymentFailure('payment-provider-unreachable', { cause })
  })

/** Returns the body of an answer that is as it must be. */
async function read<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
  const body = schema.safeParse(await response.json().catch(() => undefined))
  if (response.ok && body.success) return body.data
  throw failureOf(response)
}

const pathOf = (sessionId: string, verb = '') => `/api/sessions/${encodeURIComponent(sessionId)}${verb}`

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
    const response = await ask(options, pathOf(sessionId, '/cancel'), `cancel-${sessionId}`, '{}')
    await response.body?.cancel()
    if (response.status === 409) return 'paid'
    if (response.ok || response.status === 404) return 'cancelled'
    throw failureOf(response)
  },

  readSession: async (sessionId) => {
    const response = await ask(options, pathOf(sessionId))
    if (response.status !== 404) return read(response, Report)
    await response.body?.cancel()
    return undefined
  },

  paymentsOf: async (day) => (await read(await ask(options, `/api/payments?day=${day}`), Listed)).payments,

  refund: async ({ sessionId, idempotencyKey, ...of }) =>
    read(await ask(options, pathOf(sessionId, '/refund'), idempotencyKey, JSON.stringify(of)), Refunded),

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
