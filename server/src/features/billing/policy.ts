import { linkedWith, ofCustomer, rows } from '#policy/policy.ts'

export const billingRows = rows({
  'bill:view': ofCustomer(linkedWith('see'), 'accountId'),
  'bill:download': ofCustomer(linkedWith('see'), 'accountId'),
  'bill:export': ofCustomer(linkedWith('see'), 'accountId'),
})
