import { linkedWith, ofCustomer, rows } from '#policy/policy.ts'

export const mailingAddressRows = rows({
  'mailing-address:change': ofCustomer(linkedWith('change'), 'accountId'),
})
