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

/** A third party's card page: cards are typed there, and never reach us. */
export interface PaymentPage {
  /** Fails with a `PaymentFailure`. */
  createSession(request: PaymentSessionRequest): Promise<PaymentSession>
  /**
   * Closes a session, so that nothing can be paid there any more. `paid`: it was too late. Fails with a `PaymentFailure`; a
   * session that the provider does not know, or that is over, counts as closed.
   */
  cancelSession(sessionId: string): Promise<'cancelled' | 'paid'>
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

/** Where no payment provider is configured: every request is refused, and no webhook is trusted. */
export const noPaymentPage: PaymentPage = {
  createSession: () => Promise.reject(new PaymentFailure('payment-request-refused')),
  cancelSession: () => Promise.reject(new PaymentFailure('payment-request-refused')),
  verifyWebhook: () => ({ ok: false, reason: 'webhook-signature-wrong' }),
}
