/** Why a payment is given back; the customer reads it. A module of its own: the desk needs no schemas. */
export const refundCauses = ['paid-twice', 'wrong-amount', 'wrong-account', 'other'] as const
export type RefundCause = (typeof refundCauses)[number]
