import type { Stripe } from 'stripe'
import type { WebhookEvent, WebhookVerdict } from './webhook-event.ts'

const types: Readonly<Record<string, WebhookEvent['type']>> = {
  'checkout.session.completed': 'payment.succeeded',
  'checkout.session.async_payment_succeeded': 'payment.succeeded',
  'checkout.session.async_payment_failed': 'payment.declined',
  'checkout.session.expired': 'payment.cancelled',
}

/** Returns an event of Stripe as ours. One that means nothing here is `payment.noted`, so that Stripe does not send it again. */
export function stripeVerdict(event: Stripe.Event): WebhookVerdict {
  const { id, created } = event
  const noted = {
    id,
    createdAt: new Date(created * 1_000).toISOString(),
    // Which card it was, the session itself says when it is asked.
    cardBrand: '',
    cardLast4: '',
  }
  const object = event.data.object as Partial<Stripe.Checkout.Session>
  const type = types[event.type]
  const isUnpaid = type === 'payment.succeeded' && object.payment_status !== 'paid'
  const { id: sessionId, client_reference_id: reference, amount_total: amountCents, currency } = object
  const isOurs = typeof sessionId === 'string' && /^\d{1,15}$/.test(reference ?? '')
  if (!type || isUnpaid || !isOurs || typeof amountCents !== 'number' || typeof currency !== 'string')
    return {
      ok: true,
      event: {
        ...noted,
        type: 'payment.noted',
        sessionId: '',
        reference: '1',
        amountCents: 0,
        currency: 'USD',
      },
    }
  return {
    ok: true,
    event: {
      ...noted,
      type,
      sessionId,
      reference: String(reference),
      amountCents,
      currency: currency.toUpperCase(),
    },
  }
}
