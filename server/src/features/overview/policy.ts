import { linkedWith, ofCustomer, rows } from '#policy/policy.ts'

export const overviewRows = rows({
  'overview:view': ofCustomer(linkedWith('see'), 'accountId'),
})
