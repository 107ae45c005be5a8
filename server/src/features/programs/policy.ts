import { linkedWith, ofCustomer, ofSystem, rows } from '#policy/policy.ts'

export const programsRows = rows({
  'program:view': ofCustomer(linkedWith('see'), 'accountId'),
  'program:change': ofCustomer(linkedWith('change'), 'accountId'),
  'job:end-programs': ofSystem,
  'job:settle-budgets': ofSystem,
})
