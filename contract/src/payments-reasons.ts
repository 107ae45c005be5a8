import { reasons } from './feature.ts'

/** Why a card payment is refused, or why a payment differs from what was asked. */
export const paymentsReasons = reasons({
  'payment-repeated': 409,
  'amount-over-balance': 409,
  'payment-over': 409,
  'cash-only': 422,
  'nothing-to-pay': 422,
  'payment-differs': 422,
  'payment-after-visit': 422,
})
