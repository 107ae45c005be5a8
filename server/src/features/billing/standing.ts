import type { BillStanding } from '@porchlight/contract/billing.ts'
import { added, type Billed } from './rules.ts'

type Standing = { standing: BillStanding; openCents: number }
type Bill = Billed & { disputedCents: number | null }

/**
 * Returns what is still owed of a bill, in cents. Payments pay older bills first, so the newer bills are owed before anything
 * of this one is.
 * @param newerCents what the newer bills of the account added to what is owed.
 */
export function openCentsOf(bill: Billed, balanceCents: number, newerCents: number): number {
  return Math.min(added(bill), Math.max(0, balanceCents - newerCents))
}

/** Returns whether a bill is paid, due, overdue or disputed on a day, and what is still owed of it. */
export function standingOf(
  bill: Bill,
  { balanceCents, newerCents, today }: { balanceCents: number; newerCents: number; today: string },
): Standing {
  const openCents = openCentsOf(bill, balanceCents, newerCents)
  if (bill.disputedCents !== null) return { openCents, standing: 'disputed' }
  if (openCents === 0) return { openCents, standing: 'paid' }
  return { openCents, standing: bill.dueDate < today ? 'overdue' : 'due' }
}

/** Returns all bills of an account with their standings. @param bills newest first, none left out. */
export function withStandings<B extends Bill>(
  bills: readonly B[],
  account: { balanceCents: number; today: string },
): (B & Standing)[] {
  let newerCents = 0
  return bills.map((bill) => {
    const standing = standingOf(bill, { ...account, newerCents })
    newerCents += added(bill)
    return { ...bill, ...standing }
  })
}
