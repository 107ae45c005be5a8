import { linkedWith, ofCustomer, rows } from '#policy/policy.ts'

export const mailingAddressRows = rows({
  'account-information:view': ofCustomer(linkedWith('see'), 'accountId'),
  'mailing-address:change': ofCustomer(linkedWith('change'), 'accountId'),
})
