import { PaymentFailure, type PaymentPage } from './payment-page.ts'

/** Where no payment provider is configured: every request is refused, and nobody's word on a payment is believed. */
export const noPaymentPage: PaymentPage = {
  createSession: () => Promise.reject(new PaymentFailure('payment-request-refused')),
  cancelSession: () => Promise.reject(new PaymentFailure('payment-request-refused')),
  verifyWebhook: () => ({ ok: false, reason: 'webhook-signature-wrong' }),
}
