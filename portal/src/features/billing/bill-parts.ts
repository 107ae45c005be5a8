import type { BillData } from '../../app/response-types.ts'

type Line = Pick<BillData['lines'][number], 'section' | 'kind' | 'names' | 'amountCents' | 'serviceType'>
type Payment = Pick<BillData['payments'][number], 'receivedOn' | 'tender' | 'amountCents'>
export type SummedBill<L extends Line = Line> = Pick<
  BillData,
  'previousBalanceCents' | 'paymentsCents' | 'adjustmentsCents' | 'chargesCents' | 'amountDueCents'
> & { lines: readonly L[]; payments: readonly Payment[] }

/**
 * One line of the sum of a bill. `payment` and `adjustment` are single ones; `rest` is what no line explains, so that the sum is
 * right on an incomplete bill too. `charges` are all charges but late charges and taxes.
 */
export type BillPart<L extends Line = Line> =
  | { part: 'previous' | 'rest-of-payments' | 'rest-of-adjustments' | 'charges' | 'taxes'; cents: number }
  | { part: 'payment'; cents: number; payment: Payment }
  | { part: 'adjustment' | 'late-charge'; cents: number; line: L }

const sum = (amounts: readonly { amountCents: number }[]) =>
  amounts.reduce((total, { amountCents }) => total + amountCents, 0)

export const chargesIn = <L extends Line>(lines: readonly L[]) =>
  lines.filter(({ section }) => section === 'charge')

/** Returns the lines that add up to the amount due, in the order in which a bill is read. */
export function billParts<L extends Line>(bill: SummedBill<L>): BillPart<L>[] {
  const charges = chargesIn(bill.lines)
  const adjustments = bill.lines.filter(({ section }) => section === 'adjustment')
  const late = charges.filter(({ kind }) => kind === 'late-charge')
  const taxes = charges.filter(({ kind }) => kind === 'tax')
  const restOfPayments = bill.paymentsCents + sum(bill.payments)
  const restOfAdjustments = bill.adjustmentsCents - sum(adjustments)
  // Payments that add up to more than the bill counts were corrected later: the bill's own figure is the true one.
  const isItemized = bill.payments.length > 0 && restOfPayments <= 0
  const payments = isItemized ? [...bill.payments].reverse() : []
  return [
    { part: 'previous', cents: bill.previousBalanceCents },
    ...payments.map((payment) => ({ part: 'payment' as const, cents: -payment.amountCents, payment })),
    ...some('rest-of-payments', isItemized ? restOfPayments : bill.paymentsCents),
    ...adjustments.map((line) => ({ part: 'adjustment' as const, cents: line.amountCents, line })),
    ...some('rest-of-adjustments', restOfAdjustments),
    ...late.map((line) => ({ part: 'late-charge' as const, cents: line.amountCents, line })),
    { part: 'charges', cents: bill.chargesCents - sum(late) - sum(taxes) },
    ...(taxes.length > 0 ? [{ part: 'taxes' as const, cents: sum(taxes) }] : []),
  ]
}

const some = (part: 'rest-of-payments' | 'rest-of-adjustments', cents: number) =>
  cents === 0 ? [] : [{ part, cents }]
