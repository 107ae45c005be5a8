import type { Receipt } from '@porchlight/contract/payments.ts'

type Row = {
  paymentId: number | null
  paidAt: Date | null
  paidWith: string | null
  reversedOn: string | null
}

/** Returns what a receipt says; null where no payment was booked. */
export const receiptOf = ({ paymentId, paidAt, paidWith, reversedOn }: Row): Receipt | null =>
  paymentId === null ? null : { paymentId, paidAt: paidAt?.toISOString() ?? null, paidWith, reversedOn }
