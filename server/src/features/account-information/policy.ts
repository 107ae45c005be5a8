import { linkedWith, ofCustomer, rows } from '#policy/policy.ts'

export const accountInformationRows = rows({
  'account-information:view': ofCustomer(linkedWith('see'), 'accountId'),
})
