import { byMailedKey, ofSystem, rows } from '#policy/policy.ts'

export const mailedKeysRows = rows({
  'mailed-key:reset-password': byMailedKey('password-reset'),
  'mailed-key:confirm-email': byMailedKey('email-confirmation'),
  'job:answer-reset-requests': ofSystem,
})
