import { linkedWith, ofCustomer, ofPaymentPage, ofSystem, rows } from '#policy/policy.ts'

export const paymentsRows = rows({
  'card-payment:start': ofCustomer(linkedWith('pay'), 'accountId'),
  'card-payment:cancel': ofCustomer(linkedWith('pay'), 'accountId', 'taskId'),
  'card-payment:view': ofCustomer(linkedWith('see'), 'accountId'),
  'card-payment:settle': ofPaymentPage,
  'job:cancel-card-payments': ofSystem,
  'job:ask-payment-page': ofSystem,
  'job:reconcile-cards': ofSystem,
})
