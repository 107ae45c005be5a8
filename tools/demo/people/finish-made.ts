import { addPayments } from '../bills/payment-rows.ts'
import type { DemoContext } from '../demo-context.ts'
import { addHistory, maybeContact } from '../tasks/history.ts'
import type { Made } from './household.ts'
import { addUsage } from './usage-rows.ts'

/** What can only be written once everything that belongs together is made: usage, payments, and what happened lately. */
export function finishMade(ctx: DemoContext, made: Made): void {
  for (const premise of made.premises) addUsage(ctx, premise)
  for (const account of made.accounts) {
    addPayments(ctx, account, made.webUsers)
    maybeContact(ctx, account)
  }
  for (const webUser of made.webUsers) addHistory(ctx, webUser)
}
