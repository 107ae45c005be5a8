import { opens, rows } from '#policy/policy.ts'

export const customerContactsRows = rows({
  'contact:add': opens('contact:add', 'accountId'),
})
