import { linkedWith, ofCustomer, ofSystem, rows } from '#policy/policy.ts'

export const autopayRows = rows({
  'autopay:view': ofCustomer(linkedWith('see'), 'accountId'),
  'autopay:change': ofCustomer(linkedWith('pay'), 'accountId'),
  'autopay:stop': ofCustomer(linkedWith('pay'), 'accountId'),
  'autopay:decide': ofCustomer(linkedWith('pay'), 'accountId', 'autopayRunId'),
  'job:run-autopays': ofSystem,
})
