import { linkedWith, ofCustomer, ofSystem, rows } from '#policy/policy.ts'

export const bankPaymentsRows = rows({
  'bank-payment:view': ofCustomer(linkedWith('see'), 'accountId'),
  'bank-payment:make': ofCustomer(linkedWith('pay'), 'accountId'),
  'bank-payment:change': ofCustomer(linkedWith('pay'), 'accountId', 'taskId'),
  'bank-payment:cancel': ofCustomer(linkedWith('pay'), 'accountId', 'taskId'),
  'job:make-bank-payments': ofSystem,
  'job:read-bank-returns': ofSystem,
  'job:reconcile-bank': ofSystem,
})
