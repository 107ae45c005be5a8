import { linkedWith, ofCustomer, rows } from '#policy/policy.ts'

export const programsRows = rows({
  'program:view': ofCustomer(linkedWith('see'), 'accountId'),
  'program:change': ofCustomer(linkedWith('change'), 'accountId'),
})
