import { changesAccess, rows, yes } from '#policy/policy.ts'

export const holderProtectionsRows = rows({
  'holder-protection:mark': changesAccess('holder-protection:mark', yes, 'personId'),
  'holder-protection:remove': changesAccess('holder-protection:mark', yes, 'personId'),
})
