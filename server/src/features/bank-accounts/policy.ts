import { linkedWith, ofCustomer, ofSystem, rows } from '#policy/policy.ts'

export const bankAccountsRows = rows({
  'bank-account:view': ofCustomer(linkedWith('see'), 'accountId'),
  'bank-account:add': ofCustomer(linkedWith('pay'), 'accountId'),
  'bank-account:verify': ofCustomer(linkedWith('pay'), 'accountId', 'bankAccountId'),
  'bank-account:change': ofCustomer(linkedWith('pay'), 'accountId', 'bankAccountId'),
  'bank-account:remove': ofCustomer(linkedWith('pay'), 'accountId', 'bankAccountId'),
  'job:send-deposits': ofSystem,
})
