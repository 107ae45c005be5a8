import type { Fields } from '../../app/form.ts'
import { localeIn, readCents } from '../payments/amount.ts'

/** Returns what a form asks to be paid, and which questions it answers with yes. */
export function bodyOf(sent: Fields) {
  const confirmed = (name: 'confirmedPaymentId' | 'confirmedTaskId' | 'confirmedAmountCents') =>
    sent.has(name) ? { [name]: sent.number(name) } : {}
  return {
    bankAccountId: sent.number('bankAccountId'),
    amountCents: readCents('amountCents', sent.text('amountCents'), localeIn(sent.text('locale'))),
    payOn: sent.text('payOn'),
    ...confirmed('confirmedPaymentId'),
    ...confirmed('confirmedTaskId'),
    ...confirmed('confirmedAmountCents'),
  }
}
