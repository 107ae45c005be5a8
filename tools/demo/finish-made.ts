import { dateOfDay } from '@porchlight/server/features/usage/calendar-day.ts'
import type { Account } from './account.ts'
import type { DemoContext } from './demo-context.ts'
import type { Made } from './household.ts'
import { addUsage } from './usage-rows.ts'

/** What can only be written once everything that belongs together is made: usage and payments. */
export function finishMade(ctx: DemoContext, made: Made): void {
  for (const premise of made.premises) addUsage(ctx, premise)
  for (const account of made.accounts) addPayments(ctx, account)
}

function addPayments({ rows, ids }: DemoContext, account: Account): void {
  for (const { on, cents, tender } of account.billed.payments) {
    rows.add('payments', ids.next('payments'), account.accountId, dateOfDay(on), cents, 'USD', tender, null)
  }
}
