import type { Pool } from '#database/sql.ts'

/** A monthly bill for a test: its charges, payments and dates. */
export type TestBill = {
  accountId: number
  billDate: string
  dueDate: string
  chargesCents: number
  previousCents?: number
  paymentsCents?: number
  adjustmentsCents?: number
}

/** Writes a bill whose lines add up and that covers the thirty days before its date. Returns its id. */
export async function addBill(owner: Pool, bill: TestBill): Promise<number> {
  const { accountId, billDate, dueDate, chargesCents, previousCents = 0 } = bill
  const { paymentsCents = 0, adjustmentsCents = 0 } = bill
  const due = previousCents + paymentsCents + adjustmentsCents + chargesCents
  const [row] = await owner`INSERT INTO bills (account_id, bill_date, due_date, period_from, period_to,
      previous_balance_cents, payments_cents, adjustments_cents, charges_cents, amount_due_cents, currency)
    VALUES (${accountId}, ${billDate}, ${dueDate}, ${billDate}::date - 30, ${billDate}::date - 1,
      ${previousCents}, ${paymentsCents}, ${adjustmentsCents}, ${chargesCents}, ${due}, 'USD') RETURNING bill_id`
  return Number(row?.billId)
}
