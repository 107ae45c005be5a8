import { byMailedKey, ofSystem, rows } from '#policy/policy.ts'

export const registrationRows = rows({
  'mailed-key:register': byMailedKey('registration'),
  'job:answer-registrations': ofSystem,
})
