import type { WebhookVerdict } from './webhook-event.ts'

export interface PaymentSessionRequest {
  /** What is to be paid, in whole cents; above zero. */
  readonly amountCents: number
  /** ISO 4217, `USD`. */
  readonly currency: string
  /** Ours, to know the payment by; comes back in the webhook. */
  readonly reference: string
  /** What the payer reads on the page. */
  readonly description: string
  readonly returnUrl: string
  readonly cancelUrl: string
  /** The same key with the same request gives the same session, so a repeated request is harmless. */
  readonly idempotencyKey: string
  readonly locale: 'en' | 'es'
}

export interface PaymentSession {
  readonly sessionId: string
  /** Where to send the payer's browser. */
  readonly redirectUrl: string
}

/** What the provider says of a session when it is asked. */
export interface SessionReport {
  /** `declined`: the last card was declined, and the page takes another one. */
  readonly state: 'open' | 'declined' | 'paid' | 'expired' | 'cancelled'
  /** When it came to be so. */
  readonly at: string
  readonly amountCents: number
  readonly currency: string
  /** Empty where no card was used. */
  readonly cardBrand: string
  readonly cardLast4: string
  /** Why the card was declined; with `declined` only. */
  readonly declineReason?: string | undefined
  readonly isRefunded: boolean
}

/** A payment in the provider's own list. */
export interface ListedPayment {
  readonly sessionId: string
  readonly amountCents: number
  readonly currency: string
  readonly isRefunded: boolean
}

export interface RefundRequest {
  readonly sessionId: string
  /** The whole amount of the payment, in cents. */
  readonly amountCents: number
  readonly currency: string
  /** The provider gives back once per key, however often it is asked. */
  readonly idempotencyKey: string
}

/** Why a provider gives nothing back. */
export type RefundRefusal = 'already-refunded' | 'not-possible'

export type RefundAnswer =
  | { readonly state: 'accepted'; readonly reference: string }
  | { readonly state: 'refused'; readonly reason: RefundRefusal }

/** A third party's card page: cards are typed there, and never reach us. */
export interface PaymentPage {
  /** Fails with a `PaymentFailure`. */
  createSession(request: PaymentSessionRequest): Promise<PaymentSession>
  /**
   * Closes a session, so that nothing can be paid there any more. `paid`: it was too late. Fails with a `PaymentFailure`; a
   * session that the provider does not know, or that is over, counts as closed.
   */
  cancelSession(sessionId: string): Promise<'cancelled' | 'paid'>
  /** Returns what became of a session; undefined where the provider does not know it. Fails with a `PaymentFailure`. */
  readSession(sessionId: string): Promise<SessionReport | undefined>
  /** Returns the payments of one UTC day (`YYYY-MM-DD`), those given back included. Fails with a `PaymentFailure`. */
  paymentsOf(day: string): Promise<readonly ListedPayment[]>
  /** Gives a payment back to its card. Fails with a `PaymentFailure`. */
  refund(request: RefundRequest): Promise<RefundAnswer>
  /** Whether a webhook came from the provider, unchanged and lately. Its event id may come again: keep it, and do nothing twice. */
  verifyWebhook(
    rawBody: Buffer | string,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): WebhookVerdict
}

/**
 * - `payment-provider-unreachable`: an outage; the same request may be sent again
 * - `payment-request-refused`: the provider will not take this request, however often it is sent
 */
export type PaymentFailureReason = 'payment-provider-unreachable' | 'payment-request-refused'

export class PaymentFailure extends Error {
  override readonly name = 'PaymentFailure'

  constructor(
    readonly reason: PaymentFailureReason,
    options?: ErrorOptions,
  ) {
    super(reason, options)
  }
}

const refused = () => Promise.reject(new PaymentFailure('payment-request-refused'))

/** Where no payment provider is configured: every request is refused, and no webhook is trusted. */
export const noPaymentPage: PaymentPage = {
  createSession: refused,
  cancelSession: refused,
  readSession: refused,
  paymentsOf: refused,
  refund: refused,
  verifyWebhook: () => ({ ok: false, reason: 'webhook-signature-wrong' }),
}
