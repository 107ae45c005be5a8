import { linkedWith, ofCustomer, rows } from '#policy/policy.ts'

export const preferencesRows = rows({
  'preferences:view': ofCustomer(linkedWith('see'), 'accountId'),
  'preferences:change': ofCustomer(linkedWith('see'), 'accountId'),
})
