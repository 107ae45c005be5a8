import { byMailedKey, linkedWith, ofCustomer, rows, yes } from '#policy/policy.ts'

export const preferencesRows = rows({
  'preferences:view': ofCustomer(linkedWith('see'), 'accountId'),
  'preferences:change': ofCustomer(linkedWith('see'), 'accountId'),
  'mailed-key:notice-off': byMailedKey('notice-off', 'accountId'),
  'language:change': ofCustomer(yes),
})
