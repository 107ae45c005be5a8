import { linkedWith, ofCustomer, rows } from '#policy/policy.ts'

export const usageRows = rows({
  'usage:view': ofCustomer(linkedWith('see'), 'accountId'),
  'usage:download': ofCustomer(linkedWith('see'), 'accountId'),
})
