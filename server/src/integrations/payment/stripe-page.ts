import { createRequire } from 'node:module'
import type { Stripe as StripeClient } from 'stripe'
import {
  type ListedPayment,
  PaymentFailure,
  type PaymentPage,
  type RefundAnswer,
  type SessionReport,
} from './payment-page.ts'
import { stripeVerdict } from './stripe-events.ts'

export interface StripeOptions {
  /** `sk_live_...` or a restricted key that may write checkout sessions and refunds. */
  readonly secretKey: string
  /** `whsec_...` of the webhook endpoint. */
  readonly webhookSecret: string
  /** Where the API is: `https://api.stripe.com`. */
  readonly apiBase: string
  /** Where payers' browsers may be sent: an answer that names another origin is no page of the provider. */
  readonly pageOrigin: string
}

type Session = StripeClient.Checkout.Session
type Charge = StripeClient.Charge

const dayMs = 86_400_000

// Loaded where Stripe is configured, and nowhere else: the library is large.
const load = () => createRequire(import.meta.url)('stripe') as typeof StripeClient

const expanded = ['payment_intent.latest_charge']

const intentOf = ({ payment_intent: intent }: Session) =>
  intent !== null && typeof intent === 'object' ? intent : undefined

const chargeOf = (session: Session): Charge | undefined => {
  const charge = intentOf(session)?.latest_charge
  return charge !== null && typeof charge === 'object' ? charge : undefined
}

const instantOf = (seconds: number) => new Date(seconds * 1_000).toISOString()

/** Returns what became of a session, from the session with its payment and charge. */
function reportOf(session: Session): SessionReport {
  const { status, payment_status: paid, created, expires_at: expiresAt } = session
  const charge = chargeOf(session)
  const error = intentOf(session)?.last_payment_error
  const card = charge?.payment_method_details?.card
  const isPaid = status === 'complete' && paid === 'paid'
  const isDeclined = status === 'open' && error !== null && error !== undefined
  return {
    state: isPaid ? 'paid' : status === 'expired' ? 'expired' : isDeclined ? 'declined' : 'open',
    at: instantOf(charge?.created ?? (status === 'expired' ? expiresAt : created)),
    amountCents: session.amount_total ?? 0,
    currency: (session.currency ?? '').toUpperCase(),
    cardBrand: card?.brand ? card.brand.charAt(0).toUpperCase() + card.brand.slice(1, 40) : '',
    cardLast4: card?.last4 ?? '',
    ...(isDeclined && {
      declineReason: (error.decline_code ?? error.code ?? '').replaceAll('_', '-').slice(0, 60),
    }),
    isRefunded: charge?.refunded ?? false,
  }
}

/** Makes the client of Stripe Checkout's hosted page, through Stripe's own library. */
export function stripePage(options: StripeOptions): PaymentPage {
  const { protocol, hostname, port } = new URL(options.apiBase)
  const Stripe = load()
  const stripe = new Stripe(options.secretKey, {
    protocol: protocol === 'http:' ? 'http' : 'https',
    host: hostname,
    port: port || (protocol === 'http:' ? '80' : '443'),
    timeout: 10_000,
    maxNetworkRetries: 1,
    telemetry: false,
  })
  const { StripeError, StripeInvalidRequestError, StripeIdempotencyError } = Stripe.errors

  /** What Stripe refuses is refused; every other failure is an outage. Its messages may repeat parts of the key. */
  const failureOf = (error: unknown): PaymentFailure => {
    const isRefused = error instanceof StripeInvalidRequestError || error instanceof StripeIdempotencyError
    const { type = 'unknown', statusCode = 0 } = error instanceof StripeError ? error : {}
    return new PaymentFailure(isRefused ? 'payment-request-refused' : 'payment-provider-unreachable', {
      cause: new Error(`Stripe answered ${statusCode} ${type}`),
    })
  }
  const codeOf = (error: unknown) => (error instanceof StripeInvalidRequestError ? error.code : undefined)
  const ask = <T>(call: Promise<T>): Promise<T> =>
    call.catch((error: unknown) => {
      throw failureOf(error)
    })
  const retrieve = (sessionId: string): Promise<Session | undefined> =>
    stripe.checkout.sessions.retrieve(sessionId, { expand: expanded }).catch((error: unknown) => {
      if (codeOf(error) === 'resource_missing') return undefined
      throw failureOf(error)
    })

  return {
    createSession: async ({ amountCents, currency, reference, description, locale, ...urls }) => {
      const session = await ask(
        stripe.checkout.sessions.create(
          {
            mode: 'payment',
            allowed_payment_method_types: ['card'],
            client_reference_id: reference,
            line_items: [
              {
                quantity: 1,
                price_data: {
                  currency: currency.toLowerCase(),
                  unit_amount: amountCents,
                  product_data: { name: description },
                },
              },
            ],
            payment_intent_data: { metadata: { reference } },
            success_url: urls.returnUrl,
            cancel_url: urls.cancelUrl,
            locale,
          },
          { idempotencyKey: urls.idempotencyKey },
        ),
      )
      const { id: sessionId, url: redirectUrl } = session
      if (!redirectUrl || URL.parse(redirectUrl)?.origin !== options.pageOrigin)
        throw new PaymentFailure('payment-provider-unreachable', {
          cause: new Error(`Stripe named no page at ${options.pageOrigin}`),
        })
      return { sessionId, redirectUrl }
    },

    cancelSession: async (sessionId) => {
      try {
        await stripe.checkout.sessions.expire(sessionId)
        return 'cancelled'
      } catch (error) {
        // Over already: whether it was paid says the session itself.
        if (!(error instanceof StripeInvalidRequestError)) throw failureOf(error)
        const session = await retrieve(sessionId)
        if (session?.status === 'open') throw failureOf(error)
        return session?.payment_status === 'paid' ? 'paid' : 'cancelled'
      }
    },

    readSession: async (sessionId) => {
      const session = await retrieve(sessionId)
      return session && reportOf(session)
    },

    // A page is open for a day: what was paid on this one can have begun on the day before.
    paymentsOf: async (day) => {
      const start = Date.parse(`${day}T00:00:00Z`)
      const created = { gte: (start - dayMs) / 1_000, lt: (start + dayMs) / 1_000 }
      const list = stripe.checkout.sessions.list({
        created,
        status: 'complete',
        limit: 100,
        expand: expanded.map((path) => `data.${path}`),
      })
      const payments: ListedPayment[] = []
      try {
        for await (const session of list) {
          const { state, at, amountCents, currency, isRefunded } = reportOf(session)
          if (state === 'paid' && at.startsWith(day))
            payments.push({ sessionId: session.id, amountCents, currency, isRefunded })
        }
      } catch (error) {
        throw failureOf(error)
      }
      return payments
    },

    refund: async ({ sessionId, amountCents, idempotencyKey }): Promise<RefundAnswer> => {
      const session = await retrieve(sessionId)
      const intent = session && intentOf(session)
      if (!intent) return { state: 'refused', reason: 'not-possible' }
      try {
        const refund = await stripe.refunds.create(
          { payment_intent: intent.id, amount: amountCents },
          { idempotencyKey },
        )
        const isMade = refund.status !== 'failed' && refund.status !== 'canceled'
        return isMade
          ? { state: 'accepted', reference: refund.id }
          : { state: 'refused', reason: 'not-possible' }
      } catch (error) {
        if (codeOf(error) === 'charge_already_refunded')
          return { state: 'refused', reason: 'already-refunded' }
        if (error instanceof StripeInvalidRequestError) return { state: 'refused', reason: 'not-possible' }
        throw failureOf(error)
      }
    },

    verifyWebhook: (rawBody, headers) => {
      const header = headers['stripe-signature']
      if (typeof header !== 'string') return { ok: false, reason: 'webhook-signature-missing' }
      try {
        return stripeVerdict(stripe.webhooks.constructEvent(rawBody, header, options.webhookSecret))
      } catch (error) {
        if (!(error instanceof Stripe.errors.StripeSignatureVerificationError))
          return { ok: false, reason: 'webhook-malformed' }
        const isOld = error.message.includes('outside the tolerance')
        return { ok: false, reason: isOld ? 'webhook-too-old' : 'webhook-signature-wrong' }
      }
    },
  }
}
