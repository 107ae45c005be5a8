import { byMailedKey, holding, ofCustomer, ofSystem, rows, yes } from '#policy/policy.ts'

export const accountLinksRows = rows({
  'account-link:add': ofCustomer(yes),
  'account-link:view': ofCustomer(yes),
  'account-link:withdraw': ofCustomer(yes, 'taskId'),
  'account-people:view': ofCustomer(holding, 'accountId'),
  'account-link:approve': ofCustomer(holding, 'accountId', 'taskId'),
  'account-link:remove': ofCustomer(holding, 'accountId'),
  'mailed-key:take-off': byMailedKey('take-off', 'accountId'),
  'job:tell-of-links': ofSystem,
})
