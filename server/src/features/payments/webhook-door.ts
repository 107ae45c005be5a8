import { api } from '@porchlight/contract/api.ts'
import type { SignedPath } from '#http/signed-path.ts'
import { Refusal } from '#policy/refusal.ts'

/** Where the payment page's webhooks arrive. */
export const webhookPath: string = api.settleCardPayment.path

export const webhook: SignedPath = {
  path: webhookPath,
  clientOf(request, { paymentPage, log }) {
    const verdict = paymentPage.verifyWebhook(request.rawBody ?? '', request.headers)
    if (verdict.ok) {
      // Each provider words its events in its own way; the endpoint reads ours.
      request.body = verdict.event
      return 'payment-page'
    }
    log.warn({ reason: verdict.reason, ip: request.ip, correlationId: request.id }, 'webhook refused')
    throw new Refusal(verdict.reason === 'webhook-malformed' ? 'invalid-request' : 'signature-refused')
  },
}
